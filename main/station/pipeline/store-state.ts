/** What the pipeline is told of the store: may the line read OK, are pictures kept, must the machine stop? Pure. */
import type { StoreStatus } from '../../api/slices/health.ts';
import type { ToPipeline } from './pipeline-protocol.ts';

/** @param stopWhenStoreFull the recipe wants the machine to stop when records cannot be kept. */
export function storeState(
  state: StoreStatus['state'],
  stopWhenStoreFull: boolean,
): Extract<ToPipeline, { kind: 'store-state' }> {
  const keepsNothing = state === 'full' || state === 'fault';
  return {
    kind: 'store-state',
    // While the store restarts records wait in memory: the line goes on.
    canRecord: !keepsNothing && state !== 'starting',
    canKeepPictures: state === 'ready',
    stopLine: keepsNothing && stopWhenStoreFull,
  };
}
