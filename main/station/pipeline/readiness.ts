/** May the line read OK? Only while a part that comes now is seen, judged and recorded. */

/** A restart of the store is over by then; one that takes longer, or hangs while it calls itself ready, keeps nothing. */
export const recordsWithinMs = 5_000;

export interface Readiness {
  readonly sees: boolean;
  readonly judges: boolean;
  /** As the store has it. */
  readonly canRecord: boolean;
  /** Of the records that are decided and not committed. 0 when there is none. */
  readonly oldestWaitingMs: number;
}

export function isReady({ sees, judges, canRecord, oldestWaitingMs }: Readiness): boolean {
  return sees && judges && canRecord && oldestWaitingMs < recordsWithinMs;
}
