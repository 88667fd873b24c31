/** A share of whole things with what it proves: the exact binomial interval (Clopper and Pearson 1934). */
import { lowerBound, upperBound } from '../../station/inference/binomial.ts';

export interface Rate {
  readonly count: number;
  readonly of: number;
  /** Null where there is nothing to count. */
  readonly value: number | null;
  /** Two-sided 95 %. */
  readonly interval95: readonly [number, number] | null;
}

export function rate(count: number, of: number): Rate {
  if (of === 0) return { count, of, value: null, interval95: null };
  return { count, of, value: count / of, interval95: clopperPearson(count, of) };
}

export function rateOf<T>(items: readonly T[], holds: (item: T) => boolean): Rate {
  return rate(
    items.reduce((sum, item) => sum + Number(holds(item)), 0),
    items.length,
  );
}

/** @returns lower and upper bound: each is wrong with at most half of 1 - `confidence`. */
export function clopperPearson(count: number, of: number, confidence = 0.95): readonly [number, number] {
  const tail = (1 - confidence) / 2;
  return [lowerBound(count, of, tail), upperBound(count, of, tail)];
}
