/**
 * Which frames' pictures are kept: everything that is not a clean pass, and a random share of the clean passes, up to a
 * quota per minute. A picture that is not kept is a word on its record. Pure but for its own counters.
 */
import type { Verdict } from '../flow.ts';
import { seededRandom } from '../random.ts';
import type { FrameRecord } from './record.ts';

export type PictureChoice =
  | 'keep'
  | Extract<FrameRecord['pictureOutcome'], 'not-wanted' | 'skipped:quota' | 'skipped:disk'>;

export interface PictureQuotaOptions {
  /** Share of clean passes whose picture is kept, 0..1. */
  readonly passShare: number;
  readonly picturesPerMinute: number;
  /** Of the random share: the same seed chooses the same frames. */
  readonly seed: number;
  readonly monotonicMs: () => number;
}

const minuteMs = 60_000;

export class PictureQuota {
  private readonly options: PictureQuotaOptions;
  private readonly random: () => number;
  /** Times of the pictures of the last minute, oldest first. */
  private taken: number[] = [];
  private isStopped = false;

  constructor(options: PictureQuotaOptions) {
    this.options = options;
    this.random = seededRandom(options.seed);
  }

  /** The store has no space for pictures (true), or has it again. */
  picturesStopped(isStopped: boolean): void {
    this.isStopped = isStopped;
  }

  /** Once per frame. `keep` takes one of this minute's pictures. */
  choose(verdict: Exclude<Verdict, 'missed'>): PictureChoice {
    // Drawn for every pass, whatever the disk says: the sample stays the same and stays random.
    if (verdict === 'pass' && this.random() >= this.options.passShare) return 'not-wanted';
    if (this.isStopped) return 'skipped:disk';
    const now = this.options.monotonicMs();
    while (this.taken[0] !== undefined && now - this.taken[0] >= minuteMs) this.taken.shift();
    if (this.taken.length >= this.options.picturesPerMinute) return 'skipped:quota';
    this.taken.push(now);
    return 'keep';
  }
}
