import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeRate } from '../../../main/station/desk/escape-rate.ts';

it('is the plain share where one recipe ran, with Wilson’s interval', () => {
  const rate = escapeRate([{ passed: 10_000, audited: 100, defective: 2 }]);
  expect(rate?.value).toBeCloseTo(0.02, 12);
  // Wilson 95 % of 2 in 100: 0.55 % to 7.00 %.
  expect(rate?.low).toBeCloseTo(0.0055, 4);
  expect(rate?.high).toBeCloseTo(0.07, 3);
});

it('weighs each audit by the parts that it stands for', () => {
  // 9,000 parts at 10 % and 1,000 at 0 %: audited alike, they must not count alike.
  const rate = escapeRate([
    { passed: 9_000, audited: 50, defective: 5 },
    { passed: 1_000, audited: 50, defective: 0 },
  ]);
  expect(rate?.value).toBeCloseTo(0.09, 12);
});

it('says nothing before the first audit, and never zero to zero after it', () => {
  expect(escapeRate([{ passed: 500, audited: 0, defective: 0 }])).toBeNull();
  const none = escapeRate([{ passed: 500, audited: 20, defective: 0 }]);
  expect(none).toMatchObject({ value: 0, low: 0 });
  expect(none?.high).toBeGreaterThan(0.1);
});

it('proves less with unequal weights than with equal ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 50 }), (defective, times) => {
      const equal = escapeRate([
        { passed: 1_000, audited: 50, defective: Math.min(50, defective) },
        { passed: 1_000, audited: 50, defective: Math.min(50, defective) },
      ]);
      const unequal = escapeRate([
        { passed: 1_000 * times, audited: 50, defective: Math.min(50, defective) },
        { passed: 1_000, audited: 50, defective: Math.min(50, defective) },
      ]);
      if (!equal || !unequal) throw new Error('both were audited');
      expect(unequal.value).toBeCloseTo(equal.value, 9);
      expect(unequal.high - unequal.low).toBeGreaterThan(equal.high - equal.low);
    }),
  );
});
