import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { createCommitGroup } from '../../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../../main/storekeeper/database.ts';
import { salvage } from '../../../main/storekeeper/salvage.ts';
import { aRecord } from '../a-record.ts';
import { leafPagesOf, scribble } from '../scribble.ts';
import { temporaryFolder } from '../store-child.ts';
import { aStore, batchOf, sendAll } from './a-store.ts';

const tables = ['sync_target', 'sync_batch', 'sync_parked', 'station_event', 'telemetry_sample', 'telemetry_gap'];
const kept = [...tables, 'outbox', 'outbox_cleared'];

/** A station in the middle of sending, in a file of its own. */
function inTheMiddle(): string {
  const store = aStore(20);
  const [mes, plant] = [store.target('mes'), store.target('plant', 'oldest')];
  sendAll(store, mes, [3, 4]);
  store.perform('resendParked', { by: null, target: mes, sequences: [3] });
  store.parts([aRecord(21)]);
  store.perform('freezeBatch', { target: plant, batch: batchOf(store.waiting(plant).slice(0, 5)), aside: [] });
  const event = { what: 'state', old: 'idle', new: 'working', oldMs: 1 } as const;
  store.perform('noteStationEvent', { id: v7(), at: store.now, event });
  for (let count = 0; count < 3; count += 1) {
    store.perform('noteTelemetry', { id: v7(), at: store.now, values: { count } });
  }
  store.perform('saveTelemetryGaps', { target: mes, newest: 3, gaps: [{ after: 0, upTo: 2 }] });
  store.db.exec('DELETE FROM outbox WHERE sequence = 1');
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  const path = join(temporaryFolder(), 'station.sqlite');
  copyFileSync(store.db.name, path);
  return path;
}

function reading(path: string): Database.Database {
  const db = new Database(path, { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  return db;
}

const rowsOf = (db: Database.Database, table: string): unknown[] => db.prepare(`SELECT * FROM ${table}`).all();

it('targets, what is under way, what is parked, events and telemetry come through whole', () => {
  const path = inTheMiddle();
  const into = join(temporaryFolder(), 'salvaged.sqlite');
  const result = salvage(path, into);
  const [before, after] = [reading(path), reading(into)];
  for (const table of kept) {
    expect([table, rowsOf(before, table).length > 0]).toEqual([table, true]);
    expect([table, rowsOf(after, table)]).toEqual([table, rowsOf(before, table)]);
  }
  expect(result).toMatchObject({ lostParts: 0, strayRows: 0, openReferences: 0 });
});

it('whatever page of them is torn, what is left has no open reference, and no place of the outbox is given twice', () => {
  for (const torn of kept) {
    const path = inTheMiddle();
    const starts = leafPagesOf(path, torn).map((middle) => middle - 60);
    scribble(path, starts, 1024);
    const into = join(temporaryFolder(), 'salvaged.sqlite');
    expect([torn, salvage(path, into).openReferences]).toEqual([torn, 0]);
    const db = openDatabase(into);
    onTestFinished(() => {
      db.close();
    });
    createCommitGroup(db, (at) => new Date(at).toISOString(), Date.now)([{ kind: 'part', record: aRecord(99) }]);
    const newest = db.prepare('SELECT max(sequence) FROM outbox').pluck().get();
    expect([torn, newest]).toEqual([torn, 23]);
  }
});
