/**
 * The readable rows of one table of a damaged database.
 *
 * A table is walked along an integer column in short ranges; a range that cannot be read is halved until the one key
 * that cannot is left out and counted.
 */
import Database from 'better-sqlite3';
import type { Db } from './database.ts';
import { failureOf } from './sqlite-failures.ts';

export interface SalvagedTable {
  readonly table: string;
  readonly rows: number;
  /** Keys whose rows could not be read or were not sound. Within a torn page some of them may never have been used. */
  readonly unreadable: number;
  /** Not even the table could be found: nobody knows how many rows it had. */
  readonly isLost: boolean;
}

/** Short: a torn page that SQLite takes for a sound one can end a range early, never the ranges after it. */
const rangeKeys = 64;
/** After the last readable key, so many more are tried before the rest of the table is given up. */
const blindKeys = 20_000;

export function copyTable(from: Db | null, to: Db, table: string, key: string): SalvagedTable {
  const begun = from && attempt(() => new TableCopy(from, to, table, key));
  if (!begun?.ok) return { table, rows: 0, unreadable: 0, isLost: true };
  const copy = begun.value;
  const ends = copy.readableEnds();
  // Over gaps in one step, where the index can tell.
  for (let low = ends?.first ?? null; ends && low !== null && low <= ends.last; low = copy.nextKey(low + rangeKeys)) {
    const first = low;
    to.transaction(() => copy.range(first, Math.min(first + rangeKeys - 1, ends.last))).immediate();
  }
  return { table, rows: copy.rows, unreadable: copy.unreadable, isLost: false };
}

export type Row = Readonly<Record<string, unknown>>;

class TableCopy {
  rows = 0;
  unreadable = 0;
  private readonly select: Database.Statement<[number, number], Row>;
  private readonly insert: Database.Statement<[Row]>;
  private readonly next: Database.Statement<[number], number | null>;
  private readonly ends: readonly Database.Statement<[], number | null>[];

  constructor(from: Db, to: Db, table: string, key: string) {
    const columns = columnsOfBoth(from, to, table);
    const names = columns.map((name) => `"${name}"`).join(', ');
    // Integers of 64 bits come through as they are.
    this.select = from
      .prepare<[number, number], Row>(`SELECT ${names} FROM ${table} WHERE ${key} BETWEEN ? AND ? ORDER BY ${key}`)
      .safeIntegers();
    this.insert = to.prepare(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
    );
    this.next = from.prepare<[number], number | null>(`SELECT min(${key}) FROM ${table} WHERE ${key} >= ?`).pluck();
    this.ends = ['min', 'max'].map((end) =>
      from.prepare<[], number | null>(`SELECT ${end}(${key}) FROM ${table}`).pluck(),
    );
  }

  /** Null for an empty table. An end that cannot be read is sought from the keys that can. */
  readableEnds(): { readonly first: number; readonly last: number } | null {
    const [first, last] = this.ends.map((statement) => attempt(() => statement.get() ?? null));
    if (first?.ok && first.value === null) return null;
    const low = first?.ok && first.value !== null ? first.value : 0;
    return { first: low, last: last?.ok && last.value !== null ? last.value : this.lastReadable(low) };
  }

  /** The first key from here on; `from` itself where the index cannot say; null after the last. */
  nextKey(from: number): number | null {
    const found = attempt(() => this.next.get(from) ?? null);
    return found.ok ? found.value : from;
  }

  range(low: number, high: number): void {
    const read = attempt(() => this.select.all(low, high));
    if (read.ok) for (const row of read.value) this.keep(row);
    else if (low === high) this.unreadable += 1;
    else {
      const middle = Math.floor((low + high) / 2);
      this.range(low, middle);
      this.range(middle + 1, high);
    }
  }

  /** A row of a torn page may be readable and still be none: the new file's own rules decide. */
  private keep(row: Row): void {
    if (isInserted(this.insert, row)) this.rows += 1;
    else this.unreadable += 1;
  }

  private lastReadable(first: number): number {
    let last = first;
    for (let step = 1; step <= blindKeys; ) {
      const found = attempt(() => this.next.get(last + step) ?? null);
      if (found.ok && found.value !== null) {
        last = found.value;
        step = 1;
      } else step += 1;
    }
    return last;
  }
}

/** False for a row that breaks the rules of the new file. */
export function isInserted(insert: Database.Statement<[Row]>, row: Row): boolean {
  try {
    return insert.run(row).changes > 0;
  } catch (thrown) {
    if (failureOf(thrown) !== 'not-acceptable') throw thrown;
    return false;
  }
}

/** The damaged file may be older than its last migration: what it has not got stays empty. */
export function columnsOfBoth(from: Db, to: Db, table: string): string[] {
  const columnsOf = (db: Db): string[] =>
    db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  const old = new Set(columnsOf(from));
  return columnsOf(to).filter((name) => old.has(name));
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** What a damaged page throws is an answer here: this key cannot be read. Any other error is one. */
export function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (thrown) {
    const isDamage = thrown instanceof Database.SqliteError && !thrown.code.startsWith('SQLITE_BUSY');
    if (!isDamage) throw thrown;
    return { ok: false };
  }
}
