/**
 * Looks at once and every two seconds whether somebody listens again at an address where nobody did, so that a link that
 * returns is used at once and not when a back-off of a minute is over. A TCP connection that is closed again costs neither
 * side anything. Where somebody listens all the while and the try failed all the same, only the back-off counts: else a
 * receiver that is unwell would be asked every two seconds by every station.
 */
import { connect } from 'node:net';
import type { After } from './rest.ts';

const everyMs = 2_000;
const patienceMs = 1_500;

export type Probe = (address: { readonly host: string; readonly port: number }) => Promise<boolean>;

/** @param onBack called once, when somebody listens who did not before. @returns what ends it */
export function watchLink(
  address: { readonly host: string; readonly port: number },
  onBack: () => void,
  after: After,
  probe: Probe = isHeard,
): () => void {
  let isOver = false;
  let wasGone = false;
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const listens = await probe(address);
    if (isOver) return;
    if (listens && wasGone) onBack();
    else cancel = after(everyMs, () => void look());
    wasGone ||= !listens;
  };
  void look();
  return () => {
    isOver = true;
    cancel();
  };
}

function isHeard({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    // Why nobody answers is told by the try itself.
    socket.once('error', () => end(false));
  });
}
