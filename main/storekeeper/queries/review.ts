/** What waits for a person, and what is shown of one part of it. */
import { z } from 'zod';
import { overdueEffectSchema, reviewStageSchema } from '../../api/slices/review.ts';
import { verdictSchema } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import {
  classesColumn,
  featuresColumn,
  placedColumn,
  reasonsColumn,
  regionRowSchema,
  regionsSql,
  shownFrame,
  uuidColumn,
} from './columns.ts';

const openRowSchema = z
  .object({
    place: z.number(),
    id: uuidColumn,
    at: z.number(),
    serial: z.string().nullable(),
    workOrder: z.string().nullable(),
    recipe: z.string(),
    verdict: verdictSchema,
    reasons: reasonsColumn,
    stage: reviewStageSchema,
    openedAt: z.number(),
    dueAt: z.number().nullable(),
    operatorMs: z.number().nullable(),
    qualityMs: z.number().nullable(),
    overdue: overdueEffectSchema,
    picture: uuidColumn.nullable(),
    bytes: z.number().nullable(),
  })
  .transform(({ operatorMs, qualityMs, overdue, bytes, ...row }) => ({
    ...row,
    terms: { operatorMs, qualityMs, overdue },
    isPictureKept: bytes !== null,
  }));

export function openReviews(db: Db, { after, limit }: QueryInput<'openReviews'>): QueryOutput<'openReviews'> {
  const rows = db
    .prepare<[number, number]>(
      `SELECT part.id AS place, part.uuid AS id, at, serial, work_order AS workOrder, recipe, verdict, reasons, stage, opened_at AS openedAt,
         due_at AS dueAt, operator_ms AS operatorMs, quality_ms AS qualityMs, overdue, picture.uuid AS picture, bytes
       FROM review JOIN part ON part.id = review.part JOIN setup ON setup.id = part.setup
         LEFT JOIN picture ON picture.part = part.id AND frame_index = ${shownFrame}
       WHERE review.part > ? AND stage <> 'decided' AND still_time() ORDER BY review.part LIMIT ?`,
    )
    .all(after, limit);
  return z.array(openRowSchema).parse(rows);
}

const partRowSchema = z.object({
  row: z.number(),
  recipe: z.string(),
  bundle: z.string(),
  classes: classesColumn,
  width: z.number(),
  height: z.number(),
  worst: z.number().nullable(),
  features: featuresColumn,
});

export function reviewedPart(db: Db, { id }: QueryInput<'reviewedPart'>): QueryOutput<'reviewedPart'> {
  const found = db
    .prepare<[Buffer]>(
      `SELECT part.id AS row, recipe, bundle || '@' || bundle_version AS bundle, classes, frame_width AS width,
         frame_height AS height, worst_frame AS worst,
         (SELECT features FROM frame WHERE frame.part = part.id AND frame_index = worst_frame) AS features
       FROM part JOIN setup ON setup.id = part.setup WHERE uuid = ?`,
    )
    .get(uuidBytes(id));
  if (!found) return null;
  const { row, width, height, worst, ...part } = partRowSchema.parse(found);
  return {
    ...part,
    frame: { width, height },
    frames: framesOf(db, row, worst),
    scores: scoresOf(db, row, part.classes),
  };
}

const frameRowSchema = z.object({
  frameIndex: z.number(),
  verdict: verdictSchema,
  picture: uuidColumn.nullable(),
  placed: placedColumn,
});

/** Those with a picture first; of them the worst of all, then the worse verdicts, then in their order. */
function framesOf(db: Db, part: number, worst: number | null) {
  const regions = db.prepare<[number, number]>(regionsSql);
  const rows = db
    .prepare<[number, number | null]>(
      `SELECT frame.frame_index AS frameIndex, verdict, reading AS placed, uuid AS picture
       FROM frame LEFT JOIN picture
         ON picture.part = frame.part AND picture.frame_index = frame.frame_index AND bytes IS NOT NULL
       WHERE frame.part = ? AND still_time()
       ORDER BY uuid IS NULL, frame.frame_index IS ? DESC, verdict = 'pass', verdict = 'review', frame.frame_index`,
    )
    .all(part, worst);
  return z
    .array(frameRowSchema)
    .parse(rows)
    .map((frame) => ({ ...frame, regions: z.array(regionRowSchema).parse(regions.all(part, frame.frameIndex)) }));
}

function scoresOf(db: Db, part: number, classes: readonly string[]): { class: string; score: number }[] {
  return db
    .prepare<[number], { class: number; score: number }>(
      'SELECT class, score FROM part_score WHERE part = ? ORDER BY class',
    )
    .all(part)
    .flatMap(({ class: index, score }) => {
      const name = classes[index];
      return name === undefined ? [] : [{ class: name, score }];
    });
}

export function keptPictures(db: Db, { pictures }: QueryInput<'keptPictures'>): QueryOutput<'keptPictures'> {
  const rows = db
    .prepare<[string], { id: Buffer; bytes: number | null }>(
      'SELECT uuid AS id, bytes FROM picture WHERE uuid IN (SELECT unhex(value) FROM json_each(?))',
    )
    .all(JSON.stringify(pictures.map((id) => uuidBytes(id).toString('hex'))));
  const idsOf = (isKept: boolean): string[] =>
    rows.filter(({ bytes }) => (bytes !== null) === isKept).map(({ id }) => uuidText(id));
  return { kept: idsOf(true), underWay: idsOf(false) };
}
