import { expect, it } from 'vitest';
import { changesOf } from '../../../../renderer/quality/history/changes.ts';
import { rangeOf } from '../../../../renderer/quality/history/groups.ts';

it('shows only the values that differ, each with its path', () => {
  const old = { pitting: { passBelow: 0.3, failAbove: 0.8 }, scratch: { passBelow: 0.2, failAbove: 0.7 } };
  const made = { pitting: { passBelow: 0.35, failAbove: 0.8 }, scratch: { passBelow: 0.2, failAbove: 0.7 } };
  expect(changesOf({ old, new: made })).toEqual([{ path: 'pitting.passBelow', old: '0.3', new: '0.35' }]);
});

it('shows plain values without a path, and what was not there as nothing', () => {
  expect(changesOf({ old: null, new: 5 })).toEqual([{ path: '', old: null, new: '5' }]);
  expect(changesOf({ old: 'operator', new: 'quality' })).toEqual([{ path: '', old: 'operator', new: 'quality' }]);
  expect(changesOf({ why: 'x' })).toEqual([]);
  expect(changesOf({ old: 'operator', new: { decision: 'good' } })).toEqual([
    { path: 'decision', old: null, new: 'good' },
  ]);
});

it('takes both days of a range whole, and a day that is none for no condition', () => {
  const { from = 0, until = 0 } = rangeOf({ from: '2026-05-04', until: '2026-05-04' });
  expect(until - from).toBe(86_400_000);
  expect(rangeOf({ from: '', until: 'soon' })).toEqual({});
});
