import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { clearSent } from '../../../main/storekeeper/sync/clear-sent.ts';
import { type AStore, aStore, sendAll } from './a-store.ts';

const dayMs = 86_400_000;

function note(store: AStore, count = 1): number {
  let number = 0;
  for (let more = 0; more < count; more += 1) {
    number = store.perform('noteTelemetry', { id: v7(), at: store.now, values: { parts: more, ok: true } }).number;
  }
  return number;
}

function sparkplug(store: AStore, name = 'scada'): string {
  const id = v7();
  const connection = { kind: 'sparkplug', host: 'broker', group: 'plant', edge: 'line3' };
  const settings = targetSettingsSchema.parse({ connection });
  store.perform('saveTarget', { by: null, id, name, settings, startsFrom: 'now', secrets: [] });
  return id;
}

async function clear(store: AStore, now: number, otherDays = 365): Promise<void> {
  const pause = async (): Promise<void> => undefined;
  await clearSent({ config: { otherDays }, db: () => store.db, wallMs: () => now, pause });
}

describe('samples of telemetry', () => {
  it('are numbered in order, once each, and read newest first', () => {
    const store = aStore();
    const sample = { id: v7(), at: store.now, values: { parts: 5, state: 'working' } };
    expect(store.perform('noteTelemetry', sample)).toEqual({ number: 1 });
    expect(store.perform('noteTelemetry', sample)).toEqual({ number: 1 });
    note(store, 4);
    const range = { after: 1, upTo: 4, limit: 2 };
    expect(store.ask('telemetrySamples', range).map(({ id }) => id)).toEqual([4, 3]);
    expect(store.ask('telemetrySamples', { after: 0, upTo: 1, limit: 9 })).toEqual([
      { id: 1, at: store.now, values: sample.values },
    ]);
  });

  it('that a target has not had are its gaps: those it said, and what came since', () => {
    const store = aStore();
    note(store, 3);
    const target = sparkplug(store);
    expect(store.ask('telemetryGaps', { target })).toEqual({ newest: 3, gaps: [] });
    note(store, 4);
    expect(store.ask('telemetryGaps', { target })).toEqual({ newest: 7, gaps: [{ after: 3, upTo: 7 }] });
    const gaps = [
      { after: 5, upTo: 6 },
      { after: 3, upTo: 4 },
    ];
    store.perform('saveTelemetryGaps', { target, newest: 7, gaps });
    expect(store.ask('telemetryGaps', { target })).toEqual({ newest: 7, gaps });
    note(store);
    expect(store.ask('telemetryGaps', { target }).gaps).toEqual([{ after: 7, upTo: 8 }, ...gaps]);
    store.perform('saveTelemetryGaps', { target, newest: 8, gaps: [] });
    store.perform('saveTelemetryGaps', { target, newest: 8, gaps: [] });
    expect(store.ask('telemetryGaps', { target })).toEqual({ newest: 8, gaps: [] });
  });

  it('are cleared away a day later once every receiver has had them, and after a month in any case', async () => {
    const store = aStore();
    const target = sparkplug(store);
    const start = store.now;
    note(store, 3);
    store.perform('saveTelemetryGaps', { target, newest: 2, gaps: [{ after: 0, upTo: 1 }] });
    await clear(store, start + dayMs / 2);
    const left = () => store.ask('telemetrySamples', { after: 0, upTo: 100, limit: 100 }).map(({ id }) => id);
    expect(left()).toEqual([3, 2, 1]);
    await clear(store, start + 2 * dayMs);
    expect(left()).toEqual([3, 1]);
    await clear(store, start + 31 * dayMs);
    // The newest number stays known.
    expect(left()).toEqual([3]);
    expect(store.ask('telemetryGaps', { target })).toEqual({ newest: 3, gaps: [{ after: 2, upTo: 3 }] });
    expect(note(store)).toBe(4);
  });

  it('wait for no target that has no use for them', async () => {
    const store = aStore();
    store.target('mes');
    note(store, 3);
    store.db.exec(`UPDATE telemetry_sample SET "values" = 'torn' WHERE id = 2`);
    expect(store.ask('telemetrySamples', { after: 0, upTo: 9, limit: 9 }).map(({ id }) => id)).toEqual([3, 1]);
    await clear(store, store.now + 2 * dayMs);
    expect(store.ask('telemetrySamples', { after: 0, upTo: 9, limit: 9 }).map(({ id }) => id)).toEqual([3]);
  });

  it('whatever a target says of its gaps, none that it misses is called had', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('note' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ do: fc.constant('had' as const), had: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 15 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
        const store = aStore();
        const target = sparkplug(store);
        const missed = new Set<number>();
        for (const each of steps) {
          if (each.do === 'note') {
            const newest = note(store, each.count);
            for (let number = newest - each.count + 1; number <= newest; number += 1) missed.add(number);
          } else {
            for (const number of each.had) missed.delete(number);
            const { newest } = store.ask('telemetryGaps', { target });
            const gaps = [...missed].map((number) => ({ after: number - 1, upTo: number }));
            store.perform('saveTelemetryGaps', { target, newest, gaps });
          }
          const { gaps } = store.ask('telemetryGaps', { target });
          const told = gaps.flatMap(({ after, upTo }) =>
            Array.from({ length: upTo - after }, (_, at) => after + 1 + at),
          );
          expect(told.toSorted((a, b) => a - b)).toEqual([...missed].toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 25 },
    );
  });
});

it('a target with torn settings keeps its samples and stops nothing from being cleared away', async () => {
  const store = aStore();
  const target = store.target('torn');
  note(store, 3);
  store.db.exec(`UPDATE sync_target SET settings = '{', telemetry = 0`);
  await clear(store, store.now + 2 * dayMs);
  const left = () => store.rows('SELECT id FROM telemetry_sample').length;
  expect(left()).toBe(3);
  store.perform('removeTarget', { by: null, target, reason: 'torn' });
  await clear(store, store.now + 2 * dayMs);
  expect(left()).toBe(1);
});

describe('events of the station', () => {
  it('are cleared away with their messages when they are old, sent and parked nowhere; without a target by age alone', async () => {
    const store = aStore();
    const event = { what: 'state', old: 'idle', new: 'working', oldMs: 1 } as const;
    const start = store.now;
    const happen = () => store.perform('noteStationEvent', { id: v7(), at: store.now, event });
    for (let count = 0; count < 3; count += 1) happen();
    const target = store.target();
    sendAll(store, target, [2]);
    store.now += 10 * dayMs;
    happen();
    const left = () =>
      store.rows('SELECT sequence FROM outbox ORDER BY sequence').map((row) => Object.values(row as object)[0]);
    await clear(store, start + 300 * dayMs);
    expect(left()).toEqual([1, 2, 3, 4]);
    await clear(store, start + 400 * dayMs);
    // 2 is parked, 4 waits.
    expect(left()).toEqual([2, 4]);
    expect(store.rows('SELECT outbox FROM station_event ORDER BY id')).toEqual([{ outbox: 2 }, { outbox: 4 }]);
    store.perform('removeTarget', { by: null, target, reason: 'gone' });
    await clear(store, start + 400 * dayMs);
    expect(left()).toEqual([]);
    happen();
    expect(left()).toEqual([5]);
  });
});
