/** From what is kept of a study to what it came to. Pure. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { StudyPart, StudyResult } from '../../api/slices/study.ts';
import type { Rating, Reference } from '../../api/slices/study-result.ts';
import { assertNever, type Verdict } from '../../api/words.ts';
import type { QueryOutput } from '../store/query-table.ts';
import { type Appraisal, analyseAgreement } from './statistics/agreement.ts';

export type StoredStudy = NonNullable<QueryOutput<'study'>>;
export type Answers = QueryOutput<'studyAnswers'>;

export interface JudgedPart extends StudyPart {
  readonly reference: Reference;
}

/** @throws StationError `conflict` while it is not closed. */
export function resultOf(study: StoredStudy, answers: Answers): StudyResult {
  if (study.state.kind !== 'closed') throw new StationError('conflict', say('studyNotClosed'));
  const parts = judgedParts(study);
  const appraisals = appraisalsOf(study, answers);
  const references = parts.map(({ reference }) => reference);
  const { partList: _, people: __, ...summary } = study;
  return {
    study: summary,
    experts: [...new Set(parts.flatMap(({ expert }) => (expert ? [expert.name] : [])))],
    agreement: analyseAgreement({ trials: study.trials, references, appraisals }),
    disagreements: parts.flatMap((part, index) => {
      const said = appraisals.map(({ ratings }) => [...(ratings[index] ?? [])]);
      const { place, picture, serial, reference } = part;
      const isAgreed = said.flat().every((rating) => rating === reference);
      return isAgreed ? [] : [{ place, part: chosenOf(part), picture, serial, reference, said }];
    }),
  };
}

/** A study starts only when every part has its reference. */
export function judgedParts({ partList }: StoredStudy): readonly JudgedPart[] {
  return partList.flatMap((part) => (part.reference === null ? [] : [{ ...part, reference: part.reference }]));
}

/** People first, in their order; the station last. */
export function appraisalsOf(study: StoredStudy, answers: Answers): readonly Appraisal[] {
  const parts = judgedParts(study);
  const ofPeople = study.people.map(({ id, name }): Appraisal => {
    const own = answers.filter(({ person }) => person === id).toSorted((one, other) => one.trial - other.trial);
    return {
      appraiser: { kind: 'person', id, name },
      ratings: parts.map(({ place }) => own.filter((answer) => answer.place === place).map(({ answer }) => answer)),
    };
  });
  if (!study.hasStation) return ofPeople;
  return [...ofPeople, { appraiser: { kind: 'station' }, ratings: parts.map(stationRatings) }];
}

/** By its stored verdicts at its own limits: first of the record that the others saw, then of the part presented again. */
function stationRatings({ presentations }: StudyPart): readonly Rating[] {
  const [chosen, again] = [true, false].map((isChosen) =>
    presentations.filter(({ how }) => (how === 'chosen') === isChosen).map(({ verdict }) => ratingOf(verdict)),
  );
  return [...(chosen ?? []), ...(again ?? [])];
}

function ratingOf(verdict: Verdict): Rating {
  switch (verdict) {
    case 'pass':
      return 'good';
    case 'fail':
      return 'defect';
    case 'review':
    case 'missed':
      return 'not-decided';
    default:
      return assertNever(verdict);
  }
}

function chosenOf({ presentations, picture }: StudyPart): string {
  return presentations.find(({ how }) => how === 'chosen')?.part ?? picture;
}
