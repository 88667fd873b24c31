/** Which parts a study has, what they really are, when the station saw them, and who appraises: all of it in the draft only. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { maxStudyParts } from '../../api/slices/study.ts';
import type { CommandInput } from '../../station/store/command-table.ts';
import type { Nothing } from '../../station/store/study-commands.ts';
import type { Db } from '../database.ts';
import { personFor, placesOf, shownPictureSql, studyFor } from '../study-rows.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

const draft = { kind: 'edit' } as const;

export function addStudyParts({ db, history }: CommandContext, input: CommandInput<'addStudyParts'>): Nothing {
  const { study } = studyFor(db, input.study, draft);
  for (const { part, isBorderline, again } of input.parts) {
    if (isInStudy(db, study.id, part)) continue;
    const { serial, picture } = recordOf(db, part);
    if (!picture) throw new StationError('conflict', say('studyNoPicture', { part }));
    const place = (placesOf(db, study.id).at(-1) ?? 0) + 1;
    db.prepare<[number, number, string | null, Buffer, number]>(
      'INSERT INTO study_part (study, place, serial, picture, is_borderline) VALUES (?, ?, ?, ?, ?)',
    ).run(study.id, place, serial, picture, isBorderline ? 1 : 0);
    present(db, study.id, place, part, 'chosen');
    const others = again.filter((other) => !isInStudy(db, study.id, other));
    for (const other of others) present(db, study.id, place, other, 'same-serial');
    history.append('study', {
      ...{ by: input.by, study: input.study, what: 'part added' },
      new: { place, part, picture: uuidText(picture), again: others },
    });
  }
  if (placesOf(db, study.id).length > maxStudyParts) {
    throw new StationError('bad-input', say('studyFull', { count: maxStudyParts }));
  }
  return {};
}

export function removeStudyPart({ db, history }: CommandContext, input: CommandInput<'removeStudyPart'>): Nothing {
  const { by, place } = input;
  const study = partFor(db, input);
  const part = chosenOf(db, study, place);
  db.prepare<[number, number]>('DELETE FROM study_presentation WHERE study = ? AND place = ?').run(study, place);
  db.prepare<[number, number]>('DELETE FROM study_part WHERE study = ? AND place = ?').run(study, place);
  history.append('study', { by, study: input.study, what: 'part removed', old: { place, part } });
  return {};
}

export function setStudyReference({ db, history }: CommandContext, input: CommandInput<'setStudyReference'>): Nothing {
  const { by, place, reference } = input;
  const study = partFor(db, input);
  const old = db
    .prepare<[number, number], string | null>('SELECT reference FROM study_part WHERE study = ? AND place = ?')
    .pluck()
    .get(study, place);
  db.prepare<[string, number, number, number]>(
    'UPDATE study_part SET reference = ?, expert = ? WHERE study = ? AND place = ?',
  ).run(reference, personFor(db, by), study, place);
  history.append('study', {
    ...{ by, study: input.study, what: 'reference', place, part: chosenOf(db, study, place) },
    ...{ old: old ?? null, new: reference },
  });
  return {};
}

export function markStudyPart({ db, history }: CommandContext, input: CommandInput<'markStudyPart'>): Nothing {
  const { by, place, again } = input;
  const study = partFor(db, input);
  if (isInStudy(db, study, again)) return {};
  present(db, study, place, again, 'marked');
  history.append('study', { by, study: input.study, what: 'presented again', place, new: again });
  return {};
}

export function unmarkStudyPart({ db, history }: CommandContext, input: CommandInput<'unmarkStudyPart'>): Nothing {
  const { by, place, again } = input;
  const study = partFor(db, input);
  const gone = db
    .prepare<[number, number, Buffer]>(
      `DELETE FROM study_presentation WHERE study = ? AND place = ? AND part = ? AND how <> 'chosen'`,
    )
    .run(study, place, uuidBytes(again));
  if (gone.changes > 0)
    history.append('study', { by, study: input.study, what: 'not presented again', place, old: again });
  return {};
}

export function setStudyAppraisers(
  { db, history }: CommandContext,
  input: CommandInput<'setStudyAppraisers'>,
): Nothing {
  const { study } = studyFor(db, input.study, draft);
  const old = db
    .prepare<[number], Buffer>(
      `SELECT uuid FROM study_appraiser JOIN person ON person.id = study_appraiser.person
       WHERE study = ? ORDER BY number`,
    )
    .pluck()
    .all(study.id)
    .map(uuidText);
  const people = [...new Set(input.people)];
  db.prepare<[number]>('DELETE FROM study_appraiser WHERE study = ?').run(study.id);
  const insert = db.prepare<[number, number, number]>(
    'INSERT INTO study_appraiser (study, number, person) VALUES (?, ?, ?)',
  );
  for (const [index, person] of people.entries()) insert.run(study.id, index + 1, personFor(db, person));
  history.append('study', { by: input.by, study: input.study, what: 'appraisers', old, new: people });
  return {};
}

/** The study's row id. @throws StationError unless it is a draft and has the part. */
function partFor(db: Db, { study: uuid, place }: { readonly study: string; readonly place: number }): number {
  const { study } = studyFor(db, uuid, draft);
  if (!placesOf(db, study.id).includes(place)) throw new StationError('not-found', say('studyPartUnknown', { place }));
  return study.id;
}

interface RecordRow {
  readonly at: number;
  readonly verdict: string;
  readonly serial: string | null;
  readonly picture: Buffer | null;
}

function recordOf(db: Db, part: string): RecordRow {
  const row = db
    .prepare<[Buffer], RecordRow>(`SELECT at, verdict, serial, ${shownPictureSql} AS picture FROM part WHERE uuid = ?`)
    .get(uuidBytes(part));
  if (!row) throw new StationError('not-found', say('studyNoRecord', { part }));
  return row;
}

function present(db: Db, study: number, place: number, part: string, how: 'chosen' | 'same-serial' | 'marked'): void {
  const { at, verdict } = recordOf(db, part);
  db.prepare<[number, number, Buffer, number, string, string]>(
    'INSERT INTO study_presentation (study, place, part, at, verdict, how) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(study, place, uuidBytes(part), at, verdict, how);
}

function isInStudy(db: Db, study: number, part: string): boolean {
  const find = db.prepare<[number, Buffer]>('SELECT 1 FROM study_presentation WHERE study = ? AND part = ?');
  return find.get(study, uuidBytes(part)) !== undefined;
}

function chosenOf(db: Db, study: number, place: number): string | null {
  const chosen = db
    .prepare<[number, number], Buffer>(
      `SELECT part FROM study_presentation WHERE study = ? AND place = ? AND how = 'chosen'`,
    )
    .pluck()
    .get(study, place);
  return chosen ? uuidText(chosen) : null;
}
