/** Studies: made, changed, started, closed. Their parts are in `study-parts.ts`, their answers in `study-answers.ts`. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput } from '../../station/store/command-table.ts';
import type { Nothing } from '../../station/store/study-commands.ts';
import { obstaclesOf } from '../../station/study/readiness.ts';
import type { Db } from '../database.ts';
import { personFor, studyFor } from '../study-rows.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';
import { answerStudy, countAnswers } from './study-answers.ts';
import {
  addStudyParts,
  markStudyPart,
  removeStudyPart,
  setStudyAppraisers,
  setStudyReference,
  unmarkStudyPart,
} from './study-parts.ts';

function createStudy({ db, now, history }: CommandContext, input: CommandInput<'createStudy'>): Nothing {
  const { by, study, name, trials, hasStation, seed } = input;
  const made = db
    .prepare<[Buffer, string, number, number, number, number, number]>(
      `INSERT INTO study (uuid, name, created_at, person, trials, has_station, seed) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (uuid) DO NOTHING`,
    )
    .run(uuidBytes(study), name, Math.floor(now), personFor(db, by), trials, hasStation ? 1 : 0, seed);
  // Asked again: it is there.
  if (made.changes > 0)
    history.append('study', { by, study, what: 'created', new: { name, trials, hasStation, seed } });
  return {};
}

function changeStudy({ db, history }: CommandContext, input: CommandInput<'changeStudy'>): Nothing {
  const { by, name, trials, hasStation } = input;
  const { study } = studyFor(db, input.study, { kind: 'edit' });
  db.prepare<[string, number, number, number]>(
    'UPDATE study SET name = ?, trials = ?, has_station = ? WHERE id = ?',
  ).run(name, trials, hasStation ? 1 : 0, study.id);
  const old = { name: study.name, trials: study.trials, hasStation: study.hasStation === 1 };
  history.append('study', { by, study: input.study, what: 'changed', old, new: { name, trials, hasStation } });
  return {};
}

function discardStudy({ db, history }: CommandContext, { by, study: uuid }: CommandInput<'discardStudy'>): Nothing {
  const { study } = studyFor(db, uuid, { kind: 'discard' });
  for (const table of ['study_appraiser', 'study_presentation', 'study_part']) {
    db.prepare<[number]>(`DELETE FROM ${table} WHERE study = ?`).run(study.id);
  }
  db.prepare<[number]>('DELETE FROM study WHERE id = ?').run(study.id);
  history.append('study', { by, study: uuid, what: 'discarded', old: { name: study.name } });
  return {};
}

function startStudy({ db, now, history }: CommandContext, { by, study: uuid }: CommandInput<'startStudy'>): Nothing {
  const at = Math.floor(now);
  const { study } = studyFor(db, uuid, { kind: 'start', at });
  const obstacles = obstaclesOf(draftOf(db, study.id));
  if (obstacles.length > 0) {
    throw new StationError('conflict', say('studyNotReady'), { remedy: say('studyNotReadyRemedy') });
  }
  db.prepare<[number, number]>('UPDATE study SET started_at = ? WHERE id = ?').run(at, study.id);
  history.append('study', { by, study: uuid, what: 'started', new: { seed: study.seed } });
  return {};
}

function closeStudy({ db, now, history }: CommandContext, input: CommandInput<'closeStudy'>): Nothing {
  const { answers, of } = countAnswers(db, studyFor(db, input.study, { kind: 'answer' }).study);
  const isComplete = answers === of;
  if (!isComplete && input.reason === '') throw new StationError('bad-input', say('studyNeedsReason'));
  const at = Math.floor(now);
  const reason = isComplete ? null : input.reason;
  const { study } = studyFor(db, input.study, { kind: 'close', at, reason });
  db.prepare<[number, string | null, number]>('UPDATE study SET closed_at = ?, close_reason = ? WHERE id = ?').run(
    ...([at, reason, study.id] as const),
  );
  history.append('study', { by: input.by, study: input.study, what: 'closed', why: reason, new: { answers, of } });
  return {};
}

interface PartRow {
  readonly reference: 'good' | 'defect' | null;
  readonly expert: Buffer | null;
  readonly isBorderline: number;
}

function draftOf(db: Db, study: number): Parameters<typeof obstaclesOf>[0] {
  const parts = db
    .prepare<[number], PartRow>(
      `SELECT reference, person.uuid AS expert, is_borderline AS isBorderline
       FROM study_part LEFT JOIN person ON person.id = expert WHERE study = ?`,
    )
    .all(study);
  const people = db
    .prepare<[number], Buffer>(
      'SELECT uuid FROM study_appraiser JOIN person ON person.id = study_appraiser.person WHERE study = ?',
    )
    .pluck()
    .all(study);
  return {
    parts: parts.map(({ reference, expert, isBorderline }) => ({
      reference,
      expert: expert && { id: uuidText(expert) },
      isBorderline: isBorderline === 1,
    })),
    appraisers: people.map((uuid) => ({ id: uuidText(uuid) })),
  };
}

export const studyCommands = {
  createStudy,
  changeStudy,
  discardStudy,
  addStudyParts,
  removeStudyPart,
  setStudyReference,
  markStudyPart,
  unmarkStudyPart,
  setStudyAppraisers,
  startStudy,
  answerStudy,
  closeStudy,
};
