/**
 * Looks every two seconds whether somebody listens again at an address where nobody did, so that a link that returns is used
 * at once and not when a back-off of a minute is over. A TCP connection that is closed again costs neither side anything.
 */
import { connect } from 'node:net';
import type { After } from './rest.ts';

const everyMs = 2_000;
const patienceMs = 1_500;

export type Probe = (address: { readonly host: string; readonly port: number }) => Promise<boolean>;

/** @returns what ends it */
export function watchLink(
  address: { readonly host: string; readonly port: number },
  onBack: () => void,
  after: After,
  probe: Probe = listens,
): () => void {
  let isOver = false;
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const isBack = await probe(address);
    if (isOver) return;
    if (isBack) onBack();
    else cancel = after(everyMs, () => void look());
  };
  cancel = after(everyMs, () => void look());
  return () => {
    isOver = true;
    cancel();
  };
}

function listens({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
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
