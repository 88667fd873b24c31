import type { Timers } from '../../../main/station/line/answering.ts';
import type { Clock } from '../../../main/station/ports.ts';

/** A clock and its timers that move only when a test says so; timers run in the order of their times. */
export class FakeTime implements Clock, Timers {
  private nowMs = 1000;
  private next = 1;
  private readonly due = new Map<number, { readonly atMs: number; readonly run: () => void }>();

  monotonicMs(): number {
    return this.nowMs;
  }
  wallMs(): number {
    return 1_700_000_000_000 + this.nowMs;
  }
  setTimeout(run: () => void, delayMs: number): number {
    this.due.set(this.next, { atMs: this.nowMs + delayMs, run });
    return this.next++;
  }
  clearTimeout(timer: unknown): void {
    if (typeof timer === 'number') this.due.delete(timer);
  }
  /** Timers that are set. */
  get armed(): number {
    return this.due.size;
  }

  /** Time passes, timers run as they fall due. */
  elapse(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (let first = this.firstDue(untilMs); first; first = this.firstDue(untilMs)) {
      const [id, { atMs, run }] = first;
      this.due.delete(id);
      this.nowMs = Math.max(this.nowMs, atMs);
      run();
    }
    this.nowMs = untilMs;
  }

  /** Time passes and no timer gets its turn: a busy event loop. */
  block(ms: number): void {
    this.nowMs += ms;
  }

  private firstDue(untilMs: number) {
    return [...this.due].filter(([, one]) => one.atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
  }
}
