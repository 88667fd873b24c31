/**
 * Publishes the messages of a batch through a window: so many may be without a receipt at a time, none overtakes another on
 * the wire, and a broker that gives no receipt for too long is told of.
 */
import { say } from '../../../api/said/say.ts';
import type { Envelope } from '../../../station/store/sync-table.ts';
import { TargetTrouble } from '../../transport.ts';
import type { Reason } from './reason-codes.ts';

export interface Letter {
  readonly envelope: Envelope;
  /** Sends all of its bodies, in order. @returns a receipt for each */
  readonly post: () => Promise<readonly Reason[]>;
}

export interface Window {
  readonly messages: number;
  /** Without a single receipt for so long, the broker is given up. */
  readonly silentMs: number;
  readonly host: string;
  /** Ends all that is under way: nothing more will come of it. */
  readonly giveUp: (trouble: TargetTrouble) => void;
}

/**
 * @param onReceipts called for each message as its receipts come
 * @throws TargetTrouble the first there was, once nothing is under way any more
 */
export async function postAll(
  letters: readonly Letter[],
  { messages, silentMs, host, giveUp }: Window,
  onReceipts: (envelope: Envelope, reasons: readonly Reason[]) => void,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let trouble: unknown = null;
  const silent = (): void =>
    giveUp(new TargetTrouble('away', say('mqttSilent', { host, seconds: Math.round(silentMs / 1000) })));
  let timer = setTimeout(silent, silentMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(silent, silentMs);
  };
  const post = async ({ envelope, post: send }: Letter): Promise<void> => {
    try {
      onReceipts(envelope, await send());
      heard();
    } catch (thrown) {
      trouble ??= thrown;
    }
  };
  try {
    for (const letter of letters) {
      while (underWay.size >= messages) await Promise.race(underWay);
      if (trouble !== null) break;
      const one: Promise<void> = post(letter).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await Promise.all(underWay);
  } finally {
    clearTimeout(timer);
  }
  if (trouble !== null) throw trouble;
}
