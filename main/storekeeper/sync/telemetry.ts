/** Samples of telemetry, and which of them a target has not had. */
import { z } from 'zod';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { CommandContext } from '../commands/perform.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { jsonOrNothing } from './json.ts';
import { findTarget, targetFor } from './target-rows.ts';

interface Gap {
  readonly after: number;
  readonly upTo: number;
}

/** Never lower than before, although samples are cleared away: gaps of targets are ranges of these numbers. */
export function newestSample(db: Db): number {
  const newest = db
    .prepare<[], number>(
      `SELECT max(ifnull((SELECT max(id) FROM telemetry_sample), 0), ifnull((SELECT max(telemetry) FROM sync_target), 0))`,
    )
    .pluck()
    .get();
  return newest ?? 0;
}

/** The same id again is the same sample. */
export function noteTelemetry(
  { db }: CommandContext,
  { id, at, values }: CommandInput<'noteTelemetry'>,
): CommandOutput<'noteTelemetry'> {
  const uuid = uuidBytes(id);
  const known = db.prepare<[Buffer], number>('SELECT id FROM telemetry_sample WHERE uuid = ?').pluck().get(uuid);
  if (known !== undefined) return { number: known };
  const number = newestSample(db) + 1;
  db.prepare<[number, Buffer, number, string]>(
    'INSERT INTO telemetry_sample (id, uuid, at, "values") VALUES (?, ?, ?, ?)',
  ).run(number, uuid, Math.floor(at), JSON.stringify(values));
  return { number };
}

export function telemetrySamples(
  db: Db,
  { after, upTo, limit }: QueryInput<'telemetrySamples'>,
): QueryOutput<'telemetrySamples'> {
  const rows = db
    .prepare<[number, number, number], { id: number; at: number; values: string }>(
      'SELECT id, at, "values" FROM telemetry_sample WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT ?',
    )
    .all(after, upTo, limit);
  return rows.flatMap(({ id, at, values }) => {
    const read = valuesSchema.safeParse(jsonOrNothing(values));
    return read.success ? [{ id, at, values: read.data }] : [];
  });
}

const valuesSchema = z.record(z.string(), z.json());

/** What was cleared away is no gap any more. */
export function telemetryGaps(db: Db, { target }: QueryInput<'telemetryGaps'>): QueryOutput<'telemetryGaps'> {
  const newest = newestSample(db);
  const row = findTarget(db, target);
  if (!row) return { newest, gaps: [] };
  const kept = db
    .prepare<[number], Gap>('SELECT after, up_to AS upTo FROM telemetry_gap WHERE target = ? ORDER BY after DESC')
    .all(row.id);
  const oldest = db.prepare<[], number | null>('SELECT min(id) FROM telemetry_sample').pluck().get() ?? newest + 1;
  const gaps = [{ after: row.telemetry, upTo: newest }, ...kept]
    .map(({ after, upTo }) => ({ after: Math.max(after, oldest - 1), upTo }))
    .filter(({ after, upTo }) => after < upTo);
  return { newest, gaps };
}

export function saveTelemetryGaps(
  { db }: CommandContext,
  { target, newest, gaps }: CommandInput<'saveTelemetryGaps'>,
): CommandOutput<'saveTelemetryGaps'> {
  const row = targetFor(db, target);
  const looked = Math.min(newest, newestSample(db));
  db.prepare<[number]>('DELETE FROM telemetry_gap WHERE target = ?').run(row.id);
  const insert = db.prepare<[number, number, number]>(
    `INSERT INTO telemetry_gap (target, after, up_to) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET up_to = max(up_to, excluded.up_to)`,
  );
  for (const { after, upTo } of gaps) if (after < upTo) insert.run(row.id, after, upTo);
  db.prepare<[number, number]>('UPDATE sync_target SET telemetry = ? WHERE id = ?').run(looked, row.id);
  return {};
}
