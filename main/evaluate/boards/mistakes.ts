/** What went wrong on pairs, one mistake at a time, worst first. Pure. */
import { overlapOf } from '../../station/inference/decode-boxes.ts';
import type { BoardPair } from '../data/board-data.ts';
import { type Box, type Detection, matchBoxes, rightIou } from '../metrics/match-boxes.ts';
import type { JudgedPair, Judgement } from './board-figures.ts';

export interface Mistake {
  readonly pair: BoardPair;
  /** The defect that was not found, or was called something else; null for a false call. */
  readonly truth: Box | null;
  /** The box that is wrong; null where there is none above passBelow. */
  readonly detection: Detection | null;
  /** 0..1: how sure the model was of what is wrong. */
  readonly severity: number;
  readonly caption: string;
}

export function mistakesOf(pair: BoardPair, judged: JudgedPair, { classes, limits }: Judgement): Mistake[] {
  const called = judged.reported.filter((box) => box.score > (limits[box.class]?.passBelow ?? 1));
  const { detections, foundBy } = matchBoxes(called, judged.truths);
  const wrong = detections.filter(({ isRight }) => !isRight);
  const nameOf = (box: Box): string => classes[box.class] ?? '?';
  const taken = new Set<Detection>();
  const missed = judged.truths
    .filter((_, i) => foundBy[i] === null)
    .map((truth): Mistake => {
      const other = wrong.find((box) => !taken.has(box) && overlapOf(box, truth) > rightIou);
      if (other) {
        taken.add(other);
        const caption = `${nameOf(truth)} called ${nameOf(other)} ${other.score.toFixed(2)}: ${pair.id}`;
        return { pair, truth, detection: other, severity: other.score, caption };
      }
      const best = bestScoreOn(truth, judged.ranked);
      const caption = `${nameOf(truth)} missed, ${best.toFixed(2)}: ${pair.id}`;
      return { pair, truth, detection: null, severity: 1 - best, caption };
    });
  const falseCalls = wrong
    .filter((box) => !taken.has(box))
    .map((box): Mistake => {
      const caption = `false ${nameOf(box)} ${box.score.toFixed(2)}: ${pair.id}`;
      return { pair, truth: null, detection: box, severity: box.score, caption };
    });
  return [...missed, ...falseCalls];
}

/** How close it came. */
function bestScoreOn(truth: Box, ranked: readonly Detection[]): number {
  const near = ranked.filter((box) => box.class === truth.class && overlapOf(box, truth) > rightIou);
  return Math.max(0, ...near.map(({ score }) => score));
}
