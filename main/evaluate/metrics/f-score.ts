/** Precision, recall and their harmonic mean F, over all classes together. */
import { type Judged, once } from './average-precision.ts';

export interface FScore {
  readonly f: number;
  readonly precision: number;
  readonly recall: number;
}

/** @returns null where there is nothing to find and nothing was found. */
export function fScore(right: number, called: number, truths: number): FScore | null {
  if (called + truths === 0) return null;
  return {
    f: (2 * right) / (called + truths),
    precision: called === 0 ? 1 : right / called,
    recall: truths === 0 ? 1 : right / truths,
  };
}

export interface BestF extends FScore {
  /** Detections of this score and above are called. */
  readonly threshold: number;
}

/** The threshold with the highest F, swept over every score that occurs. @param sorted best score first. */
export function bestF<T extends Judged>(
  sorted: readonly T[],
  truths: number,
  weightOf: (detection: T) => number = once,
): BestF | null {
  let best: BestF | null = null;
  let right = 0;
  let called = 0;
  for (let i = 0; i < sorted.length; ) {
    const { score } = sorted[i] as T;
    for (; i < sorted.length && (sorted[i] as T).score === score; i++) {
      const { isRight } = sorted[i] as T;
      const weight = weightOf(sorted[i] as T);
      called += weight;
      if (isRight) right += weight;
    }
    const here = fScore(right, called, truths);
    if (here && here.f > (best?.f ?? -1)) best = { ...here, threshold: score };
  }
  return best;
}
