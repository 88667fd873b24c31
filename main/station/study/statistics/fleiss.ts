/**
 * Agreement of many ratings beyond chance: Fleiss, Psychol. Bull. 76 (1971) 378. Its standard error under chance agreement
 * is that of Fleiss, Nee and Landis, Psychol. Bull. 86 (1979) 974 (the one of 1971 is wrong): good for a test, not for an
 * interval. The interval is by the jackknife over parts (Efron and Stein, Ann. Stat. 9 (1981) 586): parts are what was
 * sampled, and trials of one part are not independent of each other.
 */
import type { FleissValue } from '../../../api/slices/study-result.ts';
import { intervalAround } from './interval.ts';

/** One row a part: how many of its ratings fell into each category. Every row has the same sum, at least 2. */
export type RatingTable = readonly (readonly number[])[];

export interface FleissFigures {
  readonly overall: FleissValue;
  /** Each category against all others, in the order of the columns. */
  readonly categories: readonly FleissValue[];
}

/** @throws RangeError when the parts have not all been rated equally often. */
export function fleiss(table: RatingTable, categories: number): FleissFigures {
  const perPart = sumOf(table[0] ?? []);
  if (table.some((row) => sumOf(row) !== perPart)) throw new RangeError('every part needs as many ratings');
  const against = Array.from({ length: categories }, (_, category) =>
    kappaOf(table.map((row) => [row[category] ?? 0, perPart - (row[category] ?? 0)])),
  );
  return { overall: kappaOf(table), categories: against };
}

function kappaOf(table: RatingTable): FleissValue {
  const perPart = sumOf(table[0] ?? []);
  if (table.length === 0 || perPart < 2) return { kind: 'cannot', why: 'nothing-rated' };
  const sums = sumsOf(table);
  const value = kappaFrom(sums, perPart);
  if (value === null) return { kind: 'cannot', why: 'one-category' };
  const chanceError = errorByChance(sums, perPart);
  const interval = intervalAround(value, jackknifeError(table, sums, perPart));
  return { kind: 'kappa', value: Math.min(1, Math.max(-1, value)), chanceError, z: value / chanceError, interval };
}

/** All that kappa needs to know of a table; one part less is a subtraction. */
interface Sums {
  readonly parts: number;
  /** Ratings in each category. */
  readonly perCategory: readonly number[];
  /** Over parts and categories. */
  readonly squares: number;
}

function sumsOf(table: RatingTable): Sums {
  const categories = table[0]?.length ?? 0;
  const perCategory = Array.from({ length: categories }, (_, category) =>
    sumOf(table.map((row) => row[category] ?? 0)),
  );
  return { parts: table.length, perCategory, squares: sumOf(table.map(squaresOf)) };
}

function without({ parts, perCategory, squares }: Sums, row: readonly number[]): Sums {
  return {
    parts: parts - 1,
    perCategory: perCategory.map((count, category) => count - (row[category] ?? 0)),
    squares: squares - squaresOf(row),
  };
}

/** Null where all ratings are of one category, or there are none. */
function kappaFrom({ parts, perCategory, squares }: Sums, perPart: number): number | null {
  const total = parts * perPart;
  if (total === 0 || perCategory.includes(total)) return null;
  const observed = (squares - total) / (total * (perPart - 1));
  const byChance = sumOf(perCategory.map((count) => (count / total) ** 2));
  return (observed - byChance) / (1 - byChance);
}

function errorByChance({ parts, perCategory }: Sums, perPart: number): number {
  const total = parts * perPart;
  const shares = perCategory.map((count) => count / total);
  const spread = sumOf(shares.map((share) => share * (1 - share)));
  const skew = sumOf(shares.map((share) => share * (1 - share) * (1 - 2 * share)));
  return Math.sqrt((2 * (spread ** 2 - skew)) / (total * (perPart - 1))) / spread;
}

/** 0, for "no interval", when one part alone decides whether there is a kappa at all. */
function jackknifeError(table: RatingTable, sums: Sums, perPart: number): number {
  const values = table.map((row) => kappaFrom(without(sums, row), perPart)).filter((value) => value !== null);
  if (values.length < table.length || values.length < 2) return 0;
  const mean = sumOf(values) / values.length;
  const spread = sumOf(values.map((value) => (value - mean) ** 2));
  return Math.sqrt(((values.length - 1) / values.length) * spread);
}

function squaresOf(row: readonly number[]): number {
  return sumOf(row.map((count) => count ** 2));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
