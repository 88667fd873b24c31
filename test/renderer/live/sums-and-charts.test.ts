import { describe, expect, it } from 'vitest';
import { barsPath, linePath, sinceFirstPart, yieldFloor } from '../../../renderer/live/chart-path.ts';
import { unaccounted, yieldOf } from '../../../renderer/live/ledger-sum.ts';
import { topReasons } from '../../../renderer/live/top-reasons.ts';

describe('the sum of a run', () => {
  it('is nothing when every trigger has a verdict or is pending', () => {
    expect(unaccounted({ triggers: 1_234, pass: 1_200, fail: 20, review: 10, missed: 3, pending: 1 })).toBe(0);
  });
  it('says how many triggers are without one, and how many verdicts without a trigger', () => {
    expect(unaccounted({ triggers: 10, pass: 7, fail: 0, review: 0, missed: 0, pending: 1 })).toBe(2);
    expect(unaccounted({ triggers: 10, pass: 11, fail: 0, review: 0, missed: 0, pending: 0 })).toBe(-1);
  });
});

describe('the yield', () => {
  it('is unknown before the first part', () => {
    expect(yieldOf({ pass: 0, fail: 0, review: 0, missed: 0 })).toBeNull();
  });
  it('counts missed parts as not passed', () => {
    expect(yieldOf({ pass: 90, fail: 4, review: 5, missed: 1 })).toBe(0.9);
  });
});

describe('the chart of a line', () => {
  it('breaks where there is no value', () => {
    expect(linePath([1, 0, null, 0.5, 1], 400, 80)).toBe('M0 0L100 80M300 40L400 0');
  });
  it('draws a lone minute as a dot and keeps what lies outside at the edge', () => {
    expect(linePath([null, 2, null], 400, 80)).toBe('M200 0h1.5');
  });
  it('is empty without values', () => {
    expect(linePath([], 400, 80)).toBe('');
  });
  it('begins with the first part, and never shows less than a quarter of an hour where there is one', () => {
    const idle = Array.from({ length: 100 }, () => null);
    expect(sinceFirstPart([...idle, 0.9, null, 1], 2)).toEqual([0.9, null, 1]);
    expect(sinceFirstPart([...idle, 1], 15)).toHaveLength(15);
    expect(sinceFirstPart([1], 15)).toEqual([1]);
    expect(sinceFirstPart([null, null], 15)).toEqual([null, null]);
  });
  it('has an axis that begins just below the lowest minute', () => {
    expect(yieldFloor([0.997, null, 0.991])).toBe(0.99);
    expect(yieldFloor([0.97, 1])).toBe(0.95);
    expect(yieldFloor([0.1])).toBe(0);
    expect(yieldFloor([])).toBe(0.99);
  });
});

describe('the bars of the latency', () => {
  const chart = { width: 400, height: 80, top: 20, limit: 16 };
  it('are drawn once each: within the budget or over it', () => {
    const values = [4, 17, 16, 30];
    const count = (path: string): number => path.split('z').length - 1;
    expect(count(barsPath(values, chart, 'within'))).toBe(2);
    expect(count(barsPath(values, chart, 'over'))).toBe(2);
  });
  it('never grow out of the chart', () => {
    expect(barsPath([500], chart, 'over')).toContain('v-80');
  });
});

describe('the reasons', () => {
  const rows = Array.from({ length: 9 }, (_, index) => ({ reason: `r${index}`, count: 9 - index }));
  it('fit, and what does not fit is summed up without losing one', () => {
    const top = topReasons(rows, 6);
    expect(top).toHaveLength(6);
    expect(top.reduce((sum, row) => sum + row.count, 0)).toBe(45);
    expect(top.at(-1)).toEqual({ reason: '', count: 4 + 3 + 2 + 1 });
  });
  it('stay as they are when they fit', () => {
    expect(topReasons(rows.slice(0, 6), 6)).toEqual(rows.slice(0, 6));
  });
});
