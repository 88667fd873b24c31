/** All figures of a reference model on one set of judged pairs, for one precision. Pure. */
import type { Limits } from '../../station/config/recipe.ts';
import { seededRandom } from '../../station/random.ts';
import { averagePrecision, bestFirst, meanOf } from '../metrics/average-precision.ts';
import { groupsOf, quantile } from '../metrics/bootstrap.ts';
import { calibrationError } from '../metrics/calibration-error.ts';
import { bestF, fScore } from '../metrics/f-score.ts';
import { type Box, type Detection, type Matched, matchBoxes } from '../metrics/match-boxes.ts';
import { rate, rateOf } from '../metrics/rate.ts';
import type { BoardFigures, OneBoard } from './board-report.ts';

export interface JudgedPair {
  readonly id: string;
  readonly board: string;
  readonly truths: readonly Box[];
  /** Overlaps let go within a class only, matched. */
  readonly ranked: readonly Matched[];
  /** As the station reports them, matched. */
  readonly reported: readonly Matched[];
}

/** What figures need of a bundle. */
export interface Judgement {
  readonly classes: readonly string[];
  /** In the order of the classes. */
  readonly limits: readonly Limits[];
}

const rounds = 200;

export function boardFigures(pairs: readonly JudgedPair[], judgement: Judgement): BoardFigures {
  const { classes } = judgement;
  const pool = poolOf(pairs, judgement);
  const all = new Float64Array(pairs.length).fill(1);
  const resampled = resamples(pool, pairs.length);
  const { mAP, ap, best, pass, fail } = figuresOf(pool, all);
  const spanOf = (figure: (one: Figures) => number | null): readonly [number, number] | null => {
    const values = resampled.map(figure).filter((value) => value !== null);
    return values.length < rounds / 2 ? null : [quantile(values, 0.025), quantile(values, 0.975)];
  };
  const reported = pairs.flatMap((pair) => pair.reported);
  const good = pairs.filter(({ truths }) => truths.length === 0);
  return {
    pairs: pairs.length,
    defects: pairs.reduce((sum, { truths }) => sum + truths.length, 0),
    mAP,
    mAPInterval95: spanOf((one) => one.mAP),
    ap: Object.fromEntries(classes.map((name, i) => [name, ap[i] ?? null])),
    bestF: { ...(best ?? { ...none, threshold: null }), interval95: spanOf((one) => one.best?.f ?? null) },
    atPassBelow: {
      ...(pass ?? none),
      interval95: spanOf((one) => one.pass?.f ?? null),
      found: foundRate(pairs, judgement),
      escapes: rateOf(
        pairs.filter(({ truths }) => truths.length > 0),
        (pair) => !isCalled(pair.reported, judgement, 'passBelow'),
      ),
      goodCalled: rateOf(good, (pair) => isCalled(pair.reported, judgement, 'passBelow')),
    },
    atFailAbove: {
      ...(fail ?? none),
      interval95: spanOf((one) => one.fail?.f ?? null),
      goodFailed: rateOf(good, (pair) => isCalled(pair.reported, judgement, 'failAbove')),
    },
    ece: calibrationError(reported.map(({ score, isRight }) => ({ probability: score, isHit: isRight }))),
  };
}

const none = { f: null, precision: null, recall: null };

export function eachBoard(pairs: readonly JudgedPair[], judgement: Judgement): OneBoard[] {
  return groupsOf(pairs, ({ board }) => board).map((group) => {
    const { mAP, pass } = figuresOf(poolOf(group, judgement), new Float64Array(group.length).fill(1));
    const defects = group.reduce((sum, { truths }) => sum + truths.length, 0);
    return { board: group[0]?.board ?? '', pairs: group.length, defects, mAP, ...(pass ?? none) };
  });
}

/** Is there a box above its class's limit? At or below passBelow it passes, at or above failAbove it fails. */
export function isCalled(boxes: readonly Detection[], { limits }: Judgement, limit: keyof Limits): boolean {
  return boxes.some((box) => isOver(box, limits, limit));
}

function isOver(box: Detection, limits: readonly Limits[], limit: keyof Limits): boolean {
  const value = limits[box.class]?.[limit] ?? 1;
  return limit === 'passBelow' ? box.score > value : box.score >= value;
}

/** Whatever class a box says: the person who looks there sees the defect. */
function foundRate(pairs: readonly JudgedPair[], { limits }: Judgement) {
  let found = 0;
  let of = 0;
  for (const { truths, reported } of pairs) {
    const called = reported.filter((box) => isOver(box, limits, 'passBelow'));
    found += matchBoxes(called, truths, () => true).foundBy.filter((by) => by !== null).length;
    of += truths.length;
  }
  return rate(found, of);
}

interface Pooled extends Matched {
  /** Position of its pair. */
  readonly pair: number;
}

/** All detections in order of score, made once: a resample only weighs them anew. */
interface Pool {
  readonly rankedByClass: readonly (readonly Pooled[])[];
  readonly reported: readonly Pooled[];
  readonly overPass: readonly Pooled[];
  readonly overFail: readonly Pooled[];
  /** [class][pair] how many there are to find. */
  readonly truthsByClass: readonly Float64Array[];
}

function poolOf(pairs: readonly JudgedPair[], { classes, limits }: Judgement): Pool {
  const pooled = (boxesOf: (pair: JudgedPair) => readonly Matched[]): Pooled[] =>
    bestFirst(pairs.flatMap((pair, i) => boxesOf(pair).map((box) => ({ ...box, pair: i }))));
  const ranked = pooled((pair) => pair.ranked);
  const reported = pooled((pair) => pair.reported);
  return {
    rankedByClass: classes.map((_, name) => ranked.filter((box) => box.class === name)),
    reported,
    overPass: reported.filter((box) => isOver(box, limits, 'passBelow')),
    overFail: reported.filter((box) => isOver(box, limits, 'failAbove')),
    truthsByClass: classes.map((_, name) =>
      Float64Array.from(pairs, ({ truths }) => truths.filter((truth) => truth.class === name).length),
    ),
  };
}

type Figures = ReturnType<typeof figuresOf>;

/** @param weights how often each pair counts. */
function figuresOf(pool: Pool, weights: Float64Array) {
  const weightOf = ({ pair }: Pooled): number => weights[pair] as number;
  const counts = pool.truthsByClass.map((truths) =>
    truths.reduce((sum, n, pair) => sum + n * (weights[pair] as number), 0),
  );
  const truths = counts.reduce((sum, n) => sum + n, 0);
  const ap = pool.rankedByClass.map((sorted, name) => averagePrecision(sorted, counts[name] ?? 0, weightOf));
  const scoreOf = (called: readonly Pooled[]) => {
    const sum = (boxes: readonly Pooled[]): number => boxes.reduce((total, box) => total + weightOf(box), 0);
    return fScore(sum(called.filter(({ isRight }) => isRight)), sum(called), truths);
  };
  return {
    ap,
    mAP: meanOf(ap),
    best: bestF(pool.reported, truths, weightOf),
    pass: scoreOf(pool.overPass),
    fail: scoreOf(pool.overFail),
  };
}

/** Pairs drawn again (Efron 1979), seeded. */
function resamples(pool: Pool, pairs: number): Figures[] {
  const random = seededRandom(1);
  return Array.from({ length: rounds }, () => {
    const weights = new Float64Array(pairs);
    for (let i = 0; i < pairs; i++) {
      const drawn = Math.floor(random() * pairs);
      weights[drawn] = (weights[drawn] as number) + 1;
    }
    return figuresOf(pool, weights);
  });
}
