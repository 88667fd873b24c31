import { describe, expect, it } from 'vitest';
import type { EngineStatus, StoreStatus } from '../../../main/api/slices/health.ts';
import { noMeasures } from '../../../main/station/health/frame-durations.ts';
import { LoopDelay } from '../../../main/station/health/loop-delay.ts';
import { cameraOpening, LiveView, noLedger } from '../../../main/station/live/live-view.ts';
import { StationStatus } from '../../../main/station/live/station-status.ts';
import type { PipelineStatus } from '../../../main/station/pipeline/pipeline-protocol.ts';
import { livePart } from '../../support/live-parts.ts';

const wellStatus: PipelineStatus = {
  ledger: noLedger,
  camera: { ...cameraOpening('replay'), state: 'streaming', fps: 60 },
  recordsWaiting: 3,
  recordsAreLate: false,
  picturesSkipped: 0,
  latency: { p50: null, p99: null, recent: [] },
  engineRunMsP50: null,
  measures: noMeasures,
};
const engine = { state: 'ready', provider: 'cpu', providerReason: '', threads: 1, restarts: 0, detail: null } as const;
const store = { state: 'ready', diskFreeBytes: 1, daysLeft: null, detail: null } as const;

/** A station whose engine and store are well, and time that only the test moves. */
function station(isDemo = false) {
  const time = { ms: 1_000 };
  const live = new LiveView(
    {
      recipe: {
        name: 'Test',
        bundle: 'tiny',
        version: '1',
        framesPerPart: 1,
        framesPerSecond: 60,
        millimetresPerPixel: null,
        frame: { width: 1130, height: 460 },
        golden: null,
      },
      warnings: [],
      cameraKind: 'replay',
      isDemo,
      shift: () => ({ name: 'A', startedAt: 0 }),
      engine: (runMsP50): EngineStatus => ({ ...engine, runMsP50 }),
      store: (waiting, picturesSkipped): StoreStatus => ({ ...store, waiting, picturesSkipped }),
    },
    { monotonicMs: () => time.ms, wallMs: () => 0 },
  );
  const loopDelay = new LoopDelay();
  const status = new StationStatus(live, () => [], loopDelay);
  loopDelay.stop();
  return { live, time, health: () => status.healthz(false) };
}

describe('the health of a station', () => {
  it('is a fault when the pipeline has said nothing for two seconds, and well again after its next word', () => {
    const { live, time, health } = station();
    live.pipelineStatus(wellStatus);
    time.ms += 2_000;
    expect(health()).toMatchObject({ state: 'running', camera: { state: 'streaming', fps: 60 } });
    time.ms += 1;
    expect(health()).toMatchObject({ state: 'fault', camera: { state: 'fault', fps: 0 } });
    expect(live.status(0).camera.detail).toContain('no sign of life');
    live.pipelineStatus(wellStatus);
    expect(health().state).toBe('running');
  });

  it('is starting, not at fault, until the pipeline speaks for the first time', () => {
    const { time, health } = station();
    time.ms += 10_000;
    expect(health().state).toBe('starting');
  });

  it('is degraded while records wait too long, though the store calls itself ready', () => {
    const { live, health } = station();
    live.pipelineStatus({ ...wellStatus, recordsAreLate: true });
    expect(health()).toMatchObject({
      state: 'degraded',
      store: { state: 'restarting', waiting: 3, detail: expect.stringContaining('not-OK') },
    });
  });
});

describe('the truth about parts', () => {
  const played = [livePart(1, 'fail', { truth: 'defective' }), livePart(2, 'pass', { truth: 'good' })];

  it('is counted in a demo, from the first part of this run on', () => {
    const { live } = station(true);
    live.madeBefore([livePart(9, 'pass', { truth: 'defective' })]);
    expect(live.status(0).demoTruth).toBeNull();
    live.committed(played);
    expect(live.status(0).demoTruth).toEqual({
      since: played[0]?.at,
      defective: { pass: 0, fail: 1, review: 0 },
      good: { pass: 1, fail: 0, review: 0 },
    });
    expect(live.lastParts()).toHaveLength(3);
  });

  it('is never told by a station that is no demo, whatever its camera says', () => {
    const { live } = station();
    live.committed(played);
    expect(live.status(0).demoTruth).toBeNull();
  });
});
