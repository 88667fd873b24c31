import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { databasePath, openDatabase } from '../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../main/storekeeper/event-time.ts';
import { uuidText } from '../../main/storekeeper/uuid-bytes.ts';

/** What lies in the database of a data folder, for looking only. */
export function reading(dataDir: string): Database.Database {
  const db = new Database(databasePath(dataDir), { readonly: true });
  onTestFinished(() => {
    db.close();
  });
  return db;
}

/** Ids of the records, in the order in which they were committed. */
export function idsIn(dataDir: string): string[] {
  const db = new Database(databasePath(dataDir), { readonly: true });
  try {
    return db.prepare<[], Buffer>('SELECT uuid FROM part ORDER BY id').pluck().all().map(uuidText);
  } finally {
    db.close();
  }
}

/** A database with these records, written as the store writes them, and closed. */
export function writeRecords(dataDir: string, records: readonly PartRecord[]): void {
  const db = openDatabase(databasePath(dataDir));
  const commit = createCommitGroup(db, eventTimeWriter('UTC'), Date.now);
  for (let at = 0; at < records.length; at += 32) {
    commit(records.slice(at, at + 32).map((record): Item => ({ kind: 'part', record })));
  }
  db.close();
}
