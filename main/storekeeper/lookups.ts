/** Rows that many parts share (run, setup, shift): found or made once, then remembered. */
import type { PartRecord } from '../station/record/record.ts';
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

export interface PartContext {
  readonly run: number;
  readonly setup: number;
  readonly shift: number;
}

export interface Lookups {
  contextOf(record: PartRecord): PartContext;
  /** A transaction was rolled back: rows made in it are gone. */
  forget(): void;
}

type Key = string | number | Buffer;

export function createLookups(db: Db): Lookups {
  const runs = sharedRow(db, 'run', ['uuid'], ['started_at', 'seen_at']);
  const setups = sharedRow(
    db,
    'setup',
    ['recipe', 'bundle', 'bundle_version', 'classes', 'frame_width', 'frame_height'],
    [],
  );
  const shifts = sharedRow(db, 'shift', ['name', 'started_at'], []);
  return {
    contextOf: (record) => ({
      run: runs.idOf([uuidBytes(record.runId)], [Math.floor(record.at), Math.floor(record.at)], record.runId),
      setup: setups.idOf(setupKey(record), []),
      shift: shifts.idOf([record.shift, Math.floor(record.shiftStartedAt)], []),
    }),
    forget: () => {
      for (const rows of [runs, setups, shifts]) rows.forget();
    },
  };
}

function setupKey(record: PartRecord): Key[] {
  const { recipe, bundle, bundleVersion, classes, frameSize } = record;
  return [recipe, bundle, bundleVersion, JSON.stringify(classes), frameSize.width, frameSize.height];
}

interface SharedRow {
  idOf(key: readonly Key[], others: readonly Key[], cacheKey?: string): number;
  forget(): void;
}

function sharedRow(db: Db, table: string, key: readonly string[], others: readonly string[]): SharedRow {
  const where = key.map((column) => `${column} = ?`).join(' AND ');
  const columns = [...key, ...others];
  const find = db.prepare<Key[], number>(`SELECT id FROM ${table} WHERE ${where}`).pluck();
  const make = db.prepare<Key[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const known = new Map<string, number>();
  return {
    idOf: (keyValues, otherValues, cacheKey = JSON.stringify(keyValues)) => {
      const before = known.get(cacheKey);
      if (before !== undefined) return before;
      const id = find.get(...keyValues) ?? Number(make.run(...keyValues, ...otherValues).lastInsertRowid);
      known.set(cacheKey, id);
      return id;
    },
    forget: () => known.clear(),
  };
}
