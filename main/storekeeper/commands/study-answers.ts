/** What an appraiser says of a part. Final: an answer is never changed and never taken back. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput } from '../../station/store/command-table.ts';
import type { Nothing } from '../../station/store/study-commands.ts';
import { orderOf } from '../../station/study/order.ts';
import type { Db } from '../database.ts';
import { placesOf, type StudyRow, studyFor } from '../study-rows.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

export function answerStudy({ db, now, history }: CommandContext, input: CommandInput<'answerStudy'>): Nothing {
  const { by, answerId, step, answer, lookedMs } = input;
  // Asked again, perhaps after it was the last and the study was closed: it is there.
  if (db.prepare<[Buffer]>('SELECT 1 FROM study_answer WHERE uuid = ?').get(uuidBytes(answerId))) return {};
  const { study } = studyFor(db, input.study, { kind: 'answer' });
  const appraiser = appraiserFor(db, study.id, by);
  const done = db
    .prepare<[number, number], number>('SELECT count(*) FROM study_answer WHERE study = ? AND appraiser = ?')
    .pluck()
    .get(study.id, appraiser);
  const places = placesOf(db, study.id);
  const next = orderOf(study.seed, appraiser, places.length, study.trials)[step];
  const place = next && places[next.part];
  if (step !== done || !next || place === undefined) {
    throw new StationError('conflict', say('studyStepTaken'), { remedy: say('studyStepTakenRemedy') });
  }
  db.prepare<[Buffer, number, number, number, number, number, string, number, number]>(
    `INSERT INTO study_answer (uuid, study, appraiser, step, trial, place, answer, at, looked_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...([uuidBytes(answerId), study.id, appraiser, step, next.trial, place] as const),
    answer,
    Math.floor(now),
    lookedMs,
  );
  history.append('study', { by, study: input.study, what: 'answer', step, place, trial: next.trial + 1, new: answer });
  return {};
}

/** Its number. @throws StationError `not-allowed` for anybody else. */
function appraiserFor(db: Db, study: number, person: string): number {
  const number = db
    .prepare<[number, Buffer], number>(
      `SELECT number FROM study_appraiser JOIN person ON person.id = study_appraiser.person
       WHERE study = ? AND uuid = ?`,
    )
    .pluck()
    .get(study, uuidBytes(person));
  if (number === undefined) throw new StationError('not-allowed', say('studyNotAppraiser'));
  return number;
}

export function countAnswers(db: Db, study: StudyRow): { readonly answers: number; readonly of: number } {
  const count = (table: string): number =>
    db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE study = ?`).pluck().get(study.id) ?? 0;
  return { answers: count('study_answer'), of: count('study_part') * count('study_appraiser') * study.trials };
}
