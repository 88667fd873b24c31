/**
 * Attribute agreement analysis of a study (AIAG MSA manual, 4th edition, chapter III.C): each appraiser against itself,
 * against the others and against the reference. Pure.
 */
import {
  type Agreement,
  type Appraiser,
  type AppraiserResult,
  type Cohen,
  type Fleiss,
  type Rating,
  type Reference,
  ratings,
} from '../../../api/slices/study-result.ts';
import { cohen, crossTable } from './cohen.ts';
import { fleiss } from './fleiss.ts';
import { gradeEffectiveness, gradeFalseAlarms, gradeKappa, gradeMisses, worstGrade } from './grade.ts';
import { countedShare } from './share.ts';

export interface Appraisal {
  readonly appraiser: Appraiser;
  /** By part, as in `references`; each in the order of trials, and shorter where trials are still to come. */
  readonly ratings: readonly (readonly Rating[])[];
}

export interface StudyData {
  readonly trials: number;
  readonly references: readonly Reference[];
  readonly appraisals: readonly Appraisal[];
}

/** What one appraiser said of one part, as far as it counts; the part's reference beside it. */
interface Rated {
  readonly part: number;
  readonly reference: Reference;
  readonly said: readonly Rating[];
}

export function analyseAgreement(data: StudyData): Agreement {
  const rated = data.appraisals.map((appraisal) => countedOf(appraisal, data));
  const byAll = sharedParts(rated, data.references.length);
  return {
    trials: data.trials,
    parts: {
      all: data.references.length,
      ratedByAll: byAll.length,
      good: data.references.filter((reference) => reference === 'good').length,
      defect: data.references.filter((reference) => reference === 'defect').length,
    },
    appraisers: data.appraisals.map(({ appraiser }, index) => resultOf(appraiser, rated[index] ?? [])),
    between: rated.length < 2 ? null : betweenOf(byAll, rated.length),
    allWithReference: countedShare(byAll.filter(isRightForAll).length, byAll.length),
    pairs: pairsOf(rated),
  };
}

/** A person's part counts once every trial is there; the station's from its first presentation on. */
function countedOf({ appraiser, ratings: said }: Appraisal, { trials, references }: StudyData): readonly Rated[] {
  const needed = appraiser.kind === 'station' ? 1 : trials;
  return references.flatMap((reference, part) => {
    const ofPart = (said[part] ?? []).slice(0, trials);
    return ofPart.length < needed ? [] : [{ part, reference, said: ofPart }];
  });
}

function resultOf(appraiser: Appraiser, rated: readonly Rated[]): AppraiserResult {
  const good = countsOf(rated, 'good');
  const defect = countsOf(rated, 'defect');
  const ofGood = good.good + good.defect + good['not-decided'];
  const ofDefect = defect.good + defect.defect + defect['not-decided'];
  const effectiveness = countedShare(rated.filter(isRight).length, rated.length);
  const misses = countedShare(defect.good, ofDefect);
  const falseAlarms = countedShare(good.defect, ofGood);
  const withReference = kappaOfPairs(
    rated.flatMap(({ reference, said }) => said.map((one) => [one, reference] as const)),
  );
  const grades = [
    ...[gradeEffectiveness(effectiveness), gradeMisses(misses)],
    ...[gradeFalseAlarms(falseAlarms), gradeKappa(withReference)],
  ] as const;
  return {
    appraiser,
    parts: rated.length,
    confusion: { good, defect },
    effectiveness: { figure: effectiveness, grade: grades[0] },
    misses: { figure: misses, grade: grades[1] },
    falseAlarms: { figure: falseAlarms, grade: grades[2] },
    notDecided: countedShare(good['not-decided'] + defect['not-decided'], ofGood + ofDefect),
    withReference: { figure: withReference, grade: grades[3] },
    repeatability: repeatabilityOf(rated),
    grade: worstGrade(grades),
  };
}

function countsOf(rated: readonly Rated[], reference: Reference): Record<Rating, number> {
  const counts = { good: 0, defect: 0, 'not-decided': 0 };
  for (const one of rated) if (one.reference === reference) for (const rating of one.said) counts[rating] += 1;
  return counts;
}

function repeatabilityOf(rated: readonly Rated[]): AppraiserResult['repeatability'] {
  const repeated = rated.filter(({ said }) => said.length > 1);
  if (repeated.length === 0) return { kind: 'not-measured' };
  const fewest = Math.min(...repeated.map(({ said }) => said.length));
  return {
    kind: 'measured',
    same: countedShare(repeated.filter(({ said }) => isOneWord(said)).length, repeated.length),
    kappa: kappaAmong(repeated.map(({ said }) => said.slice(0, fewest))),
  };
}

/** A part that everybody has rated: what each of them said. */
interface Shared {
  readonly reference: Reference;
  readonly bySaid: readonly (readonly Rating[])[];
}

function sharedParts(rated: readonly (readonly Rated[])[], parts: number): readonly Shared[] {
  return Array.from({ length: parts }, (_, part) => rated.flatMap((ofOne) => ofOne.filter((one) => one.part === part)))
    .filter((ofAll) => ofAll.length === rated.length)
    .flatMap((ofAll) => {
      const [first] = ofAll;
      return first ? [{ reference: first.reference, bySaid: ofAll.map(({ said }) => said) }] : [];
    });
}

/** Kappa needs equally many ratings of each part: of the station as many as its part with the fewest presentations has. */
function betweenOf(shared: readonly Shared[], appraisers: number): NonNullable<Agreement['between']> {
  const fewest = Array.from({ length: appraisers }, (_, appraiser) =>
    Math.min(...shared.map(({ bySaid }) => bySaid[appraiser]?.length ?? 0)),
  );
  return {
    same: countedShare(shared.filter(({ bySaid }) => isOneWord(bySaid.flat())).length, shared.length),
    kappa: kappaAmong(
      shared.map(({ bySaid }) => bySaid.flatMap((said, appraiser) => said.slice(0, fewest[appraiser]))),
    ),
  };
}

function pairsOf(rated: readonly (readonly Rated[])[]): Agreement['pairs'] {
  return rated.flatMap((ofOne, one) =>
    rated.slice(one + 1).map((ofOther, offset) => ({
      ...{ one, other: one + 1 + offset },
      kappa: kappaOfPairs(sameTrials(ofOne, ofOther)),
    })),
  );
}

function sameTrials(ofOne: readonly Rated[], ofOther: readonly Rated[]): readonly (readonly [Rating, Rating])[] {
  return ofOne.flatMap(({ part, said }) => {
    const other = ofOther.find((candidate) => candidate.part === part)?.said ?? [];
    return other.slice(0, said.length).map((rating, trial) => [said[trial] as Rating, rating] as const);
  });
}

function kappaOfPairs(pairs: readonly (readonly [Rating, Rating])[]): Cohen {
  const places = pairs.map(([one, other]) => [ratings.indexOf(one), ratings.indexOf(other)] as const);
  return cohen(crossTable(places, ratings.length));
}

function kappaAmong(parts: readonly (readonly Rating[])[]): Fleiss {
  const counts = parts.map((said) => ratings.map((rating) => said.filter((one) => one === rating).length));
  const { overall, categories } = fleiss(counts, ratings.length);
  return { overall, categories: categories.map((kappa, index) => ({ category: ratings[index] ?? 'good', kappa })) };
}

function isRight({ reference, said }: Rated): boolean {
  return said.every((rating) => rating === reference);
}

function isRightForAll({ reference, bySaid }: Shared): boolean {
  return bySaid.every((said) => said.every((rating) => rating === reference));
}

function isOneWord(said: readonly Rating[]): boolean {
  return said.every((rating) => rating === said[0]);
}
