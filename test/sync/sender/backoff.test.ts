import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, longestMs } from '../../../main/sync/sender/backoff.ts';

const failures = fc.integer({ min: 1, max: 10_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait before the next try', () => {
  it('is never longer than a minute, however often it failed', () => {
    fc.assert(
      fc.property(failures, random, (times, chance) => {
        const waitMs = backoffMs(times, chance);
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(longestMs);
      }),
    );
  });

  it('doubles its ceiling with each failure, up to a minute', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((times) => backoffMs(times, 1 - Number.EPSILON));
    expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('is spread over the whole of it, so that stations that failed together do not return together', () => {
    expect(backoffMs(5, 0)).toBe(0);
    expect(backoffMs(5, 0.5)).toBe(4000);
  });
});
