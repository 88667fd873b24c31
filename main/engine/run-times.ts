/** How long runs take: measured side by side, because what else the machine does changes from second to second. */
import { z } from 'zod';
import { quantile } from '../station/health/frame-durations.ts';

/** Milliseconds. */
export const runTimesSchema = z.object({ p50: z.number(), p99: z.number() });
export type RunTimes = z.infer<typeof runTimesSchema>;

/** Nearest rank: the time of a run that was. NaN for none. */
export function percentile(ms: readonly number[], share: number): number {
  return quantile(Float64Array.from(ms).sort(), share) ?? Number.NaN;
}

export function runTimes(ms: readonly number[]): RunTimes {
  return { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) };
}

/** As the clock has it, and the processor's time of all threads: the first is what happened, the second knows no others. */
export const timedRunsSchema = runTimesSchema.extend({ cpu: runTimesSchema });
export type TimedRuns = z.infer<typeof timedRunsSchema>;

export interface TimingLimits {
  /** So many runs of each … */
  readonly runs: number;
  /** … or as many as there is time for, in milliseconds each; but `fewestRuns` of a slow one. */
  readonly limitMs: number;
}

/** Windows counts processor time in steps of 16 ms: the clock's must do there. */
const isCpuTimeFine = process.platform !== 'win32';
/** Caches, clocks and a provider's own first steps: not what a station runs for the rest of the day. */
const warmUpRuns = 5;
const fewestRuns = 10;

/**
 * Times some works in turn, so that what disturbs one disturbs all.
 * @param works each runs once and returns the milliseconds that count.
 */
export async function timeInTurn(
  works: readonly (() => Promise<number>)[],
  limits: TimingLimits,
  onProgress: (share: number) => void = () => undefined,
): Promise<TimedRuns[]> {
  const times = works.map((work) => ({ work, clock: [] as number[], cpu: [] as number[] }));
  for (const work of works) for (let run = 0; run < warmUpRuns; run++) await work();
  const startedMs = performance.now();
  const limitMs = limits.limitMs * works.length;
  for (let run = 0; run < limits.runs; run++) {
    const spentMs = performance.now() - startedMs;
    if (run >= fewestRuns && spentMs >= limitMs) break;
    onProgress(Math.max(run / limits.runs, Math.min(1, spentMs / limitMs)));
    for (const { work, clock, cpu } of times) {
      const before = process.cpuUsage();
      clock.push(await work());
      const { user, system } = process.cpuUsage(before);
      cpu.push(isCpuTimeFine ? (user + system) / 1000 : (clock.at(-1) ?? Number.NaN));
    }
  }
  return times.map(({ clock, cpu }) => ({ ...runTimes(clock), cpu: runTimes(cpu) }));
}
