/**
 * Which verdict the panel shows: nobody reads 60 verdicts a second.
 *
 * A stopped part (fail, review, missed) stays for at least four seconds. A worse one takes its place at once; others that
 * come meanwhile wait, the worst and newest of them follows. Then the newest part is shown again, which is a pass.
 */
import type { PartSummary } from '../../main/api/slices/live.ts';
import type { Verdict } from '../../main/api/words.ts';

export const holdAtLeastMs = 4_000;

export interface HeldVerdict {
  readonly shown: PartSummary | null;
  readonly sinceMs: number;
  /** The worst and newest stopped part that came while `shown` is held. */
  readonly waiting: PartSummary | null;
  readonly newest: PartSummary | null;
}

export const nothingHeld: HeldVerdict = { shown: null, sinceMs: 0, waiting: null, newest: null };

const severity: Readonly<Record<Verdict, number>> = { pass: 0, missed: 1, review: 2, fail: 3 };

export function isStopped(part: PartSummary | null): part is PartSummary {
  return part !== null && severity[part.verdict] > 0;
}

/** @param part the part that came, or null when only time has passed. @param nowMs any monotonic clock. */
export function holdVerdict(held: HeldVerdict, part: PartSummary | null, nowMs: number): HeldVerdict {
  const newest = part ?? held.newest;
  const arrived = isStopped(part) ? part : null;
  if (isHeldNow(held, nowMs)) {
    if (arrived && held.shown && severity[arrived.verdict] > severity[held.shown.verdict]) {
      return { shown: arrived, sinceMs: nowMs, waiting: null, newest };
    }
    return { ...held, waiting: worseOrNewer(held.waiting, arrived), newest };
  }
  const next = worseOrNewer(held.waiting, arrived);
  if (next) return { shown: next, sinceMs: nowMs, waiting: null, newest };
  if (newest === held.shown) return newest === held.newest ? held : { ...held, newest };
  return { shown: newest, sinceMs: nowMs, waiting: null, newest };
}

/** When the panel wants to be asked again, should nothing come until then; null while a pass is shown. */
export function heldUntilMs(held: HeldVerdict): number | null {
  return isStopped(held.shown) ? held.sinceMs + holdAtLeastMs : null;
}

function isHeldNow(held: HeldVerdict, nowMs: number): boolean {
  return isStopped(held.shown) && nowMs - held.sinceMs < holdAtLeastMs;
}

function worseOrNewer(waiting: PartSummary | null, arrived: PartSummary | null): PartSummary | null {
  if (!waiting || !arrived) return arrived ?? waiting;
  return severity[arrived.verdict] >= severity[waiting.verdict] ? arrived : waiting;
}
