import fc from 'fast-check';
import { expect, it } from 'vitest';
import { figuresOf, gradeOf, type KnownTable, kappaOf } from '../../../main/station/review/agreement.ts';

const table = (goodGood: number, goodDefect: number, defectGood: number, defectDefect: number): KnownTable => ({
  good: { good: goodGood, defect: goodDefect },
  defect: { good: defectGood, defect: defectDefect },
});

it('has the kappa of published examples', () => {
  // The worked examples of Wikipedia's article "Cohen's kappa": 50 grant proposals, then the same agreement twice.
  expect(kappaOf(table(20, 5, 10, 15))).toBeCloseTo(0.4, 10);
  expect(kappaOf(table(45, 15, 25, 15))).toBeCloseTo(0.1304, 4);
  expect(kappaOf(table(25, 35, 5, 35))).toBeCloseTo(0.2593, 4);
});

it('has no kappa where nothing was decided, and where only one word was ever said', () => {
  expect(kappaOf(table(0, 0, 0, 0))).toBeNull();
  expect(kappaOf(table(9, 0, 0, 0))).toBeNull();
});

it('has a kappa of 1 for somebody who is always right, of -1 for one who is always wrong, and never beyond', () => {
  expect(kappaOf(table(10, 0, 0, 10))).toBe(1);
  expect(kappaOf(table(0, 10, 10, 0))).toBe(-1);
  const count = fc.nat({ max: 200 });
  fc.assert(
    fc.property(count, count, count, count, (...counts) => {
      const kappa = kappaOf(table(...counts));
      if (kappa !== null) expect(Math.abs(kappa)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

it.each([
  ['acceptable', table(98, 2, 1, 99)],
  ['marginal', table(95, 5, 3, 97)],
  ['marginal', table(93, 7, 0, 100)],
  ['unacceptable', table(100, 0, 6, 94)],
  ['unacceptable', table(89, 11, 0, 100)],
  ['too-few', table(40, 0, 9, 0)],
  ['too-few', table(20, 0, 0, 20)],
] as const)('is %s on the scale of the AIAG', (grade, decided) => {
  expect(gradeOf(decided)).toBe(grade);
});

it('says misses and false alarms with how many there could have been', () => {
  const person = { id: '01970000-0000-7000-8000-00000000000a', name: 'Ann' };
  const counts = { person, decided: 400, bulk: 3, tooFast: 7, medianLookMs: 900, known: table(90, 10, 2, 48) };
  expect(figuresOf(counts, 5)).toEqual({
    ...{ person, since: 5, decided: 400, known: 150, right: 138, bulk: 3, tooFast: 7, medianLookMs: 900 },
    ...{ misses: { hits: 2, of: 50 }, falseAlarms: { hits: 10, of: 100 } },
    ...{ kappa: expect.closeTo(0.826, 2), grade: 'marginal' },
  });
});
