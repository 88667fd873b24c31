import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf } from '../../../main/station/study/order.ts';

const anyOrder = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  appraiser: fc.integer({ min: 1, max: 10 }),
  parts: fc.integer({ min: 2, max: 60 }),
  trials: fc.integer({ min: 2, max: 3 }),
});

describe('the order of an appraisal', () => {
  it('has every part once in every trial, one trial after the other', () => {
    fc.assert(
      fc.property(anyOrder, ({ seed, appraiser, parts, trials }) => {
        const steps = orderOf(seed, appraiser, parts, trials);
        expect(steps.map(({ trial }) => trial)).toEqual(
          Array.from({ length: parts * trials }, (_, step) => Math.floor(step / parts)),
        );
        for (let trial = 0; trial < trials; trial += 1) {
          const ofTrial = steps.filter((step) => step.trial === trial).map(({ part }) => part);
          expect(ofTrial.toSorted((one, other) => one - other)).toEqual([...Array(parts).keys()]);
        }
      }),
    );
  });

  it('never has the same part twice in a row, not even where a trial ends and the next begins', () => {
    fc.assert(
      fc.property(anyOrder, ({ seed, appraiser, parts, trials }) => {
        const steps = orderOf(seed, appraiser, parts, trials);
        for (const [index, step] of steps.entries()) expect(step.part).not.toBe(steps[index + 1]?.part);
      }),
    );
  });

  it('is the same again from the same seed, and another for another appraiser and another trial', () => {
    const order = (seed: number, appraiser: number) => orderOf(seed, appraiser, 50, 3).map(({ part }) => part);
    expect(order(7, 1)).toEqual(order(7, 1));
    expect(order(7, 1)).not.toEqual(order(7, 2));
    expect(order(7, 1)).not.toEqual(order(8, 1));
    expect(order(7, 1).slice(0, 50)).not.toEqual(order(7, 1).slice(50, 100));
  });

  it('puts every part at every place about equally often', () => {
    const parts = 5;
    const first = Array.from({ length: 5_000 }, (_, seed) => orderOf(seed, 1, parts, 2)[parts]?.part ?? -1);
    for (let part = 0; part < parts; part += 1) {
      // 1000 expected, standard deviation 28; seeds are fixed, so this cannot come out otherwise tomorrow.
      expect(Math.abs(first.filter((one) => one === part).length - 1_000)).toBeLessThan(140);
    }
  });
});
