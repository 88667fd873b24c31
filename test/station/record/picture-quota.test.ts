import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PictureQuota, type PictureQuotaOptions } from '../../../main/station/record/picture-quota.ts';

function quota(overrides: Partial<PictureQuotaOptions> = {}): PictureQuota {
  return new PictureQuota({ passShare: 0.01, picturesPerMinute: 1000, seed: 1, monotonicMs: () => 0, ...overrides });
}

describe('the picture quota', () => {
  it('keeps everything that is not a clean pass', () => {
    const choices = quota({ passShare: 0 });
    expect([choices.choose('fail'), choices.choose('review'), choices.choose('pass')]).toEqual([
      'keep',
      'keep',
      'not-wanted',
    ]);
  });

  it('keeps about the wanted share of the passes, and the same ones for the same seed', () => {
    const draw = (): string[] => {
      const choices = quota({ passShare: 0.1, picturesPerMinute: 100_000, seed: 7 });
      return Array.from({ length: 20_000 }, () => choices.choose('pass'));
    };
    const drawn = draw();
    const share = drawn.filter((choice) => choice === 'keep').length / drawn.length;
    expect(share).toBeGreaterThan(0.09);
    expect(share).toBeLessThan(0.11);
    expect(draw()).toEqual(drawn);
  });

  it('never keeps more than the quota within any minute', () => {
    const parts = fc.array(fc.record({ pauseMs: fc.integer({ min: 0, max: 20_000 }), isFail: fc.boolean() }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 6 }), (shown, picturesPerMinute) => {
        let now = 0;
        const choices = quota({ passShare: 0.5, picturesPerMinute, monotonicMs: () => now });
        const keptAt: number[] = [];
        for (const { pauseMs, isFail } of shown) {
          now += pauseMs;
          if (choices.choose(isFail ? 'fail' : 'pass') === 'keep') keptAt.push(now);
        }
        for (const [index, at] of keptAt.entries()) {
          const withinAMinute = keptAt.slice(index).filter((later) => later - at < 60_000).length;
          expect(withinAMinute).toBeLessThanOrEqual(picturesPerMinute);
        }
      }),
    );
  });

  it('says which word belongs on the record: over the quota, or no space', () => {
    const choices = quota({ picturesPerMinute: 1 });
    expect(choices.choose('fail')).toBe('keep');
    expect(choices.choose('fail')).toBe('skipped:quota');
    choices.picturesStopped(true);
    expect(choices.choose('fail')).toBe('skipped:disk');
    choices.picturesStopped(false);
    expect(choices.choose('fail')).toBe('skipped:quota');
  });

  it('draws the same sample whether or not pictures stopped meanwhile', () => {
    const [free, stopped] = [quota({ passShare: 0.2 }), quota({ passShare: 0.2 })];
    stopped.picturesStopped(true);
    const wanted = (choices: PictureQuota): boolean[] =>
      Array.from({ length: 500 }, () => choices.choose('pass') !== 'not-wanted');
    expect(wanted(stopped)).toEqual(wanted(free));
  });
});
