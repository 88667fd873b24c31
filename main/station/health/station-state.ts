/** One word for the whole station, for `/healthz` and whoever watches it. */
import type { CameraStatus, EngineStatus, Healthz, StoreStatus } from '../../api/slices/health.ts';

export interface StationParts {
  readonly camera: CameraStatus['state'];
  readonly engine: EngineStatus['state'];
  readonly store: StoreStatus['state'];
  readonly isStopping: boolean;
}

/**
 * `fault`: parts cannot be judged or recorded without a person. `degraded`: the station works on it by itself, or
 * something of it is missing. `starting` only until camera, engine and store were there once.
 */
export function stationState(parts: StationParts): Healthz['state'] {
  if (parts.isStopping) return 'stopping';
  if (parts.camera === 'fault' || parts.engine === 'fault' || parts.store === 'fault' || parts.store === 'full') {
    return 'fault';
  }
  if (parts.camera === 'opening' || parts.engine === 'starting' || parts.store === 'starting') return 'starting';
  const isWell = parts.camera === 'streaming' && parts.engine === 'ready' && parts.store === 'ready';
  return isWell ? 'running' : 'degraded';
}
