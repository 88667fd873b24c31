/** What the pipeline measures of every frame: over the whole run (percentiles) and over the last seconds (the screen). */
import type { Percentiles } from '../../api/slices/health.ts';
import { Durations } from './measures.ts';

/** One period at 60 frames a second. */
const periodMs = 1000 / 60;
/** The screen's window: ten seconds at 60 frames a second; of them it draws the last two. */
const recentFrames = 600;
const drawnFrames = 120;

export interface FrameMeasures {
  readonly seconds: number;
  readonly frames: number;
  readonly deadlineMisses: number;
  readonly frameToVerdictMs: Percentiles | null;
  readonly frameToOutputMs: Percentiles | null;
  readonly rawRunMs: Percentiles | null;
  readonly overheadMs: Percentiles | null;
  readonly registrationMs: Percentiles | null;
}

/** Before the first frame. */
export const noMeasures: FrameMeasures = {
  seconds: 0,
  frames: 0,
  deadlineMisses: 0,
  frameToVerdictMs: null,
  frameToOutputMs: null,
  rawRunMs: null,
  overheadMs: null,
  registrationMs: null,
};

export interface RecentLatency {
  readonly p50: number | null;
  readonly p99: number | null;
  /** Oldest first, milliseconds. */
  readonly recent: readonly number[];
}

export interface FrameTimes {
  readonly completeMs: number;
  readonly decidedMs: number;
  /** Null when the engine gave no answer. */
  readonly runMs: number | null;
}

export class FrameDurations {
  private readonly frameToVerdict = new Durations();
  private readonly frameToOutput = new Durations();
  private readonly rawRun = new Durations();
  private readonly overhead = new Durations();
  private readonly registration = new Durations();
  private deadlineMisses = 0;
  private startedMs: number;
  private readonly recent = new Float64Array(recentFrames);
  private readonly recentRuns = new Float64Array(recentFrames);
  private recentCount = 0;
  private recentRunCount = 0;

  constructor(nowMs: number) {
    this.startedMs = nowMs;
  }

  frame(times: FrameTimes): void {
    const tookMs = times.decidedMs - times.completeMs;
    this.frameToVerdict.record(tookMs);
    if (tookMs > periodMs) this.deadlineMisses++;
    this.recent[this.recentCount++ % recentFrames] = tookMs;
    if (times.runMs === null) return;
    this.rawRun.record(times.runMs);
    this.overhead.record(Math.max(0, tookMs - times.runMs));
    this.recentRuns[this.recentRunCount++ % recentFrames] = times.runMs;
  }

  answered(lastFrameCompleteMs: number, sentMs: number): void {
    this.frameToOutput.record(Math.max(0, sentMs - lastFrameCompleteMs));
  }

  registered(tookMs: number): void {
    this.registration.record(tookMs);
  }

  restart(nowMs: number): void {
    const { frameToVerdict, frameToOutput, rawRun, overhead, registration } = this;
    for (const durations of [frameToVerdict, frameToOutput, rawRun, overhead, registration]) durations.reset();
    this.deadlineMisses = 0;
    this.startedMs = nowMs;
  }

  measures(nowMs: number): FrameMeasures {
    return {
      seconds: (nowMs - this.startedMs) / 1000,
      frames: this.frameToVerdict.count,
      deadlineMisses: this.deadlineMisses,
      frameToVerdictMs: this.frameToVerdict.percentiles(),
      frameToOutputMs: this.frameToOutput.percentiles(),
      rawRunMs: this.rawRun.percentiles(),
      overheadMs: this.overhead.percentiles(),
      registrationMs: this.registration.percentiles(),
    };
  }

  latency(): RecentLatency {
    const kept = Math.min(this.recentCount, recentFrames);
    const sorted = this.recent.slice(0, kept).sort();
    const drawn = Math.min(kept, drawnFrames);
    const recent = Array.from({ length: drawn }, (_, index) => {
      const at = (this.recentCount - drawn + index) % recentFrames;
      return Math.round((this.recent[at] ?? 0) * 100) / 100;
    });
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), recent };
  }

  engineRunMsP50(): number | null {
    return quantile(this.recentRuns.slice(0, Math.min(this.recentRunCount, recentFrames)).sort(), 0.5);
  }
}

/** @param sorted ascending; null when empty. Nearest rank. */
export function quantile(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null;
}
