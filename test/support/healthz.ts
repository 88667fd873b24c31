import type { Healthz } from '../../main/api/slices/health.ts';

export const healthyStation: Healthz = {
  state: 'running',
  recipe: 'screws',
  bundle: 'surface-pitting 1.0.0',
  warnings: [],
  triggers: 5,
  verdicts: { pass: 3, fail: 1, review: 1, missed: 0 },
  pending: 0,
  camera: {
    state: 'streaming',
    kind: 'replay',
    name: 'demo',
    fps: 60,
    detail: null,
    remedy: null,
    retryInS: null,
    frames: { complete: 60, incomplete: 0, lost: 0, overwritten: 0 },
  },
  engine: {
    state: 'ready',
    provider: 'cpu',
    providerReason: 'no other',
    threads: 1,
    runMsP50: 8,
    restarts: 0,
    detail: null,
  },
  store: { state: 'ready', waiting: 0, diskFreeBytes: 1e12, daysLeft: 900, picturesSkipped: 0, detail: null },
};
