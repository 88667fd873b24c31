/** Notices that bytes have stopped coming: a program that hangs, or whose driver does, sends nothing and does not end. */

/** Webcams take longer exposures in the dark, and then send at a fraction of their rate. */
const periodsOfSilence = 10;
const shortestSilenceMs = 2_000;

/** How long a camera of this rate may be silent. */
export function longestSilenceMs(framesPerSecond: number): number {
  return Math.max(shortestSilenceMs, (periodsOfSilence * 1000) / framesPerSecond);
}

export class SilenceWatch {
  private readonly timer: NodeJS.Timeout;
  private readonly onSilence: () => void;
  private chunks = 0;
  private isStopped = false;

  /** Starts at once. `onSilence` is called at most once for each silence. */
  constructor(afterMs: number, onSilence: () => void) {
    this.onSilence = onSilence;
    this.timer = setTimeout(() => this.askOnceMore(), afterMs);
  }

  heard(): void {
    this.chunks += 1;
    if (!this.isStopped) this.timer.refresh();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** When this thread itself was held up, timers come first: what waits in the pipe is read before it counts as silent. */
  private askOnceMore(): void {
    const before = this.chunks;
    setImmediate(() => {
      if (!this.isStopped && this.chunks === before) this.onSilence();
    });
  }
}
