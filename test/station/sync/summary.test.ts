import { describe, expect, it } from 'vitest';
import type { TargetState } from '../../../main/api/slices/sync.ts';
import { summaryOf } from '../../../main/station/sync/summary.ts';

const target = (state: TargetState, more: Partial<Parameters<typeof summaryOf>[0][number]> = {}) => ({
  ...{ state, waiting: 0, parked: 0, oldestAt: null, lastError: null },
  ...more,
});

describe('all targets in one state', () => {
  it('is that of the one that is worst off', () => {
    const order = ['stopped', 'waiting', 'paused', 'starting', 'sending', 'up-to-date'] as const;
    const told = ['stopped', 'away', 'paused', 'starting', 'connected', 'connected'];
    const worstOf = order.map((_, place) => summaryOf(order.slice(place).map((each) => target(each))).state);
    expect(worstOf).toEqual(told);
  });

  it('says how much waits at the slowest, how much is parked in all, and since when nothing goes', () => {
    const late = { waiting: 12, parked: 2, oldestAt: 5_000 };
    expect(summaryOf([target('waiting', late), target('waiting', { waiting: 40, oldestAt: 9_000 })])).toEqual({
      ...{ state: 'away', waiting: 40, parked: 2, awaySince: 5_000 },
    });
    expect(summaryOf([target('waiting', { lastError: { at: 7_000, text: 'x' } })]).awaySince).toBe(7_000);
  });

  it('of a station without a target is that nothing is set up', () => {
    expect(summaryOf([])).toEqual({ state: 'not-configured', waiting: 0 });
  });
});
