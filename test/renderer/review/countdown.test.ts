import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockWords, hasteOf, leftMs, shareLeft } from '../../../renderer/review/queue/countdown.ts';

describe('the countdown of a part', () => {
  it('goes by the station, whatever the clock of this screen says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }), (offset, cameAtMs) => {
        const at = 1_760_000_000_000 + offset;
        expect(leftMs(at + 42_000, { at, cameAtMs }, cameAtMs)).toBe(42_000);
        expect(leftMs(at + 42_000, { at, cameAtMs }, cameAtMs + 12_000)).toBe(30_000);
      }),
    );
  });

  it('does not exist where nothing ends', () => {
    expect(leftMs(null, { at: 5, cameAtMs: 5 }, 6)).toBeNull();
    expect(hasteOf(null)).toBe('calm');
  });

  it('is amber within a minute and over at its end', () => {
    expect([60_000, 59_999, 1, 0, -5].map(hasteOf)).toEqual(['calm', 'soon', 'soon', 'over', 'over']);
  });

  it('says begun seconds whole, so that nought is the end', () => {
    expect([42_000, 41_001, 125_000, 3_723_000, 1, 0, -9].map(clockWords)).toEqual([
      '0:42',
      '0:42',
      '2:05',
      '1:02:03',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });

  it('never counts up while time passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), fc.array(fc.integer({ min: 0, max: 9_000 })), (due, steps) => {
        let now = 0;
        let last = Number.POSITIVE_INFINITY;
        for (const step of steps) {
          now += step;
          const left = leftMs(due, { at: 0, cameAtMs: 0 }, now) ?? Number.NaN;
          expect(left).toBeLessThanOrEqual(last);
          last = left;
        }
      }),
    );
  });

  it('draws a share between all and nothing', () => {
    expect(shareLeft(30_000, 0, 60_000)).toBe(0.5);
    expect(shareLeft(90_000, 0, 60_000)).toBe(1);
    expect(shareLeft(-1, 0, 60_000)).toBe(0);
    expect(shareLeft(5, 60_000, 60_000)).toBe(0);
  });
});
