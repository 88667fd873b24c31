/** How late the main process's event loop is. Its own sampling interval (1 ms) is taken off. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Percentiles } from '../../api/slices/health.ts';
import { percentilesOf } from './measures.ts';

const resolutionMs = 1;
const msPerNanosecond = 1e-6;

export class LoopDelay {
  private readonly histogram = monitorEventLoopDelay({ resolution: resolutionMs });

  constructor() {
    this.histogram.enable();
  }
  percentiles(): Percentiles {
    return this.histogram.count === 0
      ? { p50: 0, p90: 0, p99: 0, p999: 0, max: 0 }
      : percentilesOf(this.histogram, msPerNanosecond, resolutionMs);
  }
  reset(): void {
    this.histogram.reset();
  }
  stop(): void {
    this.histogram.disable();
  }
}
