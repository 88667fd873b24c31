import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fits } from '../../../renderer/session/choose-person.tsx';
import { throttle } from '../../../renderer/session/throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('touches that are told to the station', () => {
  it('are told at once, then once a pause, and the last one is never forgotten', () => {
    const told: number[] = [];
    const throttled = throttle(
      () => told.push(Date.now() - begun),
      () => 1_000,
      () => Date.now(),
    );
    const begun = Date.now();
    for (const afterMs of [0, 100, 500, 600]) {
      vi.setSystemTime(begun + afterMs);
      throttled.call();
    }
    vi.advanceTimersByTime(10_000);
    expect(told).toHaveLength(2);
    expect(told[0]).toBe(0);
    throttled.call();
    expect(told).toHaveLength(3);
    throttled.call();
    throttled.stop();
    vi.advanceTimersByTime(10_000);
    expect(told).toHaveLength(3);
  });
});

describe('letters that are typed', () => {
  it('leave the names in which words begin with them', () => {
    const typed = ['', 'da', 'lü', 'müller d', 'DAG', 'x', 'udens', ' d '];
    expect(typed.filter((each) => fits('Dagmar Müller-Lüdenscheidt', each))).toEqual([
      '',
      'da',
      'lü',
      'müller d',
      'DAG',
      ' d ',
    ]);
  });
});
