/** Parts as lists show them, by their numbers: one row each, with scores, picture, decision and stage. */
import { z } from 'zod';
import type { FoundPart } from '../../api/slices/quality.ts';
import { reviewStageSchema } from '../../api/slices/review.ts';
import { reasonSchema, verdictSchema } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';

const uuidColumn = z.instanceof(Uint8Array).transform(uuidText);
const namesSchema = z.array(z.string());
const reasonsSchema = z.array(reasonSchema);
const decisionSchema = z.enum(['good', 'defect', 'not-sure']);

const rowSchema = z.object({
  uuid: uuidColumn,
  at: z.number(),
  trigger: z.number().int(),
  serial: z.string().nullable(),
  workOrder: z.string().nullable(),
  recipe: z.string(),
  bundle: z.string(),
  classes: z.string().transform((text) => namesSchema.parse(JSON.parse(text))),
  shift: z.string(),
  verdict: verdictSchema,
  reasons: z
    .string()
    .nullable()
    .transform((text) => (text === null ? [] : reasonsSchema.parse(JSON.parse(text)))),
  picture: uuidColumn.nullable(),
  stage: reviewStageSchema.or(z.literal('decided')).nullable(),
  has_comment: z.number(),
});

const partSql = `
  SELECT part.uuid, part.at, "trigger", serial, work_order AS workOrder, setup.recipe, setup.bundle || '@' || setup.bundle_version AS bundle,
    setup.classes, shift.name AS shift, verdict, reasons, review.stage,
    (SELECT uuid FROM picture WHERE picture.part = part.id AND bytes IS NOT NULL
       ORDER BY frame_index = part.worst_frame DESC, frame_index LIMIT 1) AS picture,
    EXISTS (SELECT 1 FROM disposition WHERE disposition.part = part.id AND withdrawn_at IS NULL
       AND comment <> '') AS has_comment
  FROM part JOIN setup ON setup.id = part.setup JOIN shift ON shift.id = part.shift
    LEFT JOIN review ON review.part = part.id
  WHERE part.id = ?`;

const scoreRowsSchema = z.array(z.object({ class: z.number().int(), score: z.number() }));

const dispositionRowSchema = z.object({
  decision: decisionSchema,
  class: z.string().nullable(),
  by: z.string().nullable(),
  at: z.number(),
});

/** The newest that was not taken back. */
const dispositionSql = `
  SELECT decision, class, person.name AS by, at FROM disposition LEFT JOIN person ON person.id = disposition.person
  WHERE part = ? AND withdrawn_at IS NULL ORDER BY disposition.id DESC LIMIT 1`;

/** Reads parts by number; those that are gone meanwhile are left out. */
export function foundPartReader(db: Db): (numbers: readonly number[]) => FoundPart[] {
  const part = db.prepare<[number]>(partSql);
  const scores = db.prepare<[number]>('SELECT class, score FROM part_score WHERE part = ? ORDER BY class');
  const disposition = db.prepare<[number]>(dispositionSql);
  return (numbers) =>
    numbers.flatMap((number) => {
      const found = part.get(number);
      if (found === undefined) return [];
      const { uuid, classes, stage, has_comment, ...row } = rowSchema.parse(found);
      const decided = disposition.get(number);
      return [
        {
          id: uuid,
          ...row,
          scores: scoreRowsSchema
            .parse(scores.all(number))
            .map(({ class: index, score }) => ({ class: classes[index] ?? String(index), score })),
          disposition: decided === undefined ? null : dispositionRowSchema.parse(decided),
          stage: stage === 'decided' ? null : stage,
          hasComment: has_comment === 1,
        },
      ];
    });
}

export function foundParts(db: Db, { ids }: QueryInput<'foundParts'>): QueryOutput<'foundParts'> {
  const number = db.prepare<[Buffer], number>('SELECT id FROM part WHERE uuid = ?').pluck();
  return foundPartReader(db)(ids.flatMap((id) => number.get(uuidBytes(id)) ?? []));
}
