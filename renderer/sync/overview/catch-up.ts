/**
 * When a target will have caught up. What it acknowledges a second says nothing of it while parts come in: what counts is
 * how fast the backlog shrinks, and that is seen over some seconds.
 */
import type { TargetStatus } from '../../../main/api/slices/sync.ts';

export interface Look {
  /** Monotonic. */
  readonly atMs: number;
  readonly waiting: number;
}
/** Oldest first. */
export type Backlog = readonly Look[];

const seenMs = 30_000;
/** Shorter, a single batch would look like a trend. */
const leastMs = 4_000;
const everyMs = 1_000;
/** Further off nobody would believe it. */
const longestMs = 14 * 86_400_000;

export function noted(
  before: ReadonlyMap<string, Backlog>,
  targets: readonly Pick<TargetStatus, 'id' | 'waiting' | 'state'>[],
  atMs: number,
): ReadonlyMap<string, Backlog> {
  return new Map(
    targets.map(({ id, waiting, state }) => [
      id,
      state === 'sending' ? withLook(before.get(id) ?? [], waiting, atMs) : [],
    ]),
  );
}

function withLook(before: Backlog, waiting: number, atMs: number): Backlog {
  const recent = before.filter((look) => atMs - look.atMs <= seenMs);
  const last = recent.at(-1);
  // The newest look is kept up to date; one a second stays.
  const isSoon = recent.length > 1 && last !== undefined && last.atMs - (recent.at(-2)?.atMs ?? 0) < everyMs;
  return [...(isSoon ? recent.slice(0, -1) : recent), { atMs, waiting }];
}

/** Milliseconds from the last look on; null: it cannot be told (yet), or the backlog does not shrink. */
export function caughtUpInMs(backlog: Backlog): number | null {
  const [first, last] = [backlog[0], backlog.at(-1)];
  if (!first || !last || last.atMs - first.atMs < leastMs) return null;
  const perMs = (first.waiting - last.waiting) / (last.atMs - first.atMs);
  if (perMs <= 0) return null;
  const leftMs = last.waiting / perMs;
  return leftMs > longestMs ? null : leftMs;
}
