/**
 * The rows that parts refer to, after their page was torn: whole from the index that repeats them, or invented.
 *
 * `setup` and `shift` have an index over all their columns and `run` one over its id, each on pages of its own. What is
 * invented says so: setups and shifts in their name, a run by a UUID that begins with zeros, a frame by the number -1.
 */
import type Database from 'better-sqlite3';
import type { Db } from './database.ts';
import { attempt, isInserted, type Row } from './salvage-table.ts';

/** How many rows were invented. */
export interface Placeholders {
  readonly runs: number;
  readonly setups: number;
  readonly shifts: number;
}

/** The index behind a table's UNIQUE: a scan of it never meets the table. */
interface RepeatingIndex {
  readonly table: string;
  readonly columns: readonly string[];
  readonly firstColumn: string;
  /** Of a row from named columns. */
  readonly insert: string;
}

/**
 * Whoever mends a running station's database goes on with its newest run; an older one without its row is closed, or
 * every one of them would be told as an unclean stop.
 */
const runColumns = `
  ifnull((SELECT min(at) FROM part WHERE run = :id), 0), ifnull((SELECT max(at) FROM part WHERE run = :id), 0),
  CASE WHEN :isNewest THEN NULL ELSE ifnull((SELECT max(at) FROM part WHERE run = :id), 0) END,
  CASE WHEN :isNewest THEN NULL ELSE 'unclean' END`;
const insertRun = `
  INSERT INTO run (id, uuid, started_at, seen_at, ended_at, ending) VALUES (:id, :uuid, ${runColumns})`;

const indexes: readonly RepeatingIndex[] = [
  {
    table: 'setup',
    columns: ['id', 'recipe', 'bundle', 'bundle_version', 'classes', 'frame_width', 'frame_height'],
    firstColumn: 'recipe',
    insert: `INSERT INTO setup (id, recipe, bundle, bundle_version, classes, frame_width, frame_height)
      VALUES (:id, :recipe, :bundle, :bundle_version, :classes, :frame_width, :frame_height)`,
  },
  {
    table: 'shift',
    columns: ['id', 'name', 'started_at'],
    firstColumn: 'started_at',
    insert: 'INSERT INTO shift (id, name, started_at) VALUES (:id, :name, :started_at)',
  },
  { table: 'run', columns: ['id', 'uuid'], firstColumn: 'uuid', insert: insertRun },
];

/** The number of rows that are there again. */
export function restoreFromIndexes(from: Db, to: Db): number {
  return indexes.reduce((sum, index) => {
    const insert = to.prepare<[Row]>(index.insert);
    const isThere = to.prepare<[unknown], number>(`SELECT 1 FROM ${index.table} WHERE id = ?`).pluck();
    const missing = rowsOfIndex(from, index).filter(({ id }) => isThere.get(id) === undefined);
    const newest = newestRun(to);
    return sum + missing.filter((row) => isInserted(insert, { ...row, isNewest: row['id'] === newest ? 1 : 0 })).length;
  }, 0);
}

/** From both ends, as far as it can be read. */
function rowsOfIndex(from: Db, { table, columns, firstColumn }: RepeatingIndex): Row[] {
  const rows = new Map<unknown, Row>();
  for (const direction of ['ASC', 'DESC']) {
    attempt(() => {
      const scan = from.prepare<[], Row>(
        `SELECT ${columns.join(', ')} FROM ${table} INDEXED BY sqlite_autoindex_${table}_1
         ORDER BY ${firstColumn} ${direction}`,
      );
      for (const row of scan.iterate()) rows.set(row['id'], row);
    });
  }
  return [...rows.values()];
}

/** For everything that refers to a run, setup or shift that is nowhere. */
export function inventParents(db: Db): Placeholders {
  const newest = newestRun(db);
  const runs = orphans(db, 'run', ['part']);
  const insert = db.prepare<[Row]>(insertRun);
  for (const id of runs) insert.run({ id, uuid: placeholderUuid(id), isNewest: id === newest ? 1 : 0 });
  return {
    runs: runs.length,
    setups: invent(db, 'setup', ['part', 'rollup_minute'], inventSetup),
    shifts: invent(db, 'shift', ['part', 'rollup_minute', 'rollup_reason'], inventShift),
  };
}

function invent(db: Db, table: string, children: readonly string[], sql: string): number {
  const insert: Database.Statement<[Row]> = db.prepare(sql);
  const ids = orphans(db, table, children);
  for (const id of ids) insert.run({ id, name: `lost with the damage (${table} ${id})` });
  return ids.length;
}

/** Frames are mostly of one size, so that of the newest known setup; as many classes as its parts have scores. */
const inventSetup = `
  INSERT INTO setup (id, recipe, bundle, bundle_version, classes, frame_width, frame_height)
  VALUES (:id, :name, :name, '?',
    (SELECT json_group_array('class ' || class) FROM (
      SELECT DISTINCT class FROM part_score WHERE part IN (SELECT id FROM part WHERE setup = :id LIMIT 1000)
      ORDER BY class)),
    ifnull((SELECT frame_width FROM setup WHERE bundle_version <> '?' ORDER BY id DESC LIMIT 1), 1),
    ifnull((SELECT frame_height FROM setup WHERE bundle_version <> '?' ORDER BY id DESC LIMIT 1), 1))`;

/** Beginning with what is known of it, so that its figures are found at their time. */
const inventShift = `
  INSERT INTO shift (id, name, started_at)
  VALUES (:id, :name, ifnull(
    (SELECT 60000 * min(minute) FROM (
      SELECT min(minute) AS minute FROM rollup_minute WHERE shift = :id
      UNION ALL SELECT min(minute) FROM rollup_reason WHERE shift = :id
      UNION ALL SELECT min(at) / 60000 FROM part WHERE shift = :id)), 0))`;

/** A region, a picture and what people drew are evidence: its frame is invented with the part's verdict. @returns how many */
export function inventFrames(db: Db): number {
  return db
    .prepare(
      `INSERT INTO frame (part, frame_index, frame_id, verdict, reasons, decision_ms, picture_outcome)
       SELECT part.id, child.frame_index, -1, part.verdict, part.reasons, 0,
         CASE (SELECT bytes IS NULL FROM picture WHERE picture.part = part.id AND frame_index = child.frame_index)
           WHEN 0 THEN 'kept' WHEN 1 THEN 'queued' ELSE 'not-wanted' END
       FROM (SELECT part, frame_index FROM region UNION SELECT part, frame_index FROM picture
         UNION SELECT part, frame_index FROM label) AS child
       JOIN part ON part.id = child.part
       WHERE NOT EXISTS (SELECT 1 FROM frame WHERE frame.part = child.part AND frame.frame_index = child.frame_index)`,
    )
    .run().changes;
}

function orphans(db: Db, table: string, children: readonly string[]): number[] {
  const referred = children.map((child) => `SELECT DISTINCT ${table} AS id FROM ${child}`).join(' UNION ');
  return db
    .prepare<[], number>(`SELECT id FROM (${referred}) WHERE id NOT IN (SELECT id FROM ${table}) ORDER BY id`)
    .pluck()
    .all();
}

function newestRun(db: Db): number | null {
  return (
    db
      .prepare<[], number | null>(
        'SELECT max((SELECT ifnull(max(id), 0) FROM run), (SELECT ifnull(max(run), 0) FROM part))',
      )
      .pluck()
      .get() ?? null
  );
}

/** A UUID of version 8 (one's own making): nobody else's, and seen to be none. */
function placeholderUuid(id: number): Buffer {
  return Buffer.from(`0000000000008000${'8000'}${id.toString(16).padStart(12, '0').slice(-12)}`, 'hex');
}
