/**
 * Agreement of two raters beyond chance: Cohen, Educ. Psychol. Meas. 20 (1960) 37; the standard error when it is not zero:
 * Fleiss, Cohen and Everitt, Psychol. Bull. 72 (1969) 323, equation 13.
 */
import type { Cohen } from '../../../api/slices/study-result.ts';
import { intervalAround } from './interval.ts';

/** How often one rater said the row's category while the other said the column's; square. */
export type CrossTable = readonly (readonly number[])[];

/** Ratings as places in a list of `categories`. */
export function crossTable(pairs: readonly (readonly [one: number, other: number])[], categories: number): CrossTable {
  const table = Array.from({ length: categories }, () => Array.from({ length: categories }, () => 0));
  for (const [one, other] of pairs) {
    const row = table[one];
    if (row?.[other] === undefined) throw new RangeError(`no category ${one} or ${other} among ${categories}`);
    row[other] += 1;
  }
  return table;
}

export function cohen(table: CrossTable): Cohen {
  const total = sumOf(table.map(sumOf));
  if (total === 0) return { kind: 'cannot', why: 'nothing-rated' };
  const share = table.map((row) => row.map((count) => count / total));
  const rows = share.map(sumOf);
  const columns = share.map((_, column) => sumOf(share.map((row) => row[column] ?? 0)));
  const observed = sumOf(share.map((row, place) => row[place] ?? 0));
  const byChance = sumOf(rows.map((row, place) => row * (columns[place] ?? 0)));
  // All ratings of both are of one category: whole numbers say so without rounding.
  if (table.some((row, place) => row[place] === total)) return { kind: 'cannot', why: 'one-category' };
  const value = (observed - byChance) / (1 - byChance);
  const standardError = Math.sqrt(Math.max(0, variance({ share, rows, columns, observed, byChance }) / total));
  return { kind: 'kappa', value: clamp(value), standardError, interval: intervalAround(value, standardError) };
}

interface Shares {
  readonly share: CrossTable;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly observed: number;
  readonly byChance: number;
}

/** Of one rating; divide by how many there are. */
function variance({ share, rows, columns, observed, byChance }: Shares): number {
  let sum = 0;
  share.forEach((row, one) => {
    row.forEach((cell, other) => {
      const margins = (columns[one] ?? 0) + (rows[other] ?? 0);
      const weight = one === other ? 1 - byChance - margins * (1 - observed) : (1 - observed) * margins;
      sum += cell * weight ** 2;
    });
  });
  const centre = observed * byChance - 2 * byChance + observed;
  return (sum - centre ** 2) / (1 - byChance) ** 4;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Rounding may carry a kappa of one past one. */
function clamp(value: number): number {
  return Math.min(1, Math.max(-1, value));
}
