import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auroc } from '../../../main/evaluate/metrics/auroc.ts';
import { bootstrapInterval, quantile } from '../../../main/evaluate/metrics/bootstrap.ts';
import { calibrationError } from '../../../main/evaluate/metrics/calibration-error.ts';
import { falseCallsAtMisses, missesAtFalseCalls } from '../../../main/evaluate/metrics/operating-points.ts';
import { percentilesOf } from '../../../main/evaluate/metrics/percentiles.ts';
import { clopperPearson, rate, rateOf } from '../../../main/evaluate/metrics/rate.ts';
import { atMost } from '../../../main/station/inference/binomial.ts';

/** Few different values, so that ties happen. */
const scores = fc.array(
  fc.nat(6).map((n) => n / 6),
  { minLength: 1, maxLength: 20 },
);

describe('area under the ROC curve', () => {
  test('is the share of pairs in the right order, ties half', () => {
    expect(auroc([0.1, 0.2], [0.3, 0.4])).toBe(1);
    expect(auroc([0.3, 0.4], [0.1, 0.2])).toBe(0);
    expect(auroc([0.5], [0.5])).toBe(0.5);
    // 0.2 beats 0.1 and loses to 0.3; 0.4 beats both.
    expect(auroc([0.1, 0.3], [0.2, 0.4])).toBe(0.75);
  });

  test('equals counting every pair', () => {
    fc.assert(
      fc.property(scores, scores, (good, defective) => {
        const wins = defective.flatMap((bad) => good.map((fine) => (bad > fine ? 1 : bad === fine ? 0.5 : 0)));
        const counted = wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
        expect(auroc(good, defective)).toBeCloseTo(counted, 12);
      }),
    );
  });

  test('does not exist without good or without defective pictures', () => {
    expect(auroc([], [1])).toBeNull();
    expect(auroc([1], [])).toBeNull();
  });
});

describe('operating points', () => {
  const good = [0.1, 0.2, 0.3, 0.4];
  const defective = [0.25, 0.35, 0.45, 0.55];

  test('no false call allowed: the threshold is the highest good score', () => {
    expect(missesAtFalseCalls(good, defective, 0)).toEqual({ threshold: 0.4, wrong: 2, of: 4 });
  });

  test('a quarter of the good ones may be called', () => {
    expect(missesAtFalseCalls(good, defective, 0.25)).toEqual({ threshold: 0.3, wrong: 1, of: 4 });
  });

  test('no miss allowed: everything from the lowest defective score on is called', () => {
    expect(falseCallsAtMisses(good, defective, 0)).toEqual({ threshold: 0.25, wrong: 2, of: 4 });
    expect(falseCallsAtMisses(good, defective, 0.25)).toEqual({ threshold: 0.35, wrong: 1, of: 4 });
  });

  test('a budget of 2 % of 150 pictures is three pictures', () => {
    const many = Array.from({ length: 150 }, (_, i) => i);
    expect(missesAtFalseCalls(many, [200], 0.02)?.threshold).toBe(146);
  });

  test('the budget is kept, and a larger one never misses more', () => {
    fc.assert(
      fc.property(scores, scores, fc.double({ min: 0, max: 1, noNaN: true }), (fine, bad, share) => {
        const point = missesAtFalseCalls(fine, bad, share);
        const called = fine.filter((score) => score > (point?.threshold ?? 0)).length;
        expect(called / fine.length).toBeLessThanOrEqual(share + 1e-9);
        expect(missesAtFalseCalls(fine, bad, 1)?.wrong).toBeLessThanOrEqual(point?.wrong ?? 0);
        expect(missesAtFalseCalls(fine, bad, 0)?.wrong).toBeGreaterThanOrEqual(point?.wrong ?? 0);
        const other = falseCallsAtMisses(fine, bad, share);
        const missed = bad.filter((score) => score < (other?.threshold ?? 0)).length;
        expect(missed / bad.length).toBeLessThanOrEqual(share + 1e-9);
      }),
    );
  });
});

describe('what counts prove', () => {
  test('the exact interval is that of the tables', () => {
    // Clopper and Pearson, 95 %: 0 of 10, 5 of 10, 1 of 20; and the rule of three for 0 of 300.
    expect(clopperPearson(0, 10)[1]).toBeCloseTo(0.3085, 4);
    expect(clopperPearson(5, 10)[0]).toBeCloseTo(0.1871, 4);
    expect(clopperPearson(5, 10)[1]).toBeCloseTo(0.8129, 4);
    expect(clopperPearson(1, 20)[0]).toBeCloseTo(0.0013, 4);
    expect(clopperPearson(1, 20)[1]).toBeCloseTo(0.2487, 4);
    expect(clopperPearson(0, 300, 0.9)[1]).toBeCloseTo(1 - 0.05 ** (1 / 300), 8);
  });

  test('each bound leaves exactly its tail', () => {
    const counts = fc
      .integer({ min: 2, max: 400 })
      .chain((of) => fc.tuple(fc.integer({ min: 1, max: of - 1 }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([count, of]) => {
        const [lower, upper] = clopperPearson(count, of);
        expect(1 - atMost(count - 1, of, lower)).toBeCloseTo(0.025, 6);
        expect(atMost(count, of, upper)).toBeCloseTo(0.025, 6);
        expect(lower).toBeLessThan(count / of);
        expect(upper).toBeGreaterThan(count / of);
      }),
    );
  });

  test('a rate of nothing has no value', () => {
    expect(rate(0, 0)).toEqual({ count: 0, of: 0, value: null, interval95: null });
    expect(rateOf([1, 2, 3, 4], (n) => n > 1)).toMatchObject({ count: 3, of: 4, value: 0.75 });
  });
});

describe('drawing pictures again', () => {
  const mean = (drawn: readonly number[]) => drawn.reduce((sum, n) => sum + n, 0) / drawn.length;

  test('the interval is the same each time, and holds the figure', () => {
    const groups = [
      [1, 2, 3],
      [2, 3, 4],
      [3, 4, 5],
    ];
    const interval = bootstrapInterval(groups, mean, { rounds: 300 });
    expect(bootstrapInterval(groups, mean, { rounds: 300 })).toEqual(interval);
    expect(interval?.[0]).toBeLessThan(3);
    expect(interval?.[1]).toBeGreaterThan(3);
  });

  test('places that differ make it wide, though each has many pictures', () => {
    const place = (value: number) => Array.from({ length: 100 }, () => value);
    expect(bootstrapInterval([place(0), place(1)], mean, { rounds: 300 })).toEqual([0, 1]);
    const [low = 0, high = 0] = bootstrapInterval([[...place(0), ...place(1)]], mean, { rounds: 300 }) ?? [];
    expect(high - low).toBeLessThan(0.2);
  });

  test('a figure that most drawings do not have has no interval', () => {
    expect(bootstrapInterval([[1, 2]], () => null, { rounds: 50 })).toBeNull();
  });

  test('quantiles lie between the two nearest values', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([0, 1], 0.25)).toBe(0.25);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('calibration error', () => {
  test('is 0 where scores say what happens, and their distance where they do not', () => {
    const said = (probability: number, hits: number, of: number) =>
      Array.from({ length: of }, (_, i) => ({ probability, isHit: i < hits }));
    expect(calibrationError([...said(0.25, 1, 4), ...said(0.75, 3, 4)])).toBeCloseTo(0, 12);
    expect(calibrationError([...said(0.9, 0, 5), ...said(0.1, 0, 5)])).toBeCloseTo(0.5, 12);
    expect(calibrationError([...said(1, 1, 1)])).toBeCloseTo(0, 12);
    // 0.61 and 0.68 lie in one bin of ten, and in two of fifteen.
    expect(calibrationError([...said(0.61, 1, 1), ...said(0.68, 0, 1)])).toBeCloseTo((0.39 + 0.68) / 2, 12);
    expect(calibrationError([])).toBeNull();
  });
});

test('percentiles are times that were measured', () => {
  const times = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentilesOf(times)).toEqual({ p50: 50, p90: 90, p99: 99 });
  expect(percentilesOf([7])).toEqual({ p50: 7, p90: 7, p99: 7 });
});
