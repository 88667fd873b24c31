/**
 * What a threshold costs: misses for a budget of false calls, false calls for a budget of misses.
 *
 * A score above the threshold is a call. The budget is of whole pictures: at most floor(share · n).
 */
import { ascending } from './auroc.ts';

export interface OperatingPoint {
  /** Scores above are called. */
  readonly threshold: number;
  /** How many of `of` went wrong. */
  readonly wrong: number;
  readonly of: number;
}

/** The lowest threshold that calls at most this share of the good ones, and how many defective ones it misses. */
export function missesAtFalseCalls(
  good: readonly number[],
  defective: readonly number[],
  share: number,
): OperatingPoint | null {
  if (good.length === 0 || defective.length === 0) return null;
  const goodUp = ascending(good);
  const threshold = goodUp[goodUp.length - 1 - budget(share, good.length)] ?? Number.NEGATIVE_INFINITY;
  return { threshold, wrong: count(defective, (score) => score <= threshold), of: defective.length };
}

/** The highest threshold that misses at most this share of the defective ones, and how many good ones it calls. */
export function falseCallsAtMisses(
  good: readonly number[],
  defective: readonly number[],
  share: number,
): OperatingPoint | null {
  if (good.length === 0 || defective.length === 0) return null;
  // Just below the first defective one that must be called.
  const called = ascending(defective)[budget(share, defective.length)] ?? Number.POSITIVE_INFINITY;
  return { threshold: called, wrong: count(good, (score) => score >= called), of: good.length };
}

/** 2 % of 150 is 3, though 0.02 · 150 may come out a hair below. */
function budget(share: number, n: number): number {
  return Math.floor(share * n + 1e-9);
}

function count(values: readonly number[], holds: (value: number) => boolean): number {
  return values.reduce((sum, value) => sum + Number(holds(value)), 0);
}
