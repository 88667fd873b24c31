import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohen, crossTable } from '../../../../main/station/study/statistics/cohen.ts';
import { fleiss } from '../../../../main/station/study/statistics/fleiss.ts';

describe("Cohen's kappa", () => {
  it('is 0.4 for two readers of fifty grant proposals (the example of many textbooks)', () => {
    expect(
      cohen([
        [20, 5],
        [10, 15],
      ]),
    ).toMatchObject({ kind: 'kappa', value: expect.closeTo(0.4, 10) });
  });

  it('is 0.68 for a hundred diagnoses (Fleiss, Statistical Methods for Rates and Proportions, 2nd ed. 1981, table 13.1)', () => {
    const found = cohen([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(found).toMatchObject({ kind: 'kappa', value: expect.closeTo(0.68, 2) });
  });

  it('is 0.3449, from 0.2030 to 0.4868, for two dermatologists (SAS/STAT User’s Guide, FREQ, "Skin Condition")', () => {
    const found = cohen([
      [10, 4, 1, 0],
      [5, 10, 12, 2],
      [2, 4, 12, 5],
      [0, 2, 6, 13],
    ]);
    expect(found).toMatchObject({
      kind: 'kappa',
      value: expect.closeTo(0.3449, 4),
      interval: { low: expect.closeTo(0.203, 4), high: expect.closeTo(0.4868, 4) },
    });
  });

  it('is 0.47 for two readers of 85 mammograms (Altman, Practical Statistics, 1991, table 14.7)', () => {
    const found = cohen([
      [21, 12, 0, 0],
      [4, 17, 1, 0],
      [3, 9, 15, 2],
      [0, 0, 0, 1],
    ]);
    expect(found).toMatchObject({ kind: 'kappa', value: expect.closeTo(0.47, 2) });
  });

  it('has the standard error that the derivative of kappa gives (delta method)', () => {
    const anyTable = fc.array(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(anyTable, (table) => {
        const found = cohen(table);
        if (found.kind === 'cannot') throw new Error('no cell is empty');
        expect(found.standardError).toBeCloseTo(errorByDerivative(table), 5);
      }),
    );
  });

  it('cannot be computed of nothing, or of one category only', () => {
    expect(
      cohen([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ kind: 'cannot', why: 'nothing-rated' });
    expect(
      cohen([
        [9, 0],
        [0, 0],
      ]),
    ).toEqual({ kind: 'cannot', why: 'one-category' });
  });

  it('has no interval where all agree: an error of zero would be a lie', () => {
    expect(
      cohen([
        [9, 0],
        [0, 4],
      ]),
    ).toEqual({ kind: 'kappa', value: 1, standardError: 0, interval: null });
  });
});

/** Kappa of shares, as a plain function of the cells. */
function kappaOf(shares: readonly (readonly number[])[]): number {
  const total = shares.flat().reduce((sum, share) => sum + share, 0);
  let [observed, byChance] = [0, 0];
  shares.forEach((row, place) => {
    observed += (row[place] ?? 0) / total;
    const ofRow = row.reduce((sum, share) => sum + share, 0) / total;
    const ofColumn = shares.reduce((sum, other) => sum + (other[place] ?? 0), 0) / total;
    byChance += ofRow * ofColumn;
  });
  return (observed - byChance) / (1 - byChance);
}

function errorByDerivative(table: readonly (readonly number[])[]): number {
  const total = table.flat().reduce((sum, count) => sum + count, 0);
  const shares = table.map((row) => row.map((count) => count / total));
  const step = 1e-6;
  let [mean, square] = [0, 0];
  shares.forEach((row, one) => {
    row.forEach((share, other) => {
      const moved = (by: number) => shares.map((r, i) => r.map((s, j) => (i === one && j === other ? s + by : s)));
      const slope = (kappaOf(moved(step)) - kappaOf(moved(-step))) / (2 * step);
      mean += share * slope;
      square += share * slope ** 2;
    });
  });
  return Math.sqrt((square - mean ** 2) / total);
}

/**
 * Fleiss, Psychol. Bull. 76 (1971) 378, table 1: thirty patients, six psychiatrists; depression, personality disorder,
 * schizophrenia, neurosis, other.
 */
const diagnoses = [
  '00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031',
  '00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006',
]
  .join(' ')
  .split(' ')
  .map((patient) => [...patient].map(Number));

/** Fourteen raters, ten subjects, five categories: the worked example of the article "Fleiss' kappa" of Wikipedia. */
const tenSubjects = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

describe("Fleiss' kappa", () => {
  it('is 0.430 for the diagnoses of 1971, and 0.245 0.245 0.520 0.471 0.566 for each of them', () => {
    const { overall, categories } = fleiss(diagnoses, 5);
    expect(overall).toMatchObject({ kind: 'kappa', value: expect.closeTo(0.43, 3) });
    const each = categories.map((kappa) => (kappa.kind === 'kappa' ? kappa.value.toFixed(3) : kappa.why));
    expect(each).toEqual(['0.245', '0.245', '0.520', '0.471', '0.566']);
  });

  it('has the standard error under chance of 1979: z = 17.65, and 5.19 5.19 11.03 9.99 12.01 (R package irr)', () => {
    const { overall, categories } = fleiss(diagnoses, 5);
    expect(overall).toMatchObject({ z: expect.closeTo(17.652, 3) });
    const each = categories.map((kappa) => (kappa.kind === 'kappa' ? kappa.z.toFixed(3) : kappa.why));
    expect(each).toEqual(['5.192', '5.192', '11.031', '9.994', '12.009']);
  });

  it('is 0.210 for ten subjects and fourteen raters', () => {
    expect(fleiss(tenSubjects, 5).overall).toMatchObject({ kind: 'kappa', value: expect.closeTo(0.21, 3) });
  });

  it('has an interval by the jackknife: the same as leaving out each part and computing anew', () => {
    const { overall } = fleiss(tenSubjects, 5);
    const values = tenSubjects.map((_, left) => {
      const less = fleiss(
        tenSubjects.filter((__, index) => index !== left),
        5,
      ).overall;
      return less.kind === 'kappa' ? less.value : Number.NaN;
    });
    const mean = values.reduce((sum, value) => sum + value, 0) / 10;
    const error = Math.sqrt(0.9 * values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    if (overall.kind === 'cannot') throw new Error('it can be computed');
    expect(overall.interval?.low).toBeCloseTo(overall.value - 1.959964 * error, 8);
    expect(overall.interval?.high).toBeCloseTo(overall.value + 1.959964 * error, 8);
  });

  it('cannot be computed of one category only, of one rating, or of nothing', () => {
    expect(
      fleiss(
        [
          [3, 0],
          [3, 0],
        ],
        2,
      ).overall,
    ).toEqual({ kind: 'cannot', why: 'one-category' });
    expect(
      fleiss(
        [
          [1, 0],
          [0, 1],
        ],
        2,
      ).overall,
    ).toEqual({ kind: 'cannot', why: 'nothing-rated' });
    expect(fleiss([], 2).overall).toEqual({ kind: 'cannot', why: 'nothing-rated' });
  });

  it('refuses parts that were not rated equally often', () => {
    expect(() =>
      fleiss(
        [
          [3, 0],
          [1, 1],
        ],
        2,
      ),
    ).toThrow(RangeError);
  });
});

/** Ratings of parts: rows are parts, columns raters, values places of three categories. */
const anyRatings = fc
  .integer({ min: 2, max: 5 })
  .chain((raters) =>
    fc.array(fc.array(fc.nat(2), { minLength: raters, maxLength: raters }), { minLength: 2, maxLength: 25 }),
  );
const relabelled = (rating: number): number => (rating + 1) % 3;
const counted = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((row) => [0, 1, 2].map((category) => row.filter((rating) => rating === category).length));
const pairsOf = (rows: readonly (readonly number[])[]): (readonly [number, number])[] =>
  rows.map(([one = 0, other = 0]) => [one, other]);
const kappaOrWhy = (kappa: { kind: string; value?: number }): number | string => kappa.value ?? kappa.kind;

describe('any kappa', () => {
  it('lies between -1 and 1, its interval around it', () => {
    fc.assert(
      fc.property(anyRatings, (rows) => {
        for (const kappa of [cohen(crossTable(pairsOf(rows), 3)), fleiss(counted(rows), 3).overall]) {
          if (kappa.kind === 'cannot') continue;
          expect(Math.abs(kappa.value)).toBeLessThanOrEqual(1);
          if (!kappa.interval) continue;
          expect(kappa.interval.low).toBeLessThan(kappa.interval.high);
          expect(kappa.interval.low).toBeLessThanOrEqual(kappa.value);
          expect(kappa.interval.high).toBeGreaterThanOrEqual(kappa.value);
        }
      }),
    );
  });

  it('does not mind what the categories are called, nor the order of parts and of raters', () => {
    fc.assert(
      fc.property(anyRatings, (rows) => {
        const others = rows.map((row) => row.map(relabelled).reverse()).reverse();
        expect(asNumber(kappaOrWhy(fleiss(counted(others), 3).overall))).toBeCloseTo(
          asNumber(kappaOrWhy(fleiss(counted(rows), 3).overall)),
          10,
        );
        const swapped = pairsOf(rows).map(([one, other]) => [relabelled(other), relabelled(one)] as const);
        expect(asNumber(kappaOrWhy(cohen(crossTable(swapped.reverse(), 3))))).toBeCloseTo(
          asNumber(kappaOrWhy(cohen(crossTable(pairsOf(rows), 3)))),
          10,
        );
      }),
    );
  });

  it('is one exactly when all agree on more than one category', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2), { minLength: 2, maxLength: 25 }),
        fc.integer({ min: 2, max: 5 }),
        (said, raters) => {
          const rows = said.map((rating) => Array.from({ length: raters }, () => rating));
          const isOneCategory = new Set(said).size === 1;
          for (const kappa of [cohen(crossTable(pairsOf(rows), 3)), fleiss(counted(rows), 3).overall]) {
            if (isOneCategory) expect(kappa).toEqual({ kind: 'cannot', why: 'one-category' });
            else expect(kappa).toMatchObject({ kind: 'kappa', value: expect.closeTo(1, 12) });
          }
        },
      ),
    );
  });
});

/** So that two that cannot be computed compare equal. */
function asNumber(value: number | string): number {
  return typeof value === 'number' ? value : 99;
}
