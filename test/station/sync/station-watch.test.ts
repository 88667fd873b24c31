import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Healthz, healthzSchema } from '../../../main/api/slices/health.ts';
import { type Known, look, stateOf } from '../../../main/station/sync/station-watch.ts';

interface Given {
  readonly state?: Healthz['state'];
  readonly camera?: Healthz['camera']['state'];
  readonly engine?: Healthz['engine']['state'];
  readonly store?: Healthz['store']['state'];
  readonly detail?: string;
}

function health({ state = 'running', camera, engine, store, detail }: Given = {}): Healthz {
  const why = detail ?? null;
  return healthzSchema.parse({
    ...{ state, recipe: 'boards', bundle: 'pcb', warnings: [], triggers: 0, pending: 0 },
    verdicts: { pass: 0, fail: 0, review: 0, missed: 0 },
    camera: {
      ...{
        state: camera ?? 'streaming',
        kind: 'replay',
        name: 'x',
        fps: 60,
        detail: why,
        remedy: null,
        retryInS: null,
      },
      frames: { complete: 0, incomplete: 0, lost: 0, overwritten: 0 },
    },
    engine: {
      ...{ state: engine ?? 'ready', provider: 'cpu', providerReason: '', threads: 1, runMsP50: 5, restarts: 0 },
      detail: why,
    },
    store: {
      ...{ state: store ?? 'ready', waiting: 0, diskFreeBytes: 1, daysLeft: null, picturesSkipped: 0, detail: why },
    },
  });
}

const off: Known = { state: 'off', sinceMs: 0, faults: [] };
const seen = (given: Given, nowMs = 1000, lastPartMs: number | null = nowMs) => ({
  ...{ health: health(given), lastPartMs, nowMs, at: 5_000_000 + nowMs },
});

describe('the state of the station, as the MES hears of it', () => {
  it.each([
    ['working while parts pass', {}, 1000, 'working'],
    ['idle while it is ready and none comes', {}, null, 'idle'],
    ['stopped with a camera that is lost', { camera: 'lost' }, 1000, 'stopped'],
    ['stopped with an engine that has a fault', { engine: 'fault' }, 1000, 'stopped'],
    ['stopped with a disk that is full', { store: 'full' }, 1000, 'stopped'],
    ['stopped by a fault of the whole', { state: 'fault' }, 1000, 'stopped'],
    ['off while it ends in order', { state: 'stopping' }, 1000, 'off'],
    ['still working while the engine is started anew: the line runs on', { engine: 'restarting' }, 1000, 'working'],
  ] as const)('is %s', (_, given, lastPartMs, state) => {
    expect(stateOf(seen(given, 1000, lastPartMs))).toBe(state);
  });

  it('is idle ten seconds after the last part, not before', () => {
    expect(stateOf(seen({}, 10_999, 1000))).toBe('working');
    expect(stateOf(seen({}, 11_000, 1000))).toBe('idle');
  });

  it('is told with the state before and how long that one lasted', () => {
    const working = look(off, seen({}, 2_000));
    expect(working.events).toEqual([{ what: 'state', old: 'off', new: 'working', oldMs: 2_000 }]);
    const idle = look(working.known, seen({}, 14_000, 2_000));
    expect(idle.events).toEqual([{ what: 'state', old: 'working', new: 'idle', oldMs: 12_000 }]);
    expect(look(idle.known, seen({}, 15_000, 2_000)).events).toEqual([]);
  });
});

describe('a fault', () => {
  it('is raised once, with what it is, and cleared under the same occurrence', () => {
    const raised = look(off, seen({ camera: 'lost', detail: 'no frame for 5 s' }));
    const [fault] = raised.known.faults;
    expect(raised.events).toContainEqual({
      what: 'fault-raised',
      occurrence: fault?.occurrence,
      code: 'camera',
      detail: 'no frame for 5 s',
    });
    const still = look(raised.known, seen({ camera: 'fault' }, 2000));
    expect(still.events).toEqual([]);
    const cleared = look(still.known, seen({}, 3000));
    expect(cleared.events[0]).toEqual({ what: 'fault-cleared', occurrence: fault?.occurrence, code: 'camera' });
    expect(cleared.known.faults).toEqual([]);
  });

  it('that comes back is another occurrence', () => {
    const first = look(off, seen({ engine: 'fault' })).known.faults[0];
    const gone = look({ ...off, faults: first ? [first] : [] }, seen({}, 2000)).known;
    const second = look(gone, seen({ engine: 'fault' }, 3000)).known.faults[0];
    expect(second?.occurrence).not.toBe(first?.occurrence);
  });

  it('is raised before it is cleared and each state follows the one before, whatever happens', () => {
    const moment = fc.record({
      camera: fc.constantFrom('streaming', 'lost', 'fault'),
      engine: fc.constantFrom('ready', 'fault'),
      store: fc.constantFrom('ready', 'full', 'fault'),
      isPassing: fc.boolean(),
      afterMs: fc.integer({ min: 0, max: 30_000 }),
    } as const);
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 40 }), (moments) => {
        let known = off;
        let nowMs = 0;
        let state: string = 'off';
        const raised = new Map<string, string>();
        for (const { camera, engine, store, isPassing, afterMs } of moments) {
          nowMs += afterMs;
          const step = look(known, seen({ camera, engine, store }, nowMs, isPassing ? nowMs : null));
          known = step.known;
          for (const event of step.events) {
            if (event.what === 'state') {
              expect(event.old).toBe(state);
              expect(event.new).not.toBe(state);
              state = event.new;
            } else if (event.what === 'fault-raised') {
              expect([...raised.values()]).not.toContain(event.code);
              raised.set(event.occurrence, event.code);
            } else if (event.what === 'fault-cleared') {
              expect(raised.get(event.occurrence)).toBe(event.code);
              raised.delete(event.occurrence);
            }
          }
          expect(known.faults.map(({ occurrence }) => occurrence).toSorted()).toEqual([...raised.keys()].toSorted());
          expect(known.state).toBe(state);
        }
      }),
    );
  });
});
