import fc from 'fast-check';
import { expect, it } from 'vitest';
import { estimateCount } from '../../../main/station/desk/stratified.ts';

it('is exact where every one was tried', () => {
  expect(estimateCount(3, 40, 40)).toEqual({ value: 3, low: 3, high: 3 });
});

it('says nothing where nothing was tried', () => {
  expect(estimateCount(0, 0, 40)).toBeNull();
});

it('has the interval of Clopper and Pearson: 2 of 100, 95 %', () => {
  // 0.243 % to 7.038 %, as their tables have it.
  const estimate = estimateCount(2, 100, 1_000_000);
  expect(estimate?.value).toBeCloseTo(20_000, 6);
  expect(estimate?.low).toBeCloseTo(2_431, -1);
  expect(estimate?.high).toBeCloseTo(70_384, -1);
});

it('holds what was counted, and no more than there is', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.nat(100_000), (hits, others, more) => {
      const tried = hits + others;
      const estimate = estimateCount(hits, tried, tried + more);
      if (!estimate) return expect(tried).toBe(0);
      expect(estimate.low).toBeLessThanOrEqual(estimate.value + 1e-6);
      expect(estimate.high).toBeGreaterThanOrEqual(estimate.value - 1e-6);
      expect(estimate.high).toBeLessThanOrEqual(tried + more);
    }),
  );
});
