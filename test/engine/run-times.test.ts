import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, runTimes, timeInTurn } from '../../main/engine/run-times.ts';

const someTimes = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 200 });

describe('percentiles', () => {
  it('are times that were measured, by nearest rank', () => {
    expect(runTimes([5, 1, 4, 2, 3])).toEqual({ p50: 3, p99: 5 });
    expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('leave at least their share at or below, are one of the times, grow with the share, and know no order', () => {
    fc.assert(
      fc.property(someTimes, fc.double({ min: 0.01, max: 1, noNaN: true }), (times, share) => {
        const value = percentile(times, share);
        expect(times).toContain(value);
        const atOrBelow = times.filter((time) => time <= value).length;
        expect(atOrBelow).toBeGreaterThanOrEqual(share * times.length - 1e-9);
        expect(percentile(times, share / 2)).toBeLessThanOrEqual(value);
        expect(percentile(times.toReversed(), share)).toBe(value);
        expect(percentile(times, 1)).toBe(Math.max(...times));
      }),
    );
  });
});

describe('timing in turn', () => {
  function recorded() {
    const calls: string[] = [];
    const work = (name: string, ms: number) => async () => {
      calls.push(name);
      return ms;
    };
    return { calls, works: [work('a', 1), work('b', 7)] };
  }

  it('warms each up, then runs them one after the other, and gives each its own figures', async () => {
    const { calls, works } = recorded();
    expect(await timeInTurn(works, { runs: 12, limitMs: 1e9 })).toMatchObject([
      { p50: 1, p99: 1 },
      { p50: 7, p99: 7 },
    ]);
    const warm = 'aaaaabbbbb';
    expect(calls.join('')).toBe(warm + 'ab'.repeat(12));
  });

  it('stops when the time is up, but not before there is something to judge by', async () => {
    const { calls, works } = recorded();
    await timeInTurn(works, { runs: 1000, limitMs: 0 });
    expect(calls.join('')).toBe(`aaaaabbbbb${'ab'.repeat(10)}`);
  });

  it('does not count the runs that warm up', async () => {
    const times = [900, 800, 700, 600, 500, ...new Array(10).fill(3)];
    expect(await timeInTurn([async () => times.shift() ?? Number.NaN], { runs: 10, limitMs: 1e9 })).toMatchObject([
      { p50: 3, p99: 3 },
    ]);
  });

  it.skipIf(process.platform === 'win32')('knows the processor’s time apart from the clock’s', async () => {
    const waits = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return 20;
    };
    const works = async () => {
      const startedMs = performance.now();
      while (performance.now() - startedMs < 4) Math.hypot(startedMs, 1);
      return performance.now() - startedMs;
    };
    const [waiting, working] = await timeInTurn([waits, works], { runs: 10, limitMs: 1e9 });
    if (!waiting || !working) throw new Error('two works were timed');
    expect(waiting.cpu.p50).toBeLessThan(waiting.p50 / 2);
    expect(working.cpu.p50).toBeGreaterThan(waiting.cpu.p50);
  });

  it('says how far it is, never less than before', async () => {
    const shares: number[] = [];
    await timeInTurn(recorded().works, { runs: 20, limitMs: 1e9 }, (share) => shares.push(share));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.05);
    expect(shares.at(-1)).toBeGreaterThanOrEqual(0.95);
  });
});
