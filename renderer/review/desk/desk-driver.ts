/**
 * Carries the desk's wishes to the station: hears the queue, claims what is shown and gives it back, looks ahead, sends
 * what was decided. It lives as long as the page, whichever place is open: a decision is never left behind.
 */
import type { Client } from '../../../main/api/client.ts';
import { toWireError } from '../../../main/api/errors.ts';
import type { Store } from '../../ui/store.ts';
import { stationNow } from '../queue/countdown.ts';
import { nextParts } from '../queue/order.ts';
import { type Desk, ordered, withHold, withLook, withLooksOf, withQueue } from './desk.ts';
import {
  asFailed,
  asksBack,
  asSent,
  asTaken,
  asTakenBack,
  type Entry,
  type Outbox,
  toSend,
  withoutOld,
} from './outbox.ts';

/** A claim lasts a minute. */
const renewEveryMs = 25_000;
const tickMs = 1_000;
const againAfterMs = 2_000;
/** Parts that are loaded before anybody asks for them. */
export const ahead = 2;

export interface DeskDriver {
  /** Null while there is no connection. */
  use(client: Client | null): void;
  stop(): void;
}

export interface DriverParts {
  readonly store: Store<Desk>;
  readonly nowMs: () => number;
  readonly keep: (outbox: Outbox) => void;
}

export function driveDesk({ store, nowMs, keep }: DriverParts): DeskDriver {
  let client: Client | null = null;
  let stopHearing: (() => void) | undefined;
  let claimed: string | null = null;
  let claiming: string | null = null;
  let pausedUntilMs = 0;
  let isSending = false;
  const looking = new Set<string>();

  const pump = (): void => {
    const desk = store.get();
    keep(desk.outbox);
    giveBack(desk);
    if (!client) return;
    claim(client, desk);
    lookAhead(client, desk);
    sendAll(client);
  };

  /** In the order in which they were made, each once: marking one as sent changes the desk, which asks for this again. */
  const sendAll = (station: Client): void => {
    if (isSending) return;
    isSending = true;
    const next = (): Entry | undefined => toSend(store.get().outbox, store.get().by)[0];
    for (let entry = next(); entry && nowMs() >= pausedUntilMs; entry = next()) void send(station, entry);
    isSending = false;
  };

  const giveBack = (desk: Desk): void => {
    if (claimed === null || claimed === desk.shown?.part.id) return;
    const id = claimed;
    claimed = null;
    const isDecided = desk.outbox.some((entry) => entry.part.id === id && !entry.isWantedBack);
    // One that cannot be given back ends by itself within a minute.
    if (!isDecided) client?.call('review.release', { id }).catch(told('a claim could not be given back'));
  };

  const claim = (station: Client, desk: Desk): void => {
    const shown = desk.shown;
    if (shown?.hold.at !== 'asking' || claiming === shown.part.id) return;
    // What is being taken back has to be back first.
    if (desk.outbox.some((entry) => entry.part.id === shown.part.id && entry.sending.at !== 'refused')) return;
    void ask(station, shown.part.id);
  };

  const ask = async (station: Client, id: string): Promise<void> => {
    claiming = id;
    try {
      await station.call('review.claim', { id });
      claimed = id;
      claiming = null;
      store.change((desk) => withHold(desk, id, { at: 'mine' }));
      pump();
    } catch (thrown) {
      const { code } = toWireError(thrown);
      if (claiming === id) claiming = null;
      if (code !== 'conflict' && code !== 'not-found') return;
      if (claimed === id) claimed = null;
      const by = store.get().queue?.parts.find((part) => part.id === id)?.claimedBy ?? null;
      store.change((desk) => withHold(desk, id, { at: 'lost', by }));
    }
  };

  const lookAhead = (station: Client, desk: Desk): void => {
    const shownId = desk.shown?.part.id ?? null;
    const next = desk.isOpen ? nextParts(ordered(desk).open, shownId, ahead).map(({ id }) => id) : [];
    const wanted = shownId === null ? next : [shownId, ...next];
    for (const id of wanted) if (!desk.looks.has(id) && !looking.has(id)) void look(station, id);
    const decided = desk.outbox.map(({ part }) => part.id);
    const kept = new Set([...wanted, ...decided, ...(desk.revealed ? [desk.revealed.entry.part.id] : [])]);
    store.change((before) => withLooksOf(before, kept));
  };

  const look = async (station: Client, id: string): Promise<void> => {
    looking.add(id);
    try {
      const is = await station.call('review.look', { id });
      store.change((desk) => withLook(desk, id, { is }));
    } catch (thrown) {
      const error = toWireError(thrown);
      // Asked again once there is a connection.
      if (error.code !== 'connection-lost') store.change((desk) => withLook(desk, id, { error }));
    } finally {
      looking.delete(id);
    }
  };

  const send = async (station: Client, entry: Entry): Promise<void> => {
    const { decisionId, part, decision, comment, lookedMs } = entry;
    const isBack = asksBack(entry);
    store.change((desk) => ({ ...desk, outbox: asSent(desk.outbox, decisionId) }));
    try {
      if (isBack) {
        await station.call('review.undo', { decisionId });
        store.change((desk) => ({ ...desk, outbox: asTakenBack(desk.outbox, decisionId) }));
        return;
      }
      const decided = await station.call('review.decide', { id: part.id, decisionId, decision, comment, lookedMs });
      store.change((desk) => withAnswer(desk, entry, decided, nowMs()));
    } catch (thrown) {
      const { code, message } = toWireError(thrown);
      pausedUntilMs = nowMs() + againAfterMs;
      setTimeout(pump, againAfterMs);
      store.change((desk) => ({ ...desk, outbox: asFailed(desk.outbox, decisionId, code, message) }));
    }
  };

  const hear = async (station: Client): Promise<void> => {
    try {
      const queue = await station.call('review.queue', {});
      store.change((desk) => withQueue(desk, queue, nowMs()));
    } catch (thrown) {
      const queueError = toWireError(thrown);
      if (queueError.code !== 'connection-lost') store.change((desk) => ({ ...desk, queueError }));
    }
  };

  const renew = (): void => {
    const shown = store.get().shown;
    if (client && shown?.hold.at === 'mine') void ask(client, shown.part.id);
  };
  const tick = (): void => {
    store.change((desk) => {
      const outbox = withoutOld(desk.outbox, nowMs());
      return outbox === desk.outbox ? desk : { ...desk, outbox };
    });
  };

  const stopPumping = store.subscribe(pump);
  const renewing = setInterval(renew, renewEveryMs);
  const ticking = setInterval(tick, tickMs);
  return {
    use: (next) => {
      if (next === client) return;
      stopHearing?.();
      client = next;
      pausedUntilMs = 0;
      claimed = null;
      claiming = null;
      stopHearing = next?.on('review.queue', (queue) => store.change((desk) => withQueue(desk, queue, nowMs())));
      store.change((desk) => withConnection(desk, next !== null));
      if (next) void hear(next);
      pump();
    },
    stop: () => {
      stopHearing?.();
      stopPumping();
      clearInterval(renewing);
      clearInterval(ticking);
    },
  };
}

/** A new connection has none of our claims, and answers what failed before. */
function withConnection(desk: Desk, isConnected: boolean): Desk {
  const looks = new Map([...desk.looks].filter(([, look]) => 'is' in look));
  const shown = desk.shown && isConnected ? { ...desk.shown, hold: { at: 'asking' } as const } : desk.shown;
  return { ...desk, isConnected, looks, shown };
}

function withAnswer(desk: Desk, entry: Entry, decided: Parameters<typeof revealedBy>[1], nowMs: number): Desk {
  const { decisionId } = entry;
  const now = stationNow({ at: desk.queue?.at ?? Date.now(), cameAtMs: desk.cameAtMs }, nowMs);
  const undoLeftMs = decided.undoUntil === null ? null : decided.undoUntil - now;
  const outbox = asTaken(desk.outbox, decisionId, undoLeftMs, decided.known, nowMs);
  return { ...desk, outbox, revealed: revealedBy(entry, decided) ?? desk.revealed };
}

function revealedBy(
  entry: Entry,
  { known }: { readonly undoUntil: number | null; readonly known: NonNullable<Desk['revealed']>['known'] | null },
): Desk['revealed'] {
  return known === null ? null : { entry, known };
}

function told(what: string): (thrown: unknown) => void {
  return (thrown) => {
    const { code, message } = toWireError(thrown);
    if (code !== 'connection-lost' && code !== 'not-found') console.warn(`${what}: ${message}`);
  };
}
