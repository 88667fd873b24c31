import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TargetReport } from '../../../main/station/sync/protocol.ts';
import { stationFactsSchema } from '../../../main/station/sync/protocol.ts';
import { metrics, telemetryOf } from '../../../main/station/sync/telemetry.ts';
import { healthyStation } from '../../support/healthz.ts';
import { idOf } from '../../support/messages.ts';

function aReport(given: Partial<TargetReport>): TargetReport {
  return {
    ...{ id: idOf('target'), state: 'up-to-date', detail: null, remedy: null, nextTryAt: null, lastError: null },
    ...{ lastSentAt: null, waiting: 0, oldestAt: null, waitingBytes: 0, perSecond: 0, parked: 0, alarm: null, sent: 0 },
    ...given,
  };
}

describe('telemetry', () => {
  it('has the counters of the line, and the yield of the parts that have a verdict', () => {
    const told = telemetryOf({ ...healthyStation, triggers: 6, pending: 1 }, []);
    expect(told).toMatchObject({
      'Line/Triggers': 6,
      'Line/Parts': 5,
      'Line/Passed': 3,
      'Line/Failed': 1,
      'Line/Review': 1,
      'Line/Missed': 0,
      'Line/Pending': 1,
      'Line/Yield': 60,
    });
  });

  it('has no yield before the first part', () => {
    const verdicts = { pass: 0, fail: 0, review: 0, missed: 0 };
    expect(telemetryOf({ ...healthyStation, triggers: 0, verdicts }, [])).not.toHaveProperty('Line/Yield');
  });

  it('has the states of station, camera, engine and store', () => {
    expect(telemetryOf(healthyStation, [])).toMatchObject({
      'Station/State': 'running',
      'Camera/State': 'streaming',
      'Engine/State': 'ready',
      'Store/State': 'ready',
      'Engine/Run Time': 8,
    });
  });

  it('leaves out what is not known', () => {
    const { engine, store } = healthyStation;
    const unknown = {
      engine: { ...engine, runMsP50: null },
      store: { ...store, daysLeft: null, diskFreeBytes: Number.NaN },
    };
    const told = telemetryOf({ ...healthyStation, ...unknown }, []);
    for (const name of ['Engine/Run Time', 'Store/Disk Lasts', 'Store/Disk Free', 'Sync/State'])
      expect(told).not.toHaveProperty(name);
  });

  it('tells of sync what the target that is worst off has, and sums', () => {
    const reports = [
      aReport({ state: 'sending', waiting: 10, parked: 1, perSecond: 50.5 }),
      aReport({ state: 'waiting', waiting: 700, parked: 2, perSecond: 0 }),
    ];
    expect(telemetryOf(healthyStation, reports)).toMatchObject({
      'Sync/State': 'waiting',
      'Sync/Waiting': 700,
      'Sync/Parked': 3,
      'Sync/Rate': 50.5,
    });
  });

  it('has only metrics of the table, of the kind that stands there, whatever the figures are', () => {
    const figure = fc.oneof(fc.nat(), fc.double({ min: 0, noNaN: false }), fc.constant(Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(fc.nat(), fc.nat(), figure, fc.option(figure), (pass, fail, fps, runMsP50) => {
        const { camera, engine } = healthyStation;
        const told = telemetryOf(
          {
            ...healthyStation,
            verdicts: { pass, fail, review: 0, missed: 0 },
            camera: { ...camera, fps },
            engine: { ...engine, runMsP50 },
          },
          [],
        );
        for (const [name, value] of Object.entries(told)) {
          const { is } = metrics[name as keyof typeof metrics];
          if (is === 'text') expect(value).toBeTypeOf('string');
          else expect(value).toSatisfy(is === 'count' ? Number.isSafeInteger : Number.isFinite);
        }
      }),
    );
  });

  it('passes the link to the sync process', () => {
    const telemetry = telemetryOf(healthyStation, []);
    const facts = { state: 'idle', recipe: 'x', bundle: { name: 'x', version: '1' }, faults: [], telemetry };
    expect(stationFactsSchema.parse(facts).telemetry).toEqual(telemetry);
  });
});
