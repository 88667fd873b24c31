/**
 * How many threads the engine gets. Pure: what was measured goes in, because more threads are often slower.
 *
 * A core is left free for camera and pipeline; each step up must be clearly faster to be worth the cores it takes, and
 * its slowest runs must not take longer: a median that falls while the 99th percentile grows makes frames late.
 */
import type { RunTimes, TimedRuns } from './run-times.ts';

export interface ThreadStep extends TimedRuns {
  readonly threads: number;
}

export interface ThreadChoice extends ThreadStep {
  readonly needs: RunTimes;
  readonly reason: string;
}

/** A step up must take at most this share of the time before it. */
const worthIt = 0.85;

/** @param steps at least one, by number of threads. */
export function chooseThreads(cores: number, steps: readonly [ThreadStep, ...ThreadStep[]]): ThreadChoice {
  let best = steps[0];
  for (const step of steps) {
    if (step.threads <= best.threads) continue;
    const [now, before] = [needsOf(step), needsOf(best)];
    if (now.p50 > before.p50 * worthIt || now.p99 > before.p99) break;
    best = step;
  }
  const why = steps.length === 1 ? `one of ${cores} cores is left free` : 'more were not clearly faster';
  return { ...best, needs: needsOf(best), reason: `measured ${steps.map(describe).join(', ')}; ${why}` };
}

/**
 * What a run takes with the processor to itself. One thread's processor time is that, whatever else runs (measured at a
 * load of 9 on 2 cores: 7.4 ms, and 66 by the clock); of several threads only the clock knows how they wait for another.
 */
export function needsOf({ threads, p50, p99, cpu }: ThreadStep): RunTimes {
  return threads === 1 ? cpu : { p50, p99 };
}

/** 1, 2, 4, … and the most there may be: all cores but one. */
export function threadCounts(cores: number): number[] {
  const most = Math.max(1, cores - 1);
  const counts: number[] = [];
  for (let threads = 1; threads < most; threads *= 2) counts.push(threads);
  return [...counts, most];
}

function describe(step: ThreadStep): string {
  return `${step.threads} thread${step.threads === 1 ? '' : 's'} ${needsOf(step).p50.toFixed(1)} ms`;
}
