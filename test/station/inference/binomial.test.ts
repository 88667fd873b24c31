import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMost, lowerBound, upperBound } from '../../../main/station/inference/binomial.ts';

describe('the upper bound on a share', () => {
  it.each([
    [0, 299, 0.00997],
    [1, 473, 0.00999],
    [0, 10, 1 - 0.05 ** (1 / 10)],
    // scipy.stats.beta.ppf(0.95, 401, 4600)
    [400, 5000, 0.08659],
  ])('is for %i of %i the known one', (count, of, expected) => {
    expect(Math.abs(upperBound(count, of) - expected)).toBeLessThan(1e-5);
  });

  it('is everything when all were missed, or none was looked at', () => {
    expect([upperBound(5, 5), upperBound(0, 0)]).toEqual([1, 1]);
  });

  it('leaves exactly its risk, and so does the lower one', () => {
    const counts = fc
      .integer({ min: 2, max: 600 })
      .chain((of) => fc.tuple(fc.integer({ min: 1, max: of - 1 }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([count, of]) => {
        expect(atMost(count, of, upperBound(count, of))).toBeCloseTo(0.05, 6);
        expect(1 - atMost(count - 1, of, lowerBound(count, of))).toBeCloseTo(0.05, 6);
      }),
    );
  });
});
