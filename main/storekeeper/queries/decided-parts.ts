/** What people decided before: examples beside a new part. */
import { z } from 'zod';
import { roleSchema } from '../../api/who.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { classesColumn, featuresColumn, reasonsColumn, regionRowSchema, regionsSql, uuidColumn } from './columns.ts';

const decidedRowSchema = z
  .object({
    place: z.number(),
    id: uuidColumn,
    bundle: z.string(),
    classes: classesColumn,
    reasons: reasonsColumn,
    class: z.number().nullable(),
    score: z.number().nullable(),
    features: featuresColumn,
  })
  .transform(({ classes, class: index, score, ...row }) => {
    const name = index === null ? undefined : classes[index];
    return { ...row, highest: name === undefined || score === null ? null : { class: name, score } };
  });

export function decidedParts(db: Db, { before, part, limit }: QueryInput<'decidedParts'>): QueryOutput<'decidedParts'> {
  const rows = db
    .prepare<[{ before: number | null; part: Buffer | null; limit: number }]>(
      `SELECT disposition.id AS place, part.uuid AS id, bundle || '@' || bundle_version AS bundle, classes, part.reasons,
         highest.class, highest.score,
         (SELECT features FROM frame WHERE frame.part = part.id AND frame_index = worst_frame) AS features
       FROM disposition JOIN part ON part.id = disposition.part JOIN setup ON setup.id = part.setup
         LEFT JOIN part_score AS highest ON highest.part = part.id AND highest.class = (
           SELECT class FROM part_score WHERE part_score.part = part.id ORDER BY score DESC, class LIMIT 1)
       WHERE (:before IS NULL OR disposition.id < :before) AND (:part IS NULL OR part.uuid = :part)
         AND kind IN ('review', 'bulk') AND decision <> 'not-sure' AND withdrawn_at IS NULL AND still_time()
       ORDER BY disposition.id DESC LIMIT :limit`,
    )
    .all({ before, part: part === null ? null : uuidBytes(part), limit });
  return z.array(decidedRowSchema).parse(rows);
}

const alikeRowSchema = z.object({
  row: z.number(),
  worst: z.number(),
  id: uuidColumn,
  at: z.number(),
  picture: uuidColumn,
  width: z.number(),
  height: z.number(),
  decision: z.enum(['good', 'defect']),
  class: z.string().nullable(),
  by: roleSchema,
  decidedAt: z.number(),
});

/** The newest decision that holds, whoever made it: a second opinion counts more than the first. */
export function alikeParts(db: Db, { ids }: QueryInput<'alikeParts'>): QueryOutput<'alikeParts'> {
  const find = db.prepare<[Buffer]>(
    `SELECT part.id AS row, worst_frame AS worst, part.uuid AS id, part.at, picture.uuid AS picture,
       frame_width AS width, frame_height AS height, decision, class, role AS by, disposition.at AS decidedAt
     FROM part JOIN setup ON setup.id = part.setup
       JOIN picture ON picture.part = part.id AND frame_index = worst_frame AND bytes IS NOT NULL
       JOIN disposition ON disposition.id = (
         SELECT max(id) FROM disposition
         WHERE disposition.part = part.id AND withdrawn_at IS NULL AND decision <> 'not-sure')
     WHERE part.uuid = ?`,
  );
  const regions = db.prepare<[number, number]>(`${regionsSql} LIMIT 1`);
  return ids.flatMap((id) => {
    const found = find.get(uuidBytes(id));
    if (!found) return [];
    const { row, worst, width, height, ...part } = alikeRowSchema.parse(found);
    const region = regions.get(row, worst);
    return [{ ...part, frame: { width, height }, region: region === undefined ? null : regionRowSchema.parse(region) }];
  });
}
