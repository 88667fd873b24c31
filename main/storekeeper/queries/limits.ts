/** Versions of limits, as they were saved, approved and replaced. */
import { z } from 'zod';
import { type LimitsVersion, limitsByClassSchema } from '../../api/slices/quality.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';

const json = z.string().transform((text) => limitsByClassSchema.parse(JSON.parse(text)));

const rowSchema = z.object({
  uuid: z.instanceof(Uint8Array).transform(uuidText),
  recipe: z.string(),
  limits: json,
  before: json,
  reason: z.string(),
  at: z.number(),
  by: z.string().nullable(),
  state: z.enum(['waits-for-second', 'in-force', 'superseded', 'refused']),
  approved_by: z.string().nullable(),
  approved_at: z.number().nullable(),
});

const versionsSql = `
  SELECT version.uuid, recipe, limits, before, reason, at, saver.name AS by, state, approver.name AS approved_by,
    approved_at
  FROM limits_version AS version
    LEFT JOIN person AS saver ON saver.id = version.person
    LEFT JOIN person AS approver ON approver.id = version.approved_by`;

export function limitsVersions(db: Db, { recipe, limit }: QueryInput<'limitsVersions'>): QueryOutput<'limitsVersions'> {
  const rows = db
    .prepare<[string, number]>(`${versionsSql} WHERE recipe = ? ORDER BY version.id DESC LIMIT ?`)
    .all(recipe, limit);
  return rows.map(versionOf);
}

export function limitsInForce(db: Db, { recipe }: QueryInput<'limitsInForce'>): QueryOutput<'limitsInForce'> {
  const limits = db
    .prepare<[string], string>(
      `SELECT limits FROM limits_version WHERE recipe = ? AND state = 'in-force' ORDER BY id DESC LIMIT 1`,
    )
    .pluck()
    .get(recipe);
  return limits === undefined ? null : limitsByClassSchema.parse(JSON.parse(limits));
}

/** Undefined when there is none with this id. */
export function limitsVersion(db: Db, id: string): LimitsVersion | undefined {
  const row = db.prepare<[Buffer]>(`${versionsSql} WHERE version.uuid = ?`).get(uuidBytes(id));
  return row === undefined ? undefined : versionOf(row);
}

function versionOf(row: unknown): LimitsVersion {
  const { uuid, approved_by, approved_at, ...version } = rowSchema.parse(row);
  return { id: uuid, ...version, approvedBy: approved_by, approvedAt: approved_at };
}
