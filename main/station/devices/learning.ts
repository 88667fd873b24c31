/**
 * Learning what a button says: somebody presses it, and it does nothing else meanwhile.
 *
 *   off ──(asked)──▶ on, for a minute ──(asked again)──▶ on, for another minute
 *    ▲                   └──(ended by whoever learns, or the minute is over)──▶ off
 */
import type { Clock } from '../ports.ts';
import { ButtonLearner } from './button-reader.ts';

export const learnMs = 60_000;

export class Learning {
  private readonly clock: Clock;
  private readonly onEnd: () => void;
  private learners = new Map<string, ButtonLearner>();
  private by: { readonly screen: string; readonly until: number } | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock, onEnd: () => void) {
    this.clock = clock;
    this.onEnd = onEnd;
  }

  /** @param screen whoever asked last hears what was learned. Returns the wall-clock time at which it ends. */
  begin(screen: string): number {
    clearTimeout(this.timer);
    this.learners = new Map();
    const until = this.clock.wallMs() + learnMs;
    this.by = { screen, until };
    this.timer = setTimeout(() => this.end(), learnMs);
    return until;
  }

  end(): void {
    clearTimeout(this.timer);
    if (!this.by) return;
    this.by = null;
    this.onEnd();
  }

  /** Null: nobody learns. */
  get screen(): string | null {
    return this.by?.screen ?? null;
  }

  get until(): number | null {
    return this.by?.until ?? null;
  }

  /** The signal of a button that was pressed and let go. */
  read(path: string, report: Uint8Array): string | null {
    if (!this.by) return null;
    const learner = this.learners.get(path) ?? new ButtonLearner();
    this.learners.set(path, learner);
    return learner.read(report);
  }
}
