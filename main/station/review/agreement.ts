/**
 * How a person decides parts whose truth is known.
 *
 * Cohen's kappa (Cohen 1960, "A coefficient of agreement for nominal scales") between the person and the truth; limits of
 * the grade as in the AIAG's MSA manual, 4th edition, attribute study: effectiveness 90 % and 80 %, miss rate 2 % and 5 %,
 * false-alarm rate 5 % and 10 %. The worst of the three is the grade.
 */
import type { ReviewerFigures } from '../../api/slices/review.ts';
import type { ReviewerCounts } from '../store/review-queries.ts';

type Grade = ReviewerFigures['grade'];
/** By truth, then by decision. */
export type KnownTable = ReviewerCounts['known'];

/** The manual's study has fifty parts; ten of each kind at least, or one miss alone would be a grade. */
const enoughKnown = 50;
const enoughOfEach = 10;

export function figuresOf({ person, known: table, ...counts }: ReviewerCounts, since: number): ReviewerFigures {
  const defects = table.defect.good + table.defect.defect;
  const goods = table.good.good + table.good.defect;
  return {
    person,
    since,
    decided: counts.decided,
    known: defects + goods,
    right: table.good.good + table.defect.defect,
    misses: { hits: table.defect.good, of: defects },
    falseAlarms: { hits: table.good.defect, of: goods },
    kappa: kappaOf(table),
    grade: gradeOf(table),
    medianLookMs: counts.medianLookMs,
    tooFast: counts.tooFast,
    bulk: counts.bulk,
  };
}

/** Null without decisions, and where both always say the same word: chance alone explains that. */
export function kappaOf({ good, defect }: KnownTable): number | null {
  const all = good.good + good.defect + defect.good + defect.defect;
  if (all === 0) return null;
  const observed = (good.good + defect.defect) / all;
  const bothGood = ((good.good + good.defect) / all) * ((good.good + defect.good) / all);
  const bothDefect = ((defect.good + defect.defect) / all) * ((good.defect + defect.defect) / all);
  const byChance = bothGood + bothDefect;
  return byChance === 1 ? null : (observed - byChance) / (1 - byChance);
}

export function gradeOf({ good, defect }: KnownTable): Grade {
  const goods = good.good + good.defect;
  const defects = defect.good + defect.defect;
  if (goods + defects < enoughKnown || goods < enoughOfEach || defects < enoughOfEach) return 'too-few';
  const wrong = (good.defect + defect.good) / (goods + defects);
  const grades = [
    grade(wrong, 0.1, 0.2),
    grade(defect.good / defects, 0.02, 0.05),
    grade(good.defect / goods, 0.05, 0.1),
  ];
  return grades.includes('unacceptable') ? 'unacceptable' : grades.includes('marginal') ? 'marginal' : 'acceptable';
}

function grade(rate: number, acceptableUpTo: number, marginalUpTo: number): Grade {
  if (rate <= acceptableUpTo) return 'acceptable';
  return rate <= marginalUpTo ? 'marginal' : 'unacceptable';
}
