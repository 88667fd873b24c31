import { describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import type { StoreQueries } from '../../../main/station/store/store-queries.ts';
import { StationEvents } from '../../../main/station/sync/station-events.ts';

const recipe = (name: string) => ({ what: 'recipe', recipe: name, bundle: { name: 'pcb', version: '1.0.0' } }) as const;

/** A store that may be away. */
function played() {
  const store = { isAway: false, kept: [] as { id: string; at: number; event: { recipe?: string } }[] };
  const perform = async (_: string, input: unknown): Promise<never> => {
    await Promise.resolve();
    if (store.isAway) throw new StationError('unavailable', 'the store is being started');
    store.kept.push(input as (typeof store.kept)[number]);
    return {} as never;
  };
  const warnings: string[] = [];
  const log = {
    ...silentLog,
    warn: (text: string) => warnings.push(text),
    error: (text: string) => warnings.push(text),
  };
  const events = new StationEvents({ perform: perform as StoreQueries['perform'] }, log);
  return { store, warnings, events, names: () => store.kept.map(({ event }) => event.recipe) };
}

describe('events of the station', () => {
  it('reach the store in their order, each once', async () => {
    const { events, names } = played();
    for (const name of ['a', 'b', 'c']) events.note(recipe(name), 1);
    await Promise.all([events.flush(), events.flush()]);
    await events.flush();
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('wait while the store is away and are told of once, then go with the time at which they happened', async () => {
    const { store, warnings, events, names } = played();
    store.isAway = true;
    events.note(recipe('a'), 1000);
    await events.flush();
    events.note(recipe('b'), 2000);
    await events.flush();
    expect(events.waiting).toBe(2);
    expect(warnings).toEqual(['events of the station wait for the store: the store is being started']);
    store.isAway = false;
    await events.flush();
    expect(names()).toEqual(['a', 'b']);
    expect(store.kept.map(({ at }) => at)).toEqual([1000, 2000]);
  });

  it('keep their id over tries, so that a store that did it and could not say so keeps one', async () => {
    const { store, events } = played();
    store.isAway = true;
    events.note(recipe('a'), 1);
    await events.flush();
    store.isAway = false;
    await events.flush();
    expect(store.kept[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(store.kept).toHaveLength(1);
  });

  it('give up the oldest, and say so, before they fill the memory', async () => {
    const { store, warnings, events, names } = played();
    store.isAway = true;
    for (let number = 0; number < 1003; number += 1) events.note(recipe(String(number)), number);
    expect(events.waiting).toBe(1000);
    expect(warnings).toHaveLength(3);
    store.isAway = false;
    await events.flush();
    expect(names()[0]).toBe('3');
    expect(names()).toHaveLength(1000);
  });
});
