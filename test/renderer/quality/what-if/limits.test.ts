import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitsByClassSchema } from '../../../../main/api/slices/quality.ts';
import { changesOf, leastApart, withLimit } from '../../../../renderer/quality/what-if/limits.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const limits = fc
  .tuple(share, share)
  .map(([a, b]) => ({ passBelow: Math.min(a, b), failAbove: Math.max(a, b) }))
  .filter(({ passBelow, failAbove }) => failAbove - passBelow >= leastApart);

it('never crosses the limits, whichever is moved to wherever, and moves that one to where it was put', () => {
  fc.assert(
    fc.property(
      limits,
      fc.constantFrom('passBelow' as const, 'failAbove' as const),
      fc.double({ min: -1, max: 2, noNaN: true }),
      (before, which, to) => {
        const after = withLimit(before, which, to);
        expect(limitsByClassSchema.safeParse({ pitting: after }).success).toBe(true);
        expect(after.failAbove - after.passBelow).toBeGreaterThanOrEqual(leastApart - 1e-4);
        const wanted = which === 'passBelow' ? Math.min(to, 1 - leastApart) : Math.max(to, leastApart);
        expect(Math.abs(after[which] - Math.min(1, Math.max(0, wanted)))).toBeLessThanOrEqual(0.0051);
      },
    ),
  );
});

it('leaves the other limit alone while there is room', () => {
  expect(withLimit({ passBelow: 0.2, failAbove: 0.6 }, 'passBelow', 0.3)).toEqual({ passBelow: 0.3, failAbove: 0.6 });
  expect(withLimit({ passBelow: 0.2, failAbove: 0.6 }, 'passBelow', 0.7)).toEqual({ passBelow: 0.7, failAbove: 0.71 });
});

it('names only the classes that differ, also those that came or went', () => {
  const before = { dent: { passBelow: 0.1, failAbove: 0.5 }, pitting: { passBelow: 0.2, failAbove: 0.6 } };
  const after = { pitting: { passBelow: 0.3, failAbove: 0.6 }, crack: { passBelow: 0.1, failAbove: 0.5 } };
  expect(changesOf(before, before)).toEqual([]);
  expect(changesOf(before, after).map((change) => change.class)).toEqual(['crack', 'dent', 'pitting']);
});
