/**
 * Parts whose page is whole while the way to it is not: one torn inner page of a B-tree hides a hundred pages below it,
 * its root hides them all.
 *
 * Each page that looks like a leaf of a table is put as the root of `part` into a database of its own in memory, and
 * SQLite reads it there. It is a part when the outbox has its message: pages that were given up hold parts that were
 * cleared away, and their messages are gone. A row that goes on on another page (reasons of about a kilobyte) is not
 * found; nor is what is only in the log, which whoever mends a file has closed before.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Db } from './database.ts';
import { attempt, columnsOfBoth, isInserted, type Row } from './salvage-table.ts';

/** The first byte of a leaf page of a table with row numbers. */
const leafOfTable = 0x0d;

/** The number of parts that were found. */
export function restorePartsFromLeaves(damagedPath: string, from: Db, to: Db): number {
  const made = attempt(() => leafReader(from));
  if (!made.ok) return 0;
  const names = columnsOfBoth(from, to, 'part');
  const insert = to.prepare<[Row]>(
    `INSERT INTO part (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
  );
  const isMissing = to
    .prepare<[Row], number>(
      `SELECT 1 FROM outbox WHERE sequence = :outbox AND record = :id AND kind = 'part'
       AND NOT EXISTS (SELECT 1 FROM part WHERE id = :id)`,
    )
    .pluck();
  let found = 0;
  for (const page of leafPages(damagedPath, made.value.pageBytes)) {
    for (const row of made.value.rowsOf(page)) {
      if (isMissing.get(row) !== undefined && isInserted(insert, row)) found += 1;
    }
  }
  return found;
}

interface LeafReader {
  readonly pageBytes: number;
  rowsOf(page: Uint8Array): readonly Row[];
}

function leafReader(from: Db): LeafReader {
  const pageBytes = Number(from.pragma('page_size', { simple: true }));
  const sql = from.prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name = 'part'`).pluck().get() ?? '';
  const empty = new Database(':memory:');
  empty.pragma(`page_size = ${pageBytes}`);
  empty.exec(sql);
  const root = Number(empty.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'part'`).pluck().get());
  const image = empty.serialize();
  empty.close();
  return {
    pageBytes,
    rowsOf: (page) => {
      image.set(page, (root - 1) * pageBytes);
      const db = new Database(image);
      try {
        db.pragma('cell_size_check = ON');
        const read = attempt(() => db.prepare<[], Row>('SELECT * FROM part NOT INDEXED').safeIntegers().all());
        return read.ok ? read.value : [];
      } finally {
        db.close();
      }
    },
  };
}

function* leafPages(path: string, pageBytes: number): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.alloc(pageBytes * 256);
    for (let at = 0; ; ) {
      const bytes = readSync(file, block, 0, block.length, at);
      if (bytes === 0) return;
      for (let page = 0; page + pageBytes <= bytes; page += pageBytes) {
        if (block[page] === leafOfTable) yield block.subarray(page, page + pageBytes);
      }
      at += bytes;
    }
  } finally {
    closeSync(file);
  }
}
