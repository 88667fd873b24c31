import { useNow } from '../ui/use-now.ts';
import { useLive } from './live-context.ts';

/** The station's wall clock, not this machine's: a browser across the hall may be wrong. To the second. */
export function useStationNow(everyMs: number, isRunning = true): number {
  const offsetMs = useLive((state) =>
    state.status ? Math.round((state.status.at - state.statusCameAtMs) / 1000) * 1000 : 0,
  );
  return useNow(everyMs, isRunning) + offsetMs;
}
