/** Opening the station's database: the pragmas, the migrations, and the refusal of one that is newer than we are. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import { type Migration, migrations, newestVersion } from './migrations/index.ts';

export type Db = Database.Database;

export const databaseName = 'station.sqlite';
/**
 * Of a new file. Every commit writes the last page of each table it touches: at 60 parts a second 4.1 kB a part with
 * pages of 1 kB, 5.9 kB with 2 kB, 8.8 kB with SQLite's usual 4 kB.
 */
const pageBytes = 1024;
/** Of the log, before its pages go to their places. */
const checkpointBytes = 4 * 1024 * 1024;

export function databasePath(dataDir: string): string {
  return join(dataDir, databaseName);
}

/**
 * The writing connection, migrated to the newest version.
 * @throws StationError `conflict` when the file is from a newer version (it is not touched); SqliteError when damaged.
 */
export function openDatabase(path: string, steps: readonly Migration[] = migrations): Db {
  refuseNewer(path, steps.length);
  const db = new Database(path);
  try {
    setPageSize(db);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma(`wal_autocheckpoint = ${checkpointBytes / pageBytes}`);
    // The log shrinks again after a long reader or a full disk had let it grow.
    db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
    migrate(db, steps);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** @throws SqliteError when there is no such file or it is no database. */
export function openReadOnly(path: string): Db {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.pragma('query_only = ON');
  // A torn page is an error then, not a scan that ends early without a word.
  db.pragma('cell_size_check = ON');
  db.pragma('trusted_schema = OFF');
  return db;
}

/** Of a file that is new; one that has pages keeps theirs. */
export function setPageSize(db: Db): void {
  db.pragma(`page_size = ${pageBytes}`);
}

export function versionOf(db: Db): number {
  return z
    .number()
    .int()
    .parse(db.pragma('user_version', { simple: true }));
}

/** Brings an open database to the newest version, each step in its own transaction. */
export function migrate(db: Db, steps: readonly Migration[] = migrations): void {
  for (const step of steps) {
    if (step.number <= versionOf(db)) continue;
    if (step.rewritesSchema) db.unsafeMode(true);
    try {
      db.transaction(() => {
        db.exec(step.sql);
        db.pragma(`user_version = ${step.number}`);
      }).immediate();
    } finally {
      if (step.rewritesSchema) db.unsafeMode(false);
    }
  }
}

function refuseNewer(path: string, known: number): void {
  if (!existsSync(path)) return;
  const db = openReadOnly(path);
  try {
    const version = versionOf(db);
    if (version > known) {
      throw new StationError('conflict', say('databaseNewer', { version, known }), {
        remedy: say('databaseNewerRemedy', { path }),
      });
    }
  } finally {
    db.close();
  }
}

export { newestVersion };
