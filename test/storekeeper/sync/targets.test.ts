import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { answerQuery } from '../../../main/storekeeper/queries/answer.ts';
import { addPerson } from '../a-database.ts';
import { aRecord } from '../a-record.ts';
import { someSettings } from '../a-target.ts';
import { aStore, batchOf, sendAll } from './a-store.ts';

const given = { by: null, settings: someSettings, startsFrom: 'now' as const, secrets: [] };

describe('a target', () => {
  it('starts at the newest message, or at the oldest that is there', () => {
    const store = aStore(3);
    const now = store.target('now', 'now');
    const oldest = store.target('oldest', 'oldest');
    store.parts([aRecord(4)]);
    expect(store.waiting(now).map(({ sequence }) => sequence)).toEqual([4]);
    expect(store.waiting(oldest).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(store.ask('syncProgress', { target: now })).toMatchObject({ acknowledged: 3, waiting: 1, parked: 0 });
    expect(store.ask('syncProgress', { target: v7() })).toBeNull();
  });

  it('is listed by name, with its settings as they were given', () => {
    const store = aStore();
    const settings = { ...someSettings, mapping: { part: 'part.serial', event: null } };
    const ids = ['plant', 'MES', 'archive'].map((name) => {
      const id = v7();
      store.perform('saveTarget', { ...given, id, name, settings });
      return id;
    });
    expect(store.ask('syncTargets', {}).map(({ name }) => name)).toEqual(['archive', 'MES', 'plant']);
    expect(store.ask('syncTargets', {})[1]).toEqual({
      ...{ id: ids[1], name: 'MES', settings, isPaused: false, createdAt: store.now },
    });
  });

  it('has a name of its own, whatever its case', () => {
    const store = aStore();
    store.target('MES');
    expect(() => store.target('mes')).toThrow('conflict');
    const other = store.target('plant');
    expect(() => store.perform('saveTarget', { ...given, id: other, name: 'mes' })).toThrow('conflict');
    expect(store.ask('syncTargets', {}).map(({ name }) => name)).toEqual(['MES', 'plant']);
  });

  it('is entered, changed, paused and removed with an entry in the history for each, once however often it is asked', () => {
    const store = aStore(2);
    const by = addPerson(store, '01970000-0000-7000-8000-00000000000a', 'Ada', 'maintenance');
    const id = v7();
    const target = { target: id };
    for (let time = 0; time < 2; time += 1) store.perform('saveTarget', { ...given, by, id, name: 'mes' });
    const slower = { ...someSettings, messagesPerSecond: 10 };
    for (let time = 0; time < 2; time += 1) {
      store.perform('saveTarget', { ...given, by, id, name: 'MES', settings: slower });
    }
    for (let time = 0; time < 2; time += 1) store.perform('pauseTarget', { by, ...target, isPaused: true });
    store.perform('pauseTarget', { by, ...target, isPaused: false });
    store.parts([aRecord(3)]);
    for (let time = 0; time < 2; time += 1) store.perform('removeTarget', { by, ...target, reason: 'another MES' });

    expect(store.entries()).toMatchObject([
      { by, ...target, what: 'added', old: null, new: { name: 'mes', settings: someSettings, startsFrom: 'now' } },
      { by, ...target, what: 'changed', old: { name: 'mes', settings: someSettings }, new: { name: 'MES' } },
      { by, ...target, what: 'paused', name: 'MES', old: { isPaused: false }, new: { isPaused: true } },
      { by, ...target, what: 'resumed' },
      {
        by,
        ...target,
        what: 'removed',
        why: 'another MES',
        new: null,
        left: { acknowledged: 2, waiting: 1, parked: 0 },
      },
    ]);
    expect(store.ask('syncTargets', {})).toEqual([]);
  });

  it('keeps its cursor when its settings change, and tells the names of secrets that came with them', () => {
    const store = aStore(3);
    const target = store.target();
    sendAll(store, target);
    store.perform('saveTarget', { ...given, id: target, name: 'mes', startsFrom: 'oldest', secrets: ['token'] });
    expect(store.ask('syncProgress', { target })?.acknowledged).toBe(3);
    expect(store.entries().at(-1)).toMatchObject({ what: 'changed', secrets: ['token'] });
  });

  it('takes with it what was under way and parked when it is removed', () => {
    const store = aStore(4);
    const target = store.target();
    sendAll(store, target, [2]);
    store.parts([aRecord(5)]);
    store.perform('freezeBatch', { target, batch: batchOf(store.waiting(target)), aside: [] });
    store.perform('removeTarget', { by: null, target, reason: 'gone' });
    for (const table of ['sync_target', 'sync_batch', 'sync_parked']) {
      expect(store.rows(`SELECT count(*) AS count FROM ${table}`)).toEqual([{ count: 0 }]);
    }
    const command = { target, upTo: 9, aside: [] };
    expect(() => store.perform('passOver', command)).toThrow('not-found');
    expect(() => store.perform('pauseTarget', { by: null, target, isPaused: true })).toThrow('not-found');
    expect(() => store.perform('resendParked', { by: null, target, sequences: null })).toThrow('not-found');
    expect(store.perform('settleBatch', { target, batch: v7(), refused: [] })).toEqual({});
  });

  it('with settings that cannot be read is left out with a word in the log, and the others are there', () => {
    const store = aStore();
    store.target('sound');
    const torn = store.target('torn');
    const old = store.target('of another release');
    store.db.exec(`UPDATE sync_target SET settings = '{"connection":' WHERE name = 'torn'`);
    store.db.exec(`UPDATE sync_target SET settings = '{"connection":{"kind":"pigeon"}}' WHERE name LIKE 'of%'`);
    const problems: string[] = [];
    const found = answerQuery(store.db, '', 'syncTargets', {}, (text) => problems.push(text));
    expect(found).toMatchObject([{ name: 'sound' }]);
    expect(problems).toHaveLength(2);
    expect(problems.join()).toContain('the target torn cannot be read');
    // They can be mended and removed all the same.
    store.perform('saveTarget', { ...given, id: torn, name: 'torn' });
    store.perform('removeTarget', { by: null, target: old, reason: 'unknown' });
    expect(store.ask('syncTargets', {}).map(({ name }) => name)).toEqual(['sound', 'torn']);
  });
});
