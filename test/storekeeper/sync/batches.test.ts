import { describe, expect, it } from 'vitest';
import { aRecord } from '../a-record.ts';
import { aStore, aside, batchOf, sendAll } from './a-store.ts';

describe('a batch', () => {
  it('is frozen as it was rendered, and settled by one word that moves the cursor', () => {
    const store = aStore(3);
    const target = store.target();
    const batch = batchOf(store.waiting(target));
    expect(store.ask('frozenBatch', { target })).toBeNull();
    store.perform('freezeBatch', { target, batch, aside: [] });
    expect(store.ask('frozenBatch', { target })).toEqual(batch);
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 0, waiting: 3 });
    store.perform('settleBatch', { target, batch: batch.id, refused: [] });
    expect(store.ask('frozenBatch', { target })).toBeNull();
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 3, waiting: 0, oldestAt: null });
  });

  it('may be frozen and settled as often as a broken link wants it', () => {
    const store = aStore(4);
    const target = store.target();
    const [first, second, ...others] = store.waiting(target);
    const batch = batchOf([first, second].filter((message) => message !== undefined));
    const freeze = () => store.perform('freezeBatch', { target, batch, aside: [] });
    const settle = () => store.perform('settleBatch', { target, batch: batch.id, refused: [aside(2)] });
    freeze();
    freeze();
    settle();
    settle();
    // The word that was lost on the way comes after all.
    freeze();
    expect(store.ask('frozenBatch', { target })).toBeNull();
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 2, parked: 1 });
    const next = batchOf(others);
    store.perform('freezeBatch', { target, batch: next, aside: [] });
    settle();
    expect(store.ask('frozenBatch', { target })).toEqual(next);
  });

  it('is refused while another one is under way, and when its messages were there before', () => {
    const store = aStore(3);
    const target = store.target();
    const messages = store.waiting(target);
    store.perform('freezeBatch', { target, batch: batchOf(messages), aside: [] });
    expect(() => store.perform('freezeBatch', { target, batch: batchOf(messages), aside: [] })).toThrow('conflict');
    expect(() => store.perform('passOver', { target, upTo: 3, aside: [] })).toThrow('conflict');
    const { id } = store.ask('frozenBatch', { target }) ?? { id: '' };
    store.perform('settleBatch', { target, batch: id, refused: [] });
    expect(() => store.perform('freezeBatch', { target, batch: batchOf(messages), aside: [] })).toThrow('conflict');
  });

  it('of one target is no business of another', () => {
    const store = aStore(2);
    const [one, other] = [store.target('one'), store.target('other')];
    const batch = batchOf(store.waiting(one));
    store.perform('freezeBatch', { target: one, batch, aside: [] });
    expect(store.ask('frozenBatch', { target: other })).toBeNull();
    store.perform('settleBatch', { target: other, batch: batch.id, refused: [] });
    expect(store.ask('frozenBatch', { target: one })).toEqual(batch);
    sendAll(store, other);
    expect(store.ask('syncProgress', { target: one })?.acknowledged).toBe(0);
  });

  it('that cannot be read any more is none: its messages wait, and nothing else is held up', () => {
    for (const torn of [`x'00'`, `x'1f8b0800000000000003abae05004395bf3b02000000'`]) {
      const store = aStore(3);
      const target = store.target();
      const batch = batchOf(store.waiting(target));
      store.perform('freezeBatch', { target, batch, aside: [] });
      store.db.exec(`UPDATE sync_batch SET envelopes = ${torn}`);
      expect(store.ask('frozenBatch', { target })).toBeNull();
      store.perform('settleBatch', { target, batch: batch.id, refused: [] });
      expect(store.waiting(target)).toHaveLength(3);
      const next = batchOf(store.waiting(target));
      store.perform('freezeBatch', { target, batch: next, aside: [] });
      expect(store.ask('frozenBatch', { target })).toEqual(next);
      store.perform('settleBatch', { target, batch: next.id, refused: [] });
      expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 3, waiting: 0 });
    }
  });

  it('survives a rollback of its group, or is not there at all', () => {
    const store = aStore(2);
    const target = store.target();
    const batch = batchOf(store.waiting(target));
    // Refused in the middle: what was parked with it is not parked either.
    store.db.exec(`CREATE TRIGGER full BEFORE INSERT ON sync_batch BEGIN SELECT RAISE(ABORT, 'no'); END`);
    expect(() => store.perform('freezeBatch', { target, batch, aside: [aside(1)] })).toThrow();
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 0, parked: 0 });
    store.db.exec('DROP TRIGGER full');
    store.perform('freezeBatch', { target, batch, aside: [aside(1)] });
    expect(store.ask('syncProgress', { target })).toMatchObject({ parked: 1 });
  });
});

describe('the cursor of a target', () => {
  it('never goes back, and never past the newest message, so that nothing to come is passed over', () => {
    const store = aStore(3);
    const target = store.target();
    store.perform('passOver', { target, upTo: 2, aside: [] });
    store.perform('passOver', { target, upTo: 1, aside: [] });
    expect(store.ask('syncProgress', { target })?.acknowledged).toBe(2);
    store.perform('passOver', { target, upTo: 1000, aside: [] });
    store.parts([aRecord(4)]);
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 3, waiting: 1 });
  });

  it('tells what waits exactly while it is little, and the time of the oldest', () => {
    const store = aStore(5);
    const target = store.target();
    store.perform('passOver', { target, upTo: 1, aside: [] });
    const [oldest] = store.waiting(target);
    expect(store.ask('syncProgress', { target })).toMatchObject({
      waiting: 4,
      oldestAt: Date.parse(oldest?.eventTime ?? ''),
    });
  });
});
