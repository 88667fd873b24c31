/**
 * What sync has written beside the records, cleared away by age, in steps of a few milliseconds. Messages of records go
 * with their records, by the same ages: a target that is set later can be given them from the oldest on.
 */
import type { StoreConfig } from '../../station/config/station.ts';
import type { Db } from '../database.ts';
import { acknowledgedByAll } from './target-rows.ts';

export interface ClearSentOptions {
  readonly config: Pick<StoreConfig, 'otherDays'>;
  /** Null while there is none (a damaged file is being replaced). */
  readonly db: () => Db | null;
  readonly wallMs: () => number;
  /** Lets commits go first. */
  readonly pause: () => Promise<void>;
}

const dayMs = 86_400_000;
const stepRows = 200;
/** Of samples that every receiver of telemetry has had. */
const sampleDays = 1;
/** Of samples that one has not had: a state of a month ago is of no use to a live view. */
const missedSampleDays = 30;

/** @throws SqliteError; what is left is found again the next time. */
export async function clearSent(options: ClearSentOptions): Promise<void> {
  for (const clear of [clearEvents, clearSamples]) {
    for (;;) {
      const db = options.db();
      if (!db || clear(db, options.wallMs(), options.config) < stepRows) break;
      await options.pause();
    }
  }
}

/** Those that every target has had and none has parked. @returns how many */
function clearEvents(db: Db, now: number, { otherDays }: ClearSentOptions['config']): number {
  const rows = db
    .prepare<[number, number, number], { id: number; outbox: number }>(
      `SELECT id, outbox FROM station_event WHERE at < ? AND outbox <= ? AND NOT ${isParked('station_event.outbox')}
       ORDER BY id LIMIT ?`,
    )
    .all(now - otherDays * dayMs, acknowledgedByAll(db) ?? Number.MAX_SAFE_INTEGER, stepRows);
  const event = db.prepare<[number]>('DELETE FROM station_event WHERE id = ?');
  const message = db.prepare<[number]>('DELETE FROM outbox WHERE sequence = ?');
  if (rows.length === 0) return 0;
  db.transaction(() => {
    for (const { id, outbox } of rows) {
      event.run(id);
      message.run(outbox);
    }
  }).immediate();
  return rows.length;
}

/** The newest stays: its number is not given again. @returns how many */
function clearSamples(db: Db, now: number): number {
  return db
    .prepare<[number, number, number]>(
      `DELETE FROM telemetry_sample WHERE id IN (
         SELECT id FROM telemetry_sample AS sample
         WHERE id < (SELECT max(id) FROM telemetry_sample) AND at < ? AND (at < ? OR NOT EXISTS (
           SELECT 1 FROM sync_target WHERE ${wantsSamples}
             AND (sample.id > telemetry OR EXISTS (SELECT 1 FROM telemetry_gap
               WHERE telemetry_gap.target = sync_target.id AND sample.id > after AND sample.id <= up_to))))
         ORDER BY id LIMIT ?)`,
    )
    .run(now - sampleDays * dayMs, now - missedSampleDays * dayMs, stepRows).changes;
}

/** SQL: settings that cannot be read may be anybody's. */
const wantsSamples = `CASE WHEN json_valid(settings) THEN json_extract(settings, '$.connection.kind') = 'sparkplug' ELSE 1 END`;

/** SQL: whether any target has parked the message at this place. */
export function isParked(place: string): string {
  return `EXISTS (SELECT 1 FROM sync_target CROSS JOIN sync_parked
    ON sync_parked.target = sync_target.id AND sync_parked.sequence = ${place})`;
}
