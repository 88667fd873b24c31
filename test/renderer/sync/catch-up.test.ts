import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Backlog, caughtUpInMs, noted } from '../../../renderer/sync/overview/catch-up.ts';

const looked = (...looks: readonly (readonly [atMs: number, waiting: number])[]): Backlog =>
  looks.map(([atMs, waiting]) => ({ atMs, waiting }));

describe('when a target will have caught up', () => {
  it('is told from how fast its backlog shrinks', () => {
    expect(caughtUpInMs(looked([0, 1_000], [10_000, 500]))).toBe(10_000);
  });

  it('cannot be told after too short a time, while the backlog grows, or stands still', () => {
    expect(caughtUpInMs([])).toBeNull();
    expect(caughtUpInMs(looked([0, 1_000], [1_000, 10]))).toBeNull();
    expect(caughtUpInMs(looked([0, 1_000], [10_000, 1_500]))).toBeNull();
    expect(caughtUpInMs(looked([0, 1_000], [10_000, 1_000]))).toBeNull();
  });

  it('is not told for weeks ahead', () => {
    expect(caughtUpInMs(looked([0, 15_500_000], [10_000, 15_499_999]))).toBeNull();
  });
});

describe('the looks at a backlog', () => {
  it('cover the last half minute, one a second, however often the station tells of it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 100, max: 2_000 }), { minLength: 1, maxLength: 300 }), (pauses) => {
        let atMs = 0;
        let backlogs: ReadonlyMap<string, Backlog> = new Map();
        for (const [index, pause] of pauses.entries()) {
          atMs += pause;
          backlogs = noted(backlogs, [{ id: 'a', waiting: pauses.length - index, state: 'sending' }], atMs);
        }
        const looks = backlogs.get('a') ?? [];
        expect(looks.length).toBeLessThanOrEqual(33);
        expect(looks.at(-1)).toEqual({ atMs, waiting: 1 });
        expect(looks.every((look) => atMs - look.atMs <= 30_000)).toBe(true);
        expect(looks.map((look) => look.atMs)).toEqual(looks.map((look) => look.atMs).toSorted((a, b) => a - b));
      }),
    );
  });

  it('begin anew once a target has rested, and end with it', () => {
    const sending = noted(new Map(), [{ id: 'a', waiting: 9, state: 'sending' }], 0);
    expect(noted(sending, [{ id: 'a', waiting: 9, state: 'waiting' }], 5_000).get('a')).toEqual([]);
    expect(noted(sending, [], 5_000).has('a')).toBe(false);
  });
});
