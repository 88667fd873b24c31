import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truthParts, truthRates } from '../../../renderer/live/truth-rates.ts';
import { wilsonInterval } from '../../../renderer/live/wilson.ts';

describe('the rates of a demo', () => {
  const truth = { since: 0, defective: { pass: 2, fail: 29, review: 13 }, good: { pass: 1_433, fail: 1, review: 12 } };

  it('are escapes among the defective parts, and false calls among the good ones, fails and reviews apart', () => {
    expect(truthRates(truth)).toEqual([
      { name: 'escapes', hits: 2, parts: 44 },
      { name: 'falseFails', hits: 1, parts: 1_446 },
      { name: 'needlessReviews', hits: 12, parts: 1_446 },
    ]);
    expect(truthParts(truth)).toBe(1_490);
  });
});

describe('the interval of a share', () => {
  it('is what the books have for it', () => {
    // Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3.
    const rounded = (hits: number, trials: number) => {
      const range = wilsonInterval(hits, trials);
      return range && [range.from, range.to].map((share) => Number(share.toFixed(4)));
    };
    expect(rounded(81, 263)).toEqual([0.2553, 0.3662]);
    expect(rounded(15, 148)).toEqual([0.0624, 0.1605]);
    expect(rounded(0, 20)).toEqual([0, 0.1611]);
    expect(rounded(1, 29)).toEqual([0.0061, 0.1718]);
  });

  it('is unknown before the first part', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('always lies within 0 and 1, around the share, and narrows with more parts', () => {
    const counted = fc
      .integer({ min: 1, max: 100_000 })
      .chain((trials) => fc.tuple(fc.nat(trials), fc.constant(trials)));
    fc.assert(
      fc.property(counted, ([hits, trials]) => {
        const range = wilsonInterval(hits, trials);
        const more = wilsonInterval(hits * 10, trials * 10);
        if (!range || !more) throw new Error('no interval');
        expect(range.from).toBeGreaterThanOrEqual(0);
        expect(range.to).toBeLessThanOrEqual(1);
        expect(range.from).toBeLessThanOrEqual(hits / trials);
        expect(range.to).toBeGreaterThanOrEqual(hits / trials);
        expect(more.to - more.from).toBeLessThan(range.to - range.from);
      }),
    );
  });
});
