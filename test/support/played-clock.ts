/** A clock that goes only when a test says so, with its timers; for what waits seconds and minutes. */
import type { Clock } from '../../main/station/clock.ts';
import type { After } from '../../main/sync/sender/rest.ts';

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
}

export class PlayedClock implements Clock {
  private nowMs = 1_000;
  private readonly timers = new Set<Timer>();
  /** The wall clock is ahead of the monotonic one by this; a test may let it jump. */
  wallAheadMs = Date.parse('2026-11-27T10:00:00Z');

  monotonicMs(): number {
    return this.nowMs;
  }

  wallMs(): number {
    return this.nowMs + this.wallAheadMs;
  }

  readonly after: After = (ms, call) => {
    const timer = { dueMs: this.nowMs + ms, call };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  get waiting(): number {
    return this.timers.size;
  }

  /** Lets everything that needs no time come to rest, then goes on timer by timer. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    await settled();
    for (let next = this.next(untilMs); next; next = this.next(untilMs)) {
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      this.timers.delete(next);
      next.call();
      await settled();
    }
    this.nowMs = untilMs;
  }

  private next(untilMs: number): Timer | undefined {
    return [...this.timers].filter(({ dueMs }) => dueMs <= untilMs).toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }
}

/** Promises that are ready have been heard: a macrotask comes after all of them. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
