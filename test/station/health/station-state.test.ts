import { expect, it } from 'vitest';
import { type StationParts, stationState } from '../../../main/station/health/station-state.ts';

const well: StationParts = { camera: 'streaming', engine: 'ready', store: 'ready', isStopping: false };

it.each<[string, Partial<StationParts>, ReturnType<typeof stationState>]>([
  ['is running when everything is well', {}, 'running'],
  ['is starting until its engine was there', { engine: 'starting' }, 'starting'],
  ['is starting until its camera was there', { camera: 'opening' }, 'starting'],
  ['is degraded while it looks for its camera', { camera: 'lost' }, 'degraded'],
  ['is degraded while its engine restarts', { engine: 'restarting' }, 'degraded'],
  ['is degraded while pictures are not kept', { store: 'pictures-stopped' }, 'degraded'],
  ['is degraded while records live on the reserve', { store: 'reserve' }, 'degraded'],
  ['is at fault when records cannot be kept', { store: 'full' }, 'fault'],
  ['is at fault when a person must help its engine', { engine: 'fault' }, 'fault'],
  ['calls a fault a fault while something else still starts', { camera: 'fault', engine: 'starting' }, 'fault'],
  ['is stopping whatever else it is', { engine: 'fault', isStopping: true }, 'stopping'],
])('%s', (_, parts, state) => {
  expect(stationState({ ...well, ...parts })).toBe(state);
});
