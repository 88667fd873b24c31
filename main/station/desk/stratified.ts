/**
 * From a sample of each verdict to all parts of it: counts by the share that was drawn, with the exact binomial interval.
 *
 * Post-stratification: within a verdict every kept picture had the same chance, so `of / n` parts stand behind each of the
 * `n` that were tried (Horvitz and Thompson 1952 with equal chances). 95 % two-sided (Clopper and Pearson 1934).
 */
import { lowerBound, upperBound } from '../inference/binomial.ts';

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A share with its exact 95 % interval; null of nothing. */
export function shareWithInterval(hits: number, of: number): Estimate | null {
  if (of === 0) return null;
  return { value: hits / of, low: lowerBound(hits, of, 0.025), high: upperBound(hits, of, 0.025) };
}

/** @param hits of `tried`, drawn from `of`. Null where nothing was tried. */
export function estimateCount(hits: number, tried: number, of: number): Estimate | null {
  if (tried === 0) return null;
  if (tried >= of) return { value: hits, low: hits, high: hits };
  const risk = 0.025;
  return {
    value: (hits / tried) * of,
    low: lowerBound(hits, tried, risk) * of,
    high: Math.min(of, upperBound(hits, tried, risk) * of),
  };
}
