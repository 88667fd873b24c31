/**
 * What the review screen knows and does, as pure steps: the queue, the one part in front of the person, what was decided.
 *
 * The part in front of somebody:
 *
 *   asking ──claimed──▶ mine ──(asked again)──▶ mine
 *      └──conflict, not-found──▶ lost: somebody else has it or has decided it; the person goes on when it suits
 */

import type { WireError } from '../../../main/api/errors.ts';
import type { Decided, Decision, Queue, Queued, UnderReview } from '../../../main/api/slices/review.ts';
import type { Role } from '../../../main/api/who.ts';
import { sameContent } from '../../ui/store.ts';
import { mayDecide, nextParts, type Ordered, orderParts } from '../queue/order.ts';
import { type Entry, type Outbox, undoable, wantBack, withDecision } from './outbox.ts';

export type Hold =
  | { readonly at: 'asking' }
  | { readonly at: 'mine' }
  /** `by`: who has it; null: decided, or no longer there. */
  | { readonly at: 'lost'; readonly by: string | null };

export interface Shown {
  readonly part: Queued;
  readonly hold: Hold;
  /** Monotonic: since when the person sees it; null while its picture loads. */
  readonly seenAtMs: number | null;
}

/** What a part looks like, or why the station does not say it. */
export type Look = { readonly is: UnderReview } | { readonly error: WireError };

export interface Desk {
  readonly queue: Queue | null;
  readonly cameAtMs: number;
  /** Why there is no queue. */
  readonly queueError: WireError | null;
  readonly isConnected: boolean;
  readonly role: Role | null;
  /** Who is there; null: nobody by name. */
  readonly by: string | null;
  /** Decisions are kept with a name here. */
  readonly needsName: boolean;
  readonly outbox: Outbox;
  readonly shown: Shown | null;
  /** Of the parts that were, are or will soon be shown. */
  readonly looks: ReadonlyMap<string, Look>;
  /** A known part, after the decision on it. */
  readonly revealed: { readonly entry: Entry; readonly known: NonNullable<Decided['known']> } | null;
  /** What a scanner typed, and whether a part of the queue has that serial number. */
  readonly scan: { readonly text: string; readonly found: boolean } | null;
  /** Parts that were decided at this screen, taken-back ones left out. */
  readonly decided: number;
  /** When the key of the last decision was pressed: how long until the next picture? */
  readonly pressedAtMs: number | null;
  /** Whether somebody looks at the review place now. */
  readonly isOpen: boolean;
}

export const emptyDesk: Desk = {
  queue: null,
  cameAtMs: 0,
  queueError: null,
  isConnected: false,
  role: null,
  by: null,
  needsName: false,
  outbox: [],
  shown: null,
  looks: new Map(),
  revealed: null,
  scan: null,
  decided: 0,
  pressedAtMs: null,
  isOpen: false,
};

export function ordered(desk: Desk): Ordered {
  return orderParts(desk.queue, desk.outbox, desk.role);
}

export function withQueue(desk: Desk, queue: Queue, nowMs: number): Desk {
  const parts = withSameParts(desk.queue?.parts ?? [], queue.parts);
  const listed = parts.find(({ id }) => id === desk.shown?.part.id);
  const shown = desk.shown && (listed ? relisted(desk.shown, listed) : unlisted(desk.shown));
  return settled({ ...desk, queue: { ...queue, parts }, cameAtMs: nowMs, queueError: null, shown });
}

function relisted(shown: Shown, part: Queued): Shown {
  return shown.part === part ? shown : { ...shown, part };
}

/** A part that is as it was stays the same object: nothing of it is drawn anew, once a second, for a hundred parts. */
function withSameParts(before: readonly Queued[], now: readonly Queued[]): Queued[] {
  const known = new Map(before.map((part) => [part.id, part]));
  return now.map((part) => {
    const same = known.get(part.id);
    return same && sameContent(same, part) ? same : part;
  });
}

/** Beyond the part of the queue that is sent, or gone from it: asking for the claim again tells which. */
function unlisted(shown: Shown): Shown {
  return shown.hold.at === 'mine' ? { ...shown, hold: { at: 'asking' } } : shown;
}

export function withPerson(desk: Desk, { role, by, needsName }: Pick<Desk, 'role' | 'by' | 'needsName'>): Desk {
  if (desk.role === role && desk.by === by && desk.needsName === needsName) return desk;
  return settled({ ...desk, role, by, needsName });
}

/** Opening the place shows the most urgent part; leaving it gives the part back. */
export function withOpen(desk: Desk, isOpen: boolean): Desk {
  return settled({ ...desk, isOpen, shown: isOpen ? desk.shown : null, scan: null });
}

/** Something is shown whenever there is something to decide. */
function settled(desk: Desk): Desk {
  return desk.shown || !desk.isOpen ? desk : showNext(desk, null);
}

function showNext(desk: Desk, exceptId: string | null): Desk {
  const [next] = nextParts(ordered(desk).open, exceptId, 1);
  return { ...desk, shown: next ? fresh(next) : null };
}

function fresh(part: Queued): Shown {
  return { part, hold: { at: 'asking' }, seenAtMs: null };
}

export function show(desk: Desk, id: string): Desk {
  const part = ordered(desk).open.find((candidate) => candidate.id === id);
  return part && part.id !== desk.shown?.part.id ? { ...desk, shown: fresh(part), scan: null } : desk;
}

/** The one before or after in the queue, those that somebody else has left out. */
export function step(desk: Desk, by: -1 | 1): Desk {
  const parts = ordered(desk).open.filter(({ id, claimedBy }) => claimedBy === null || id === desk.shown?.part.id);
  const index = parts.findIndex(({ id }) => id === desk.shown?.part.id);
  const part = index < 0 ? parts[0] : parts[index + by];
  return part ? show(desk, part.id) : desk;
}

/** Away from a part that is lost, or for another level now. */
export function goOn(desk: Desk): Desk {
  return desk.shown ? showNext(desk, desk.shown.part.id) : desk;
}

export function withSeen(desk: Desk, id: string, nowMs: number): Desk {
  if (desk.shown?.part.id !== id || desk.shown.seenAtMs !== null) return desk;
  return { ...desk, shown: { ...desk.shown, seenAtMs: nowMs } };
}

export function withHold(desk: Desk, id: string, hold: Hold): Desk {
  return desk.shown?.part.id === id ? { ...desk, shown: { ...desk.shown, hold } } : desk;
}

export function withLook(desk: Desk, id: string, look: Look): Desk {
  return { ...desk, looks: new Map(desk.looks).set(id, look) };
}

/** Looks that nobody will ask for again are let go. */
export function withLooksOf(desk: Desk, ids: ReadonlySet<string>): Desk {
  if ([...desk.looks.keys()].every((id) => ids.has(id))) return desk;
  return { ...desk, looks: new Map([...desk.looks].filter(([id]) => ids.has(id))) };
}

/** Never blindly: only what the person sees, may decide, and nobody else has. */
export function canDecide({ shown, role, by, needsName }: Desk): boolean {
  const isSeen = shown !== null && shown.seenAtMs !== null;
  const isNamed = by !== null || !needsName;
  return isSeen && isNamed && shown.hold.at !== 'lost' && mayDecide(role, shown.part.stage);
}

export interface Choice {
  readonly decisionId: string;
  readonly decision: Decision;
  readonly comment: string;
  /** Monotonic: when the key was pressed. */
  readonly pressedAtMs: number;
}

/** The next part is there at once; the station hears of it behind the person's back. */
export function decide(desk: Desk, { decisionId, decision, comment, pressedAtMs }: Choice, nowMs: number): Desk {
  const { shown, by } = desk;
  if (!shown || !canDecide(desk)) return desk;
  const lookedMs = Math.max(0, pressedAtMs - (shown.seenAtMs ?? pressedAtMs));
  const outbox = withDecision(desk.outbox, { decisionId, part: shown.part, decision, comment, lookedMs, by }, nowMs);
  const decided = desk.decided + 1;
  const next = showNext({ ...desk, outbox, decided, revealed: null, scan: null }, shown.part.id);
  return { ...next, pressedAtMs: next.shown ? pressedAtMs : null };
}

/** The newest decision that can be taken back comes back on the screen. */
export function undo(desk: Desk, nowMs: number): Desk {
  const entry = undoable(desk.outbox, nowMs);
  if (!entry) return desk;
  const revealed = desk.revealed?.entry.decisionId === entry.decisionId ? null : desk.revealed;
  return {
    ...desk,
    outbox: wantBack(desk.outbox, entry.decisionId),
    shown: fresh(entry.part),
    decided: Math.max(0, desk.decided - 1),
    revealed,
  };
}

/** Parts that were marked all at once; one that was left out comes back with the next queue. */
export function withoutParts(desk: Desk, ids: readonly string[]): Desk {
  const queue = desk.queue && { ...desk.queue, parts: desk.queue.parts.filter(({ id }) => !ids.includes(id)) };
  const shown = desk.shown && ids.includes(desk.shown.part.id) ? null : desk.shown;
  return settled({ ...desk, queue, shown });
}

/** A code that is typed shows the part with that serial number; it never decides anything. */
export function withScan(desk: Desk, text: string): Desk {
  const code = text.trim();
  if (code === '') return desk;
  const part = ordered(desk).open.find(({ serial }) => serial !== null && serial.trim() === code);
  const next = part ? show(desk, part.id) : desk;
  return { ...next, scan: { text: code, found: part !== undefined } };
}
