/** A counted share with its exact two-sided 95 % interval (Clopper and Pearson, Biometrika 26 (1934) 404). */
import type { CountedShare } from '../../../api/slices/study-result.ts';
import { lowerBound, upperBound } from '../../inference/binomial.ts';

/** At either side. */
const risk = 0.025;

/** @param hits of `of`, whole and not negative. */
export function countedShare(hits: number, of: number): CountedShare {
  if (of === 0) return { hits, of, rate: null };
  return { hits, of, rate: { value: hits / of, low: lowerBound(hits, of, risk), high: upperBound(hits, of, risk) } };
}
