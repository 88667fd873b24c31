/** All figures of a surface model on one set of judged pictures, for one precision. Pure. */
import type { Limits } from '../../station/config/recipe.ts';
import { auroc } from '../metrics/auroc.ts';
import { bootstrapInterval, groupsOf } from '../metrics/bootstrap.ts';
import { calibrationError } from '../metrics/calibration-error.ts';
import { falseCallsAtMisses, missesAtFalseCalls, type OperatingPoint } from '../metrics/operating-points.ts';
import { rate, rateOf } from '../metrics/rate.ts';
import type { JudgedPicture } from './judged-picture.ts';
import type { PlaceFigures, SurfaceFigures } from './surface-report.ts';

export const falseCallShares = [0, 0.01, 0.02, 0.05] as const;
export const missShares = [0, 0.02, 0.05] as const;
const rounds = 1000;

/** @param limits of the bundle, in the order of its classes. */
export function surfaceFigures(pictures: readonly JudgedPicture[], limits: readonly Limits[]): SurfaceFigures {
  const { good, defective } = scoresOf(pictures);
  const areaOf = (drawn: readonly JudgedPicture[]): number | null => {
    const scores = scoresOf(drawn);
    return auroc(scores.good, scores.defective);
  };
  const verdicts = pictures.map((picture) => ({ ...picture, verdict: verdictOf(picture.classScores, limits) }));
  const bad = verdicts.filter(({ isDefective }) => isDefective);
  const fine = verdicts.filter(({ isDefective }) => !isDefective);
  return {
    pictures: pictures.length,
    good: good.length,
    defective: defective.length,
    auroc: areaOf(pictures),
    aurocInterval95: bootstrapInterval(
      groupsOf(pictures, ({ place }) => place),
      areaOf,
      { rounds },
    ),
    missedAtFalseCalls: falseCallShares.map((falseCalls) => {
      const { value, ...point } = pointOf(missesAtFalseCalls(good, defective, falseCalls));
      return { falseCalls, missed: value, ...point };
    }),
    falseCallsAtMisses: missShares.map((missed) => {
      const { value, ...point } = pointOf(falseCallsAtMisses(good, defective, missed));
      return { missed, falseCalls: value, ...point };
    }),
    atLimits: {
      missed: rateOf(bad, ({ verdict }) => verdict === 'pass'),
      falseCalls: rateOf(fine, ({ verdict }) => verdict === 'fail'),
      review: rateOf(verdicts, ({ verdict }) => verdict === 'review'),
      goodToReview: rateOf(fine, ({ verdict }) => verdict === 'review'),
      defectiveToReview: rateOf(bad, ({ verdict }) => verdict === 'review'),
    },
    localised: localised(pictures, limits, missesAtFalseCalls(good, defective, 0.02)),
    ece: calibrationError(pictures.map(({ score, isDefective }) => ({ probability: score, isHit: isDefective }))),
  };
}

/** Pictures whose size tells nothing: both good and defective ones have it. Null when that is all of them, or none. */
export function equalFormat(pictures: readonly JudgedPicture[]): { sizes: string[]; pictures: JudgedPicture[] } | null {
  const sizesOf = (isDefective: boolean): Set<string> =>
    new Set(pictures.filter((picture) => picture.isDefective === isDefective).map(({ size }) => size));
  const ofGood = sizesOf(false);
  const sizes = new Set([...sizesOf(true)].filter((size) => ofGood.has(size)));
  const equal = pictures.filter(({ size }) => sizes.has(size));
  return equal.length === 0 || equal.length === pictures.length ? null : { sizes: [...sizes], pictures: equal };
}

export function placeFigures(pictures: readonly JudgedPicture[], limits: readonly Limits[]): PlaceFigures[] {
  return groupsOf(pictures, ({ place }) => place).map((group) => {
    const { good, defective } = scoresOf(group);
    const verdicts = (isDefective: boolean): PlaceFigures['goodVerdicts'] => {
      const counts = { pass: 0, review: 0, fail: 0 };
      for (const picture of group) {
        if (picture.isDefective === isDefective) counts[verdictOf(picture.classScores, limits)] += 1;
      }
      return counts;
    };
    return {
      place: group[0]?.place ?? '',
      auroc: auroc(good, defective),
      missedAt2PercentFalseCalls: pointOf(missesAtFalseCalls(good, defective, 0.02)).value,
      goodVerdicts: verdicts(false),
      defectiveVerdicts: verdicts(true),
    };
  });
}

export function scoresOf(pictures: readonly JudgedPicture[]): { good: number[]; defective: number[] } {
  const of = (isDefective: boolean): number[] =>
    pictures.filter((picture) => picture.isDefective === isDefective).map(({ score }) => score);
  return { good: of(false), defective: of(true) };
}

/** As the station decides a frame that has no other fault. */
export function verdictOf(scores: readonly number[], limits: readonly Limits[]): 'pass' | 'review' | 'fail' {
  const reaches = (limitOf: (limits: Limits) => number, isOver: (score: number, limit: number) => boolean): boolean =>
    limits.some((one, i) => isOver(scores[i] as number, limitOf(one)));
  if (
    reaches(
      ({ failAbove }) => failAbove,
      (score, limit) => score >= limit,
    )
  )
    return 'fail';
  return reaches(
    ({ passBelow }) => passBelow,
    (score, limit) => score > limit,
  )
    ? 'review'
    : 'pass';
}

function pointOf(point: OperatingPoint | null) {
  const { value, interval95 } = rate(point?.wrong ?? 0, point?.of ?? 0);
  return { value, interval95, threshold: point && Number.isFinite(point.threshold) ? point.threshold : null };
}

/** A defect counts as localised when a region touches it, or the cell next to it. */
function localised(pictures: readonly JudgedPicture[], limits: readonly Limits[], point: OperatingPoint | null) {
  const defects = pictures.flatMap((picture) => picture.defects);
  return {
    atPassBelow: rateOf(defects, (defect) => defect.peak > (limits[defect.class]?.passBelow ?? 1)),
    at2PercentFalseCalls: point ? rateOf(defects, ({ peak }) => peak > point.threshold) : rate(0, 0),
  };
}
