/** Cursors of targets are places in the outbox: no place is ever given twice. */
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createOutbox } from '../../../main/storekeeper/outbox.ts';
import { aRecord } from '../a-record.ts';
import { type AStore, aStore, aside, batchOf, sendAll } from './a-store.ts';

const event = { what: 'state', old: 'idle', new: 'working', oldMs: 1 } as const;

/** As a store that starts would give it. */
function nextOf({ db }: AStore): number {
  const messageId = v7();
  db.exec('BEGIN');
  const sequence = createOutbox(db, () => '').append({ kind: 'part', record: 1, at: 0, messageId });
  db.exec('ROLLBACK');
  return sequence;
}

describe('the next place in the outbox', () => {
  it('is behind all that were cleared away, with a target and without', () => {
    const store = aStore(3);
    store.perform('noteStationEvent', { id: v7(), at: 1, event });
    store.db.exec('DELETE FROM station_event; DELETE FROM outbox; DELETE FROM part');
    expect(nextOf(store)).toBe(5);
    store.parts([aRecord(9)]);
    expect(store.rows('SELECT sequence FROM outbox')).toEqual([{ sequence: 5 }]);
  });

  it('is behind all that a target has, or has parked, or has under way, although their rows are lost', () => {
    const lose = (store: AStore): void => {
      store.db.exec('DROP TRIGGER outbox_is_cleared; DELETE FROM outbox; DELETE FROM part');
    };
    const parked = aStore(4);
    const target = parked.target();
    parked.perform('passOver', { target, upTo: 1, aside: [aside(4)] });
    lose(parked);
    expect(nextOf(parked)).toBe(5);
    const underWay = aStore(4);
    const other = underWay.target();
    const batch = batchOf(underWay.waiting(other));
    underWay.perform('freezeBatch', { target: other, batch, aside: [] });
    lose(underWay);
    expect(nextOf(underWay)).toBe(5);
    const had = aStore(4);
    sendAll(had, had.target());
    lose(had);
    expect(nextOf(had)).toBe(5);
  });

  it('is behind what only its record still knows of', () => {
    const store = aStore(2);
    store.perform('noteStationEvent', { id: v7(), at: 1, event });
    store.db.exec('DROP TRIGGER outbox_is_cleared; DELETE FROM outbox');
    expect(nextOf(store)).toBe(4);
    store.db.exec('DELETE FROM station_event');
    expect(nextOf(store)).toBe(3);
  });
});
