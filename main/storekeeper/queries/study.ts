/** Studies, their parts, people and answers. */
import { z } from 'zod';
import { presentationSchema, type Study, type StudyPart, type StudySummary } from '../../api/slices/study.ts';
import { referenceSchema } from '../../api/slices/study-result.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import { stateOf } from '../../station/study/state.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';

const uuidColumn = z.instanceof(Uint8Array).transform(uuidText);

const summaryRowSchema = z.object({
  row: z.number().int(),
  uuid: uuidColumn,
  name: z.string(),
  createdAt: z.number(),
  by: z.string().nullable(),
  trials: z.number().int(),
  hasStation: z.number().int(),
  startedAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  closeReason: z.string().nullable(),
  parts: z.number().int(),
  appraisers: z.number().int(),
  answers: z.number().int(),
});

const summarySql = `
  SELECT study.id AS row, study.uuid, study.name, study.created_at AS createdAt, person.name AS by, trials,
    has_station AS hasStation, started_at AS startedAt, closed_at AS closedAt, close_reason AS closeReason,
    (SELECT count(*) FROM study_part WHERE study_part.study = study.id) AS parts,
    (SELECT count(*) FROM study_appraiser WHERE study_appraiser.study = study.id) AS appraisers,
    (SELECT count(*) FROM study_answer WHERE study_answer.study = study.id) AS answers
  FROM study LEFT JOIN person ON person.id = study.person`;

function summaryOf(row: z.output<typeof summaryRowSchema>): StudySummary {
  const { uuid, name, createdAt, by, parts, appraisers, trials, hasStation, answers } = row;
  return {
    ...{ id: uuid, name, state: stateOf(row), createdAt, by, parts, appraisers, trials, hasStation: hasStation === 1 },
    progress: { done: answers, of: parts * appraisers * trials },
  };
}

export function studies(db: Db): QueryOutput<'studies'> {
  return z
    .array(summaryRowSchema)
    .parse(db.prepare(`${summarySql} ORDER BY study.id DESC`).all())
    .map(summaryOf);
}

export function study(db: Db, { id }: QueryInput<'study'>): QueryOutput<'study'> {
  const found = db.prepare<[Buffer]>(`${summarySql} WHERE study.uuid = ?`).get(uuidBytes(id));
  if (!found) return null;
  const row = summaryRowSchema.parse(found);
  const summary = summaryOf(row);
  return { ...summary, partList: partsOf(db, row.row), people: peopleOf(db, row.row, row.parts * row.trials) };
}

const partRowSchema = z.object({
  place: z.number().int(),
  serial: z.string().nullable(),
  picture: uuidColumn,
  isBorderline: z.number().int(),
  reference: referenceSchema.nullable(),
  expert: uuidColumn.nullable(),
  expertName: z.string().nullable(),
});

const presentationRowSchema = z.object({
  place: z.number().int(),
  part: uuidColumn,
  at: z.number(),
  verdict: presentationSchema.shape.verdict,
  how: presentationSchema.shape.how,
});

function partsOf(db: Db, study: number): readonly StudyPart[] & StudyPart[] {
  const rows = db
    .prepare<[number]>(
      `SELECT place, serial, picture, is_borderline AS isBorderline, reference, person.uuid AS expert,
         person.name AS expertName
       FROM study_part LEFT JOIN person ON person.id = study_part.expert WHERE study = ? ORDER BY place`,
    )
    .all(study);
  const presented = Map.groupBy(
    z
      .array(presentationRowSchema)
      .parse(
        db
          .prepare<[number]>('SELECT place, part, at, verdict, how FROM study_presentation WHERE study = ? ORDER BY at')
          .all(study),
      ),
    ({ place }) => place,
  );
  return z
    .array(partRowSchema)
    .parse(rows)
    .map(({ expertName, expert, isBorderline, ...part }) => ({
      ...part,
      expert: expert === null ? null : { id: expert, name: expertName ?? '' },
      isBorderline: isBorderline === 1,
      presentations: (presented.get(part.place) ?? []).map(({ place: _, ...presentation }) => presentation),
    }));
}

const personRowSchema = z.object({ uuid: uuidColumn, name: z.string(), done: z.number().int() });

function peopleOf(db: Db, study: number, of: number): Study['people'] {
  const rows = db
    .prepare<[number]>(
      `SELECT uuid, name, (SELECT count(*) FROM study_answer
         WHERE study_answer.study = study_appraiser.study AND appraiser = number) AS done
       FROM study_appraiser JOIN person ON person.id = study_appraiser.person WHERE study = ? ORDER BY number`,
    )
    .all(study);
  return z
    .array(personRowSchema)
    .parse(rows)
    .map(({ uuid, name, done }) => ({ id: uuid, name, progress: { done, of } }));
}

const answerRowsSchema = z.array(
  z.object({
    person: uuidColumn,
    step: z.number().int(),
    trial: z.number().int(),
    place: z.number().int(),
    answer: referenceSchema,
    at: z.number(),
    lookedMs: z.number(),
  }),
);

export function studyAnswers(db: Db, { id }: QueryInput<'studyAnswers'>): QueryOutput<'studyAnswers'> {
  const rows = db.prepare<[Buffer]>(
    `SELECT person.uuid AS person, step, trial, place, answer, study_answer.at, looked_ms AS lookedMs
     FROM study_answer JOIN study ON study.id = study_answer.study
       JOIN study_appraiser ON study_appraiser.study = study.id AND number = appraiser
       JOIN person ON person.id = study_appraiser.person
     WHERE study.uuid = ? ORDER BY study_answer.id`,
  );
  return answerRowsSchema.parse(rows.all(uuidBytes(id)));
}

const taskRowSchema = z.object({
  row: z.number().int(),
  uuid: uuidColumn,
  name: z.string(),
  isRunning: z.number().int(),
  seed: z.number().int(),
  trials: z.number().int(),
  appraiser: z.number().int(),
  done: z.number().int(),
  parts: z.number().int(),
});

const tasksSql = `
  SELECT study.id AS row, study.uuid, study.name, started_at IS NOT NULL AND closed_at IS NULL AS isRunning, seed, trials,
    number AS appraiser,
    (SELECT count(*) FROM study_answer WHERE study_answer.study = study.id AND appraiser = number) AS done,
    (SELECT count(*) FROM study_part WHERE study_part.study = study.id) AS parts
  FROM study_appraiser JOIN study ON study.id = study_appraiser.study JOIN person ON person.id = study_appraiser.person
  WHERE person.uuid = ?`;

export function studyTask(db: Db, { id, person }: QueryInput<'studyTask'>): QueryOutput<'studyTask'> {
  const found = db.prepare<[Buffer, Buffer]>(`${tasksSql} AND study.uuid = ?`).get(uuidBytes(person), uuidBytes(id));
  if (!found) return null;
  const { row, name, isRunning, seed, trials, appraiser, done } = taskRowSchema.parse(found);
  const pictures = db
    .prepare<[number], Buffer>('SELECT picture FROM study_part WHERE study = ? ORDER BY place')
    .pluck()
    .all(row)
    .map(uuidText);
  return { name, isRunning: isRunning === 1, seed, trials, appraiser, done, pictures };
}

export function studyTasks(db: Db, { person }: QueryInput<'studyTasks'>): QueryOutput<'studyTasks'> {
  return z
    .array(taskRowSchema)
    .parse(db.prepare<[Buffer]>(`${tasksSql} ORDER BY study.id`).all(uuidBytes(person)))
    .filter(({ isRunning, done, parts, trials }) => isRunning === 1 && done < parts * trials)
    .map(({ uuid, name, done, parts, trials }) => ({ id: uuid, name, progress: { done, of: parts * trials } }));
}

export function studyPeople(db: Db): QueryOutput<'studyPeople'> {
  const rows = db.prepare('SELECT uuid AS id, name FROM person WHERE is_active = 1 ORDER BY name').all();
  return z.array(z.object({ id: uuidColumn, name: z.string() })).parse(rows);
}
