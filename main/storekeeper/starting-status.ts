/**
 * What the store says until it is ready, again and again: a host that hears nothing takes it for hung, and bringing a
 * large damaged database into a new one takes longer than its patience.
 */
import { say } from '../api/said/say.ts';
import type { FromStore } from '../station/store/store-protocol.ts';

export interface StartingStatus {
  /** From now on it says that the database is being mended. */
  readonly mending: () => void;
  readonly end: () => void;
}

/** @param everyMs the first after this time, or at once with `mending`. */
export function sayStarting(tell: (message: FromStore) => void, everyMs: number): StartingStatus {
  let detail: string | null = null;
  const sayIt = (): void => tell(startingStatus(detail));
  const timer = setInterval(sayIt, everyMs);
  return {
    mending: () => {
      detail = say('databaseBeingMended');
      sayIt();
    },
    end: () => clearInterval(timer),
  };
}

function startingStatus(detail: string | null): FromStore {
  return {
    kind: 'status',
    status: { state: 'starting', waiting: 0, diskFreeBytes: 0, daysLeft: null, picturesSkipped: 0, detail },
    commits: { parts: 0, groups: 0, p50Ms: 0, p99Ms: 0, maxMs: 0 },
  };
}
