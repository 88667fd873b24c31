/**
 * Decisions on their way to the station. A person never waits for it: the next part is there at once, and what the
 * station has not taken yet is kept, also over a lost connection and a page that begins anew, always with its own id.
 *
 *   decide ─▶ waiting ─▶ sending ──ok──▶ done ──(ten seconds)──▶ forgotten
 *                ▲          │ ├──no answer──▶ waiting             │
 *                └──────────┘ └──refused──▶ refused ──understood──▶ forgotten
 *
 *   undo: waiting, never sent ─▶ forgotten    else ─▶ (once it is not on its way) taking back ─▶ forgotten | refused
 */
import type { ErrorCode } from '../../../main/api/errors.ts';
import type { Decided, Decision, Queued } from '../../../main/api/slices/review.ts';

export const undoForMs = 10_000;

export interface Entry {
  readonly decisionId: string;
  readonly part: Queued;
  readonly decision: Decision;
  readonly comment: string;
  readonly lookedMs: number;
  /** Who decided; null: whoever stood at the station's own screen. It is sent only while the same one is there. */
  readonly by: string | null;
  /** Monotonic. */
  readonly decidedAtMs: number;
  readonly sending: Sending;
  readonly isWantedBack: boolean;
}

export type Sending =
  | { readonly at: 'waiting'; readonly wasSent: boolean }
  | { readonly at: 'sending' }
  /** `undoUntilMs`: monotonic; null where it cannot be taken back. */
  | { readonly at: 'done'; readonly undoUntilMs: number | null; readonly known: Decided['known'] }
  | { readonly at: 'taking-back' }
  | { readonly at: 'refused'; readonly what: 'decision' | 'undo'; readonly code: ErrorCode; readonly message: string };

/** Oldest first. */
export type Outbox = readonly Entry[];

export interface Made {
  readonly decisionId: string;
  readonly part: Queued;
  readonly decision: Decision;
  readonly comment: string;
  readonly lookedMs: number;
  readonly by: string | null;
}

export function withDecision(outbox: Outbox, made: Made, nowMs: number): Outbox {
  if (outbox.some(({ decisionId }) => decisionId === made.decisionId)) return outbox;
  const sending = { at: 'waiting', wasSent: false } as const;
  return [...outbox, { ...made, decidedAtMs: nowMs, sending, isWantedBack: false }];
}

/** What the station is to be asked next: at most one matter of each part at a time, in the order in which they came. */
export function toSend(outbox: Outbox, by: string | null): readonly Entry[] {
  return outbox.filter((entry, index) => {
    const isFirst = !outbox.slice(0, index).some((other) => other.part.id === entry.part.id && isUnsettled(other));
    return isFirst && entry.by === by && isDue(entry);
  });
}

function isDue({ sending, isWantedBack }: Entry): boolean {
  return sending.at === 'waiting' || (sending.at === 'done' && isWantedBack);
}

function isUnsettled({ sending, isWantedBack }: Entry): boolean {
  return sending.at === 'waiting' || sending.at === 'sending' || sending.at === 'taking-back' || isWantedBack;
}

/** Whether the station is asked to forget it rather than to take it. */
export function asksBack({ sending, isWantedBack }: Entry): boolean {
  return isWantedBack && (sending.at === 'done' || (sending.at === 'waiting' && sending.wasSent));
}

export function asSent(outbox: Outbox, decisionId: string): Outbox {
  return changed(outbox, decisionId, (entry) => ({
    ...entry,
    sending: { at: asksBack(entry) ? 'taking-back' : 'sending' },
  }));
}

/** @param undoForLeftMs how long it can be taken back from now; null: it cannot. */
export function asTaken(
  outbox: Outbox,
  decisionId: string,
  undoLeftMs: number | null,
  known: Decided['known'],
  nowMs: number,
): Outbox {
  return changed(outbox, decisionId, (entry) => {
    const undoUntilMs = undoLeftMs === null ? null : Math.min(entry.decidedAtMs + undoForMs, nowMs + undoLeftMs);
    return { ...entry, sending: { at: 'done', undoUntilMs, known } };
  });
}

export function asTakenBack(outbox: Outbox, decisionId: string): Outbox {
  return outbox.filter((entry) => entry.decisionId !== decisionId);
}

const passing: readonly ErrorCode[] = ['connection-lost', 'timeout', 'unavailable', 'cancelled'];

/** No answer: kept, to be sent again. Refused: kept until somebody has read why. */
export function asFailed(outbox: Outbox, decisionId: string, code: ErrorCode, message: string): Outbox {
  const entry = outbox.find((candidate) => candidate.decisionId === decisionId);
  if (!entry) return outbox;
  const isUndo = entry.sending.at === 'taking-back';
  // It never reached the station: there is nothing left to take back.
  if (isUndo && code === 'not-found') return asTakenBack(outbox, decisionId);
  if (passing.includes(code)) {
    return changed(outbox, decisionId, (before) => ({ ...before, sending: { at: 'waiting', wasSent: true } }));
  }
  // Wanted back and refused anyway: both agree that it does not count.
  if (!isUndo && entry.isWantedBack) return asTakenBack(outbox, decisionId);
  const what = isUndo ? 'undo' : 'decision';
  return changed(outbox, decisionId, (before) => ({
    ...before,
    isWantedBack: false,
    sending: { at: 'refused', what, code, message },
  }));
}

/** The newest that can still be taken back; null: none. */
export function undoable(outbox: Outbox, nowMs: number): Entry | null {
  return outbox.findLast((entry) => undoLeftMs(entry, nowMs) > 0) ?? null;
}

export function undoLeftMs(entry: Entry, nowMs: number): number {
  if (entry.isWantedBack) return 0;
  switch (entry.sending.at) {
    case 'waiting':
    case 'sending':
      return entry.decidedAtMs + undoForMs - nowMs;
    case 'done':
      return (entry.sending.undoUntilMs ?? nowMs) - nowMs;
    default:
      return 0;
  }
}

export function wantBack(outbox: Outbox, decisionId: string): Outbox {
  const entry = outbox.find((candidate) => candidate.decisionId === decisionId);
  if (entry?.sending.at === 'waiting' && !entry.sending.wasSent) return asTakenBack(outbox, decisionId);
  return changed(outbox, decisionId, (before) => ({ ...before, isWantedBack: true }));
}

export function understood(outbox: Outbox, decisionId: string): Outbox {
  return outbox.filter((entry) => entry.decisionId !== decisionId || entry.sending.at !== 'refused');
}

/** Ended ones are forgotten once they can no longer be taken back; a station that is slow to show it gets the ten seconds too. */
export function withoutOld(outbox: Outbox, nowMs: number): Outbox {
  const kept = outbox.filter(
    ({ sending, decidedAtMs, isWantedBack }) =>
      sending.at !== 'done' || isWantedBack || nowMs < decidedAtMs + undoForMs,
  );
  return kept.length === outbox.length ? outbox : kept;
}

/** Parts that are decided here although the queue may still have them. A part whose stage has moved on is another matter. */
export function isDecidedHere(outbox: Outbox, part: Queued): boolean {
  const newest = outbox.findLast((entry) => entry.part.id === part.id);
  if (!newest || newest.isWantedBack || newest.sending.at === 'refused' || newest.sending.at === 'taking-back')
    return false;
  return newest.part.stage === part.stage;
}

/** What must outlive this page: everything that the station has not answered for. */
export function toKeep(outbox: Outbox): Outbox {
  return outbox.filter(({ sending, isWantedBack }) => sending.at !== 'done' || isWantedBack);
}

function changed(outbox: Outbox, decisionId: string, change: (entry: Entry) => Entry): Outbox {
  return outbox.map((entry) => (entry.decisionId === decisionId ? change(entry) : entry));
}
