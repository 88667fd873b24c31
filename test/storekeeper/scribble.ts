import { closeSync, openSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { aFail, aFrame, aRecord } from './a-record.ts';

/** Overwrites pieces of pages as a bad sector or a torn write does. */
export function scribble(path: string, offsets: readonly number[], bytes = 900): void {
  const file = openSync(path, 'r+');
  for (const offset of offsets) writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, offset);
  closeSync(file);
}

/** None of them has a picture under way, so that a start reads only a few of their pages. */
export const manyRecords = Array.from({ length: 3000 }, (_, index) =>
  index % 10 === 0 ? aFail(index + 1, { frames: [aFrame({ verdict: 'fail' })] }) : aRecord(index + 1),
);

/** Offsets of their middles. */
export function leafPagesOf(path: string, table: string): number[] {
  const db = new Database(path, { readonly: true });
  const pages = db
    .prepare<[string], number>(
      `SELECT (pageno - 1) * pgsize + 60 FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno`,
    )
    .pluck()
    .all(table);
  db.close();
  return pages;
}
