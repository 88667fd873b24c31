/** Percentiles of durations over a whole run, in constant memory (Node's HDR histogram, microsecond steps). */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Percentiles } from '../../api/slices/health.ts';

const microsecondsPerMs = 1000;

export class Durations {
  private readonly histogram: RecordableHistogram = createHistogram();

  record(ms: number): void {
    // The histogram takes positive integers only.
    this.histogram.record(Math.max(1, Math.round(ms * microsecondsPerMs)));
  }
  get count(): number {
    return this.histogram.count;
  }
  reset(): void {
    this.histogram.reset();
  }
  percentiles(): Percentiles | null {
    return this.histogram.count === 0 ? null : percentilesOf(this.histogram, 1 / microsecondsPerMs);
  }
}

interface HasPercentiles {
  percentile(p: number): number;
  readonly max: number;
}

/** @param scale what one unit of the histogram is in milliseconds; @param offsetMs is taken off, never below zero. */
export function percentilesOf(histogram: HasPercentiles, scale: number, offsetMs = 0): Percentiles {
  const at = (p: number): number => Math.max(0, histogram.percentile(p) * scale - offsetMs);
  return {
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: Math.max(0, histogram.max * scale - offsetMs),
  };
}
