/** All targets in one state, for the header of every screen: that of the one that is worst off. */
import type { SyncStatus } from '../../api/slices/health.ts';
import type { TargetStatus } from '../../api/slices/sync.ts';

type Told = Pick<TargetStatus, 'state' | 'waiting' | 'parked' | 'oldestAt' | 'lastError'>;

export function summaryOf(targets: readonly Told[]): SyncStatus {
  if (targets.length === 0) return { state: 'not-configured', waiting: 0 };
  const waiting = Math.max(...targets.map((target) => target.waiting));
  const parked = targets.reduce((sum, target) => sum + target.parked, 0);
  const counts = parked > 0 ? { waiting, parked } : { waiting };
  const has = (state: Told['state']): boolean => targets.some((target) => target.state === state);
  if (has('stopped')) return { state: 'stopped', ...counts };
  if (has('waiting')) return { state: 'away', ...counts, ...awaySince(targets) };
  if (has('paused')) return { state: 'paused', ...counts };
  return { state: has('starting') ? 'starting' : 'connected', ...counts };
}

function awaySince(targets: readonly Told[]): Pick<SyncStatus, 'awaySince'> {
  const since = targets
    .filter(({ state }) => state === 'waiting')
    .map(({ oldestAt, lastError }) => oldestAt ?? lastError?.at)
    .filter((at) => at !== undefined);
  return since.length === 0 ? {} : { awaySince: Math.min(...since) };
}
