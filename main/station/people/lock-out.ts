/**
 * Wrong ones in a row make the next wait, longer each time.
 *
 *   open(0) ──wrong──▶ open(1) ... open(free) ──wrong──▶ paused(n, until) ──(over)──▶ open(n) ──wrong──▶ paused(n + 1, ...)
 *      ▲──────────right──────────┴───────────────────────────────────────────────────────┘
 *
 * What is tried during a pause is not looked at and counts for nothing. With `forgetEveryMs` one wrong is forgotten
 * whenever so much time has passed without another: for what many people share.
 */
export type LockOut =
  | { readonly kind: 'open'; readonly failures: number; readonly sinceMs: number }
  | { readonly kind: 'paused'; readonly failures: number; readonly untilMs: number };

export interface LockRule {
  /** So many wrong ones in a row have no pause yet. */
  readonly free: number;
  readonly forgetEveryMs: number;
}

/** Of a person: two slips are human. Ten thousand PINs take a quarter of an hour each. */
export const personRule: LockRule = { free: 2, forgetEveryMs: Number.POSITIVE_INFINITY };
/** Of a screen, whoever is tried there: several people slip, nobody goes through all the names. */
export const screenRule: LockRule = { free: 6, forgetEveryMs: 60_000 };

const firstPauseMs = 5_000;
const longestPauseMs = 15 * 60_000;

export const notLocked: LockOut = { kind: 'open', failures: 0, sinceMs: 0 };

/** After so many wrong ones in a row. */
export function pauseMsOf(failures: number, { free }: LockRule): number {
  if (failures <= free) return 0;
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - free - 1, 20));
}

/** As it is now. @param nowMs monotonic. */
export function lockAt(lock: LockOut, rule: LockRule, nowMs: number): LockOut {
  if (lock.kind === 'paused') {
    if (nowMs < lock.untilMs) return lock;
    return lockAt({ kind: 'open', failures: lock.failures, sinceMs: lock.untilMs }, rule, nowMs);
  }
  const forgotten = Math.min(lock.failures, Math.floor((nowMs - lock.sinceMs) / rule.forgetEveryMs));
  if (forgotten <= 0) return lock;
  return {
    kind: 'open',
    failures: lock.failures - forgotten,
    sinceMs: lock.sinceMs + forgotten * rule.forgetEveryMs,
  };
}

export function afterWrong(lock: LockOut, rule: LockRule, nowMs: number): LockOut {
  const now = lockAt(lock, rule, nowMs);
  if (now.kind === 'paused') return now;
  const failures = now.failures + 1;
  const pauseMs = pauseMsOf(failures, rule);
  if (pauseMs === 0) return { kind: 'open', failures, sinceMs: nowMs };
  return { kind: 'paused', failures, untilMs: nowMs + pauseMs };
}

export function pauseLeftMs(lock: LockOut, rule: LockRule, nowMs: number): number {
  const now = lockAt(lock, rule, nowMs);
  return now.kind === 'paused' ? now.untilMs - nowMs : 0;
}

/**
 * As it was kept when the station ended. Wall clocks jump: the pause is never longer than so many wrong ones make it.
 *
 * @param leftMs wall-clock time until the end of the pause, as it looks now
 */
export function keptLock(failures: number, leftMs: number, rule: LockRule, nowMs: number): LockOut {
  const pauseMs = Math.min(Math.max(0, leftMs), pauseMsOf(failures, rule));
  if (pauseMs === 0) return { kind: 'open', failures, sinceMs: nowMs };
  return { kind: 'paused', failures, untilMs: nowMs + pauseMs };
}
