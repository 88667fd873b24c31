/**
 * Everything that can still be read of a damaged database, row by row, into a new file of the newest version.
 *
 * References are looked at only after everything is copied: a torn page of a small table that all parts refer to costs
 * that page, not the parts. What is missing then is invented and marked (`salvage-parents.ts`). The damaged file is
 * only read.
 */
import Database from 'better-sqlite3';
import { type Db, migrate, newestVersion, openReadOnly, setPageSize, versionOf } from './database.ts';
import { restorePartsFromLeaves } from './salvage-leaves.ts';
import { inventFrames, inventParents, type Placeholders, restoreFromIndexes } from './salvage-parents.ts';
import { inventPeople, reopenReviews } from './salvage-people.ts';
import { forgetUnsoundReasons, recountRollups } from './salvage-rollups.ts';
import { attempt, copyTable, type SalvagedTable } from './salvage-table.ts';

export interface Salvage {
  /** Parts of which only the outbox still knew. */
  readonly lostParts: number;
  readonly tables: readonly SalvagedTable[];
  /** Parts that no tree led to any more, found by their own pages; among the rows of `part`. */
  readonly hiddenParts: number;
  /** Rows that parts refer to: gone with their page, and whole again from an index. */
  readonly restored: number;
  /** Rows that nothing knew any more, invented because others refer to them. */
  readonly placeholders: Placeholders & { readonly frames: number; readonly people: number };
  /** Readable scores, frames, regions, pictures and decisions of parts that are lost: nothing could be said of them. */
  readonly strayRows: number;
  /** Parts and frames whose reasons had become unreadable. */
  readonly lostReasons: number;
  /** References to nothing that are left all the same; 0 unless this code is wrong. */
  readonly openReferences: number;
}

/**
 * In the order of their references, each with an integer column that its rows are found along, and the version of the
 * database that brought it: a file from before it has lost nothing.
 */
const tables: readonly (readonly [table: string, key: string, since: number])[] = [
  ['run', 'id', 1],
  ['setup', 'id', 1],
  ['shift', 'id', 1],
  ['part', 'id', 1],
  ['part_score', 'part', 1],
  ['frame', 'part', 1],
  ['region', 'part', 1],
  ['picture', 'part', 1],
  ['outbox', 'sequence', 1],
  ['sync_target', 'id', 11],
  ['rollup_minute', 'minute', 1],
  ['rollup_reason', 'minute', 1],
  ['incident', 'id', 1],
  ['retention', 'part', 1],
  ['person', 'id', 4],
  ['sign_in_lock', 'person', 4],
  ['sign_in_told', 'id', 4],
  ['setting', 'changed_at', 4],
  ['history', 'entry', 5],
  ['history_segment', 'number', 5],
  ['review', 'part', 6],
  ['disposition', 'id', 6],
  ['known_decision', 'id', 6],
  ['limits_version', 'id', 8],
  ['label', 'id', 8],
  ['study', 'id', 9],
  ['study_part', 'study', 9],
  ['study_presentation', 'study', 9],
  ['study_appraiser', 'study', 9],
  ['study_answer', 'id', 9],
  ['device_binding', 'id', 10],
  ['outbox_cleared', 'id', 11],
  ['sync_batch', 'target', 11],
  ['sync_parked', 'sequence', 11],
  ['station_event', 'id', 11],
  ['telemetry_sample', 'id', 11],
  ['telemetry_gap', 'target', 11],
];

export function salvage(damagedPath: string, newPath: string): Salvage {
  const opened = attempt(() => openReadOnly(damagedPath));
  const from = opened.ok ? opened.value : null;
  const to = new Database(newPath);
  try {
    setPageSize(to);
    // No log and no sync while it is written: it counts only once it is closed, synced and renamed.
    to.pragma('journal_mode = OFF');
    to.pragma('synchronous = OFF');
    to.pragma('foreign_keys = OFF');
    migrate(to);
    const version = attempt(() => (from ? versionOf(from) : newestVersion));
    const known = version.ok ? version.value : newestVersion;
    const salvaged = tables
      .filter(([, , since]) => since <= known)
      .map(([table, key]) => copyTable(from, to, table, key));
    const mended = to.transaction(() => mendReferences(damagedPath, from, to)).immediate();
    return { ...mended, tables: salvaged.map((table) => withHidden(table, mended.hiddenParts)) };
  } finally {
    from?.close();
    to.close();
  }
}

function withHidden(table: SalvagedTable, hiddenParts: number): SalvagedTable {
  return table.table === 'part' ? { ...table, rows: table.rows + hiddenParts } : table;
}

function mendReferences(damagedPath: string, from: Db | null, to: Db): Omit<Salvage, 'tables'> {
  const hiddenParts = from && countLostParts(to) > 0 ? restorePartsFromLeaves(damagedPath, from, to) : 0;
  const restored = from ? restoreFromIndexes(from, to) : 0;
  const lostParts = removeMessagesOfLostParts(to);
  const strayRows = removeStrayRows(to) + removeStrayStudyRows(to) + removeStraySyncRows(to);
  const placeholders = { frames: inventFrames(to), ...inventParents(to), people: inventPeople(to) };
  reopenReviews(to);
  const lostReasons = forgetUnsoundReasons(to);
  recountRollups(to);
  const openReferences = (to.pragma('foreign_key_check') as unknown[]).length;
  return { hiddenParts, restored, lostParts, strayRows, placeholders, lostReasons, openReferences };
}

const messagesOfLostParts = `FROM outbox WHERE kind = 'part' AND record NOT IN (SELECT id FROM part)`;
const messagesOfLostDecisions = `FROM outbox
  WHERE kind IN ('disposition', 'withdrawal') AND record NOT IN (SELECT id FROM disposition)`;

function countLostParts(db: Db): number {
  return db.prepare<[], number>(`SELECT count(*) ${messagesOfLostParts}`).pluck().get() ?? 0;
}

/** Messages about parts that are lost would be asked for again and again; how many there are is worth knowing. */
function removeMessagesOfLostParts(db: Db): number {
  return db.prepare(`DELETE ${messagesOfLostParts}`).run().changes;
}

/** A part is never invented: nobody knows what its line was told, and a verdict is no guess. */
function removeStrayRows(db: Db): number {
  const strays = ['part_score', 'region', 'picture', 'label', 'frame', 'review', 'disposition'].reduce(
    (sum, table) => sum + db.prepare(`DELETE FROM ${table} WHERE part NOT IN (SELECT id FROM part)`).run().changes,
    0,
  );
  db.prepare(`DELETE ${messagesOfLostDecisions}`).run();
  return strays;
}

/** Without its target nobody waits for it, and without its event a message says nothing. */
function removeStraySyncRows(db: Db): number {
  const noTarget = 'WHERE target NOT IN (SELECT id FROM sync_target)';
  return [
    `sync_batch ${noTarget}`,
    `sync_parked ${noTarget}`,
    `telemetry_gap ${noTarget}`,
    `outbox WHERE kind = 'event' AND record NOT IN (SELECT id FROM station_event)`,
  ].reduce((sum, rows) => sum + db.prepare(`DELETE FROM ${rows}`).run().changes, 0);
}

/** Without its study nobody knows what a part of it was for; without its part or its appraiser an answer says nothing. */
function removeStrayStudyRows(db: Db): number {
  const noPart = '(study, place) NOT IN (SELECT study, place FROM study_part)';
  const noAppraiser = '(study, appraiser) NOT IN (SELECT study, number FROM study_appraiser)';
  return [
    'study_part WHERE study NOT IN (SELECT id FROM study)',
    'study_appraiser WHERE study NOT IN (SELECT id FROM study)',
    `study_presentation WHERE ${noPart}`,
    `study_answer WHERE ${noPart} OR ${noAppraiser}`,
  ].reduce((sum, rows) => sum + db.prepare(`DELETE FROM ${rows}`).run().changes, 0);
}
