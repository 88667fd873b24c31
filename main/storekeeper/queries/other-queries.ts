/** Pictures by id, the sums of a run, incidents, and how much there is. */
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { picturePath } from '../../station/store/picture-path.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';

export function pictureFile(
  db: Db,
  { picture }: QueryInput<'pictureFile'>,
  dataDir: string,
): QueryOutput<'pictureFile'> {
  // Only a UUIDv7 gets a path, and it always lies in the pictures folder.
  const path = picturePath(dataDir, picture);
  if (path === null) return null;
  const isKept = db.prepare('SELECT 1 FROM picture WHERE uuid = ? AND bytes IS NOT NULL').get(uuidBytes(picture));
  return isKept && existsSync(path) ? path : null;
}

export function runLedger(db: Db, { runId }: QueryInput<'runLedger'>): unknown {
  const run = db.prepare<[Buffer], number>('SELECT id FROM run WHERE uuid = ?').pluck().get(uuidBytes(runId));
  if (run === undefined) return null;
  // Reads every part of the run, so it asks the clock at each.
  return db
    .prepare<[number]>(
      `SELECT count(*) FILTER (WHERE verdict = 'pass') AS pass, count(*) FILTER (WHERE verdict = 'fail') AS fail,
         count(*) FILTER (WHERE verdict = 'review') AS review, count(*) FILTER (WHERE verdict = 'missed') AS missed,
         ifnull(max("trigger"), 0) AS lastTrigger
       FROM part WHERE run = ? AND still_time()`,
    )
    .get(run);
}

const incidentRowsSchema = z.array(
  z.object({
    uuid: z.instanceof(Uint8Array),
    at: z.number(),
    kind: z.string(),
    detail: z.string(),
    facts: z.string().nullable(),
  }),
);

export function incidents(db: Db, { limit }: QueryInput<'incidents'>): QueryOutput<'incidents'> {
  const rows = db.prepare<[number]>('SELECT uuid, at, kind, detail, facts FROM incident ORDER BY id DESC LIMIT ?');
  return incidentRowsSchema.parse(rows.all(limit)).map(({ uuid, at, kind, detail, facts }) => ({
    id: uuidText(uuid),
    at,
    kind,
    detail,
    facts: facts === null ? null : JSON.parse(facts),
  }));
}

export function counts(db: Db): unknown {
  return db
    .prepare(
      `SELECT (SELECT count(*) FROM part) AS parts, (SELECT count(*) FROM picture WHERE bytes IS NOT NULL) AS pictures,
         (SELECT ifnull(sum(bytes), 0) FROM picture) AS pictureBytes, (SELECT count(*) FROM outbox) AS outbox,
         (SELECT count(*) FROM incident) AS incidents`,
    )
    .get();
}

const settingRowsSchema = z.array(z.object({ name: z.string(), value: z.string() }));

export function settings(db: Db): QueryOutput<'settings'> {
  const rows = settingRowsSchema.parse(db.prepare('SELECT name, value FROM setting').all());
  return Object.fromEntries(rows.map(({ name, value }) => [name, z.json().parse(JSON.parse(value))]));
}
