/** Finding a study, its parts and its people in the tables, for the commands that change them. */
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import { afterEvent, type StudyEvent, type StudyState, stateOf } from '../station/study/state.ts';
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

export interface StudyRow {
  readonly id: number;
  readonly name: string;
  readonly trials: number;
  readonly hasStation: number;
  readonly seed: number;
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  readonly closeReason: string | null;
}

export const studyColumns = `id, name, trials, has_station AS hasStation, seed, started_at AS startedAt,
  closed_at AS closedAt, close_reason AS closeReason`;

/** @throws StationError `not-found`; `conflict` when its state does not allow the event. */
export function studyFor(
  db: Db,
  uuid: string,
  event: StudyEvent,
): { readonly study: StudyRow; readonly state: StudyState | null } {
  const study = db.prepare<[Buffer], StudyRow>(`SELECT ${studyColumns} FROM study WHERE uuid = ?`).get(uuidBytes(uuid));
  if (!study) throw new StationError('not-found', say('studyUnknown'));
  return { study, state: afterEvent(stateOf(study), event) };
}

/** @throws StationError `not-found` for nobody of this station. */
export function personFor(db: Db, uuid: string): number {
  const id = db.prepare<[Buffer], number>('SELECT id FROM person WHERE uuid = ?').pluck().get(uuidBytes(uuid));
  if (id === undefined) throw new StationError('not-found', say('studyPersonUnknown'));
  return id;
}

/** Places of the parts, in order: the order of an appraisal counts along them. */
export function placesOf(db: Db, study: number): readonly number[] {
  return db.prepare<[number], number>('SELECT place FROM study_part WHERE study = ? ORDER BY place').pluck().all(study);
}

/**
 * The picture that appraisers see of a `part`: that of its worst frame, which decided; of a pass any will do, since all of
 * its frames passed. NULL where it is not kept.
 */
export const shownPictureSql = `
  (SELECT uuid FROM picture WHERE picture.part = part.id AND bytes IS NOT NULL
     AND (part.verdict = 'pass' OR frame_index = part.worst_frame)
   ORDER BY frame_index = part.worst_frame DESC, frame_index LIMIT 1)`;
