/** Records that may become parts of a study, with what is known of them. */
import { z } from 'zod';
import { verdictSchema } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { PartFacts } from '../../station/store/study-queries.ts';
import type { Db } from '../database.ts';
import { shownPictureSql } from '../study-rows.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';

const uuidColumn = z.instanceof(Uint8Array).transform(uuidText);

const factsRowSchema = z.object({
  row: z.number().int(),
  part: uuidColumn,
  at: z.number(),
  verdict: verdictSchema,
  recipe: z.string(),
  classes: z.string(),
  serial: z.string().nullable(),
  picture: uuidColumn.nullable(),
});

const factsColumns = `part.id AS row, part.uuid AS part, part.at, verdict, recipe, classes, serial,
  ${shownPictureSql} AS picture`;

/** Asks the clock at each record. */
function withScores(db: Db, found: readonly unknown[]): (PartFacts & { readonly row: number })[] {
  const scoresOf = db.prepare<[number], { class: number; score: number }>(
    'SELECT class, score FROM part_score WHERE part = ? AND still_time()',
  );
  return z
    .array(factsRowSchema)
    .parse(found)
    .map(({ classes, ...facts }) => {
      const names = z.array(z.string()).parse(JSON.parse(classes));
      const scores = scoresOf.all(facts.row).map((score) => [names[score.class] ?? '', score.score] as const);
      return { ...facts, scores: Object.fromEntries(scores) };
    });
}

const otherRecords = 5;

export function studyPartFacts(db: Db, { parts }: QueryInput<'studyPartFacts'>): QueryOutput<'studyPartFacts'> {
  const find = db.prepare<[Buffer]>(
    `SELECT ${factsColumns} FROM part JOIN setup ON setup.id = part.setup WHERE part.uuid = ?`,
  );
  const sameSerial = db
    .prepare<[string, number, number], Buffer>(
      `SELECT uuid FROM part WHERE serial = ? AND id <> ? AND verdict <> 'missed' AND still_time()
       ORDER BY id DESC LIMIT ?`,
    )
    .pluck();
  const found = parts.map((part) => find.get(uuidBytes(part))).filter((row) => row !== undefined);
  return withScores(db, found).map(({ row, ...facts }) => ({
    ...facts,
    sameSerial: facts.serial === null ? [] : sameSerial.all(facts.serial, row, otherRecords).map(uuidText),
  }));
}

/** Walks kept pictures from the newest back: parts without one are never looked at. */
export function studyCandidates(
  db: Db,
  { id, recipe, limit }: QueryInput<'studyCandidates'>,
): QueryOutput<'studyCandidates'> {
  const found = db
    .prepare<[string, Buffer, number]>(
      `SELECT ${factsColumns}
       FROM picture AS newest CROSS JOIN part ON part.id = newest.part CROSS JOIN setup ON setup.id = part.setup
       WHERE still_time() AND recipe = ? AND verdict <> 'missed' AND newest.frame_index = (
           SELECT min(frame_index) FROM picture WHERE picture.part = newest.part AND bytes IS NOT NULL)
         AND part.uuid NOT IN (
           SELECT part FROM study_presentation JOIN study ON study.id = study_presentation.study WHERE study.uuid = ?)
       ORDER BY newest.part DESC LIMIT ?`,
    )
    .all(recipe, uuidBytes(id), limit);
  return withScores(db, found).flatMap(({ row: _, ...facts }) => (facts.picture === null ? [] : [facts]));
}
