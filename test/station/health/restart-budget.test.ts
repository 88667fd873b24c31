import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spendRestart } from '../../../main/station/health/restart-budget.ts';

function spendAt(times: readonly number[]) {
  let history: readonly number[] = [];
  return times.map((nowMs) => {
    const spent = spendRestart(history, nowMs);
    history = spent.history;
    return spent.isAllowed;
  });
}

describe('the restart budget', () => {
  it('allows five restarts in sixty seconds, and refuses the sixth', () => {
    expect(spendAt([0, 1, 2, 3, 4, 5])).toEqual([true, true, true, true, true, false]);
  });

  it('allows the next one when the oldest is sixty seconds ago', () => {
    expect(spendAt([0, 1000, 2000, 3000, 4000, 59_999, 60_000, 60_001])).toEqual([
      ...[true, true, true, true, true, false, true, false],
    ]);
  });

  it('never allows more than five in any sixty seconds', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(gaps, (steps) => {
        let nowMs = 0;
        const times = steps.map((step) => {
          nowMs += step;
          return nowMs;
        });
        const isAllowed = spendAt(times);
        const allowed = times.filter((_, i) => isAllowed[i]);
        for (const from of allowed) {
          expect(allowed.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});
