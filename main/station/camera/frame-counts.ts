/** Counts the frames that pass on their way to the ring, and how many came within the last second. */
import type { CameraStatus } from '../../api/slices/health.ts';
import type { Clock, FrameSink, PublishedFrame, SlotBuffer } from '../ports.ts';

/** More frames a second than any camera here delivers. */
const rateWindow = 2048;

export class CountedSink implements FrameSink {
  private readonly sink: FrameSink;
  private readonly clock: Clock;
  private readonly times = new Float64Array(rateWindow).fill(Number.NEGATIVE_INFINITY);
  private complete = 0;
  private incomplete = 0;
  private lostFrames = 0;

  constructor(sink: FrameSink, clock: Clock) {
    this.sink = sink;
    this.clock = clock;
  }

  acquire(): SlotBuffer | null {
    return this.sink.acquire();
  }
  publish(slot: SlotBuffer, frame: PublishedFrame): void {
    this.times[(this.complete + this.incomplete) % rateWindow] = this.clock.monotonicMs();
    if (frame.damage === null) this.complete += 1;
    else this.incomplete += 1;
    this.sink.publish(slot, frame);
  }
  release(slot: SlotBuffer): void {
    this.sink.release(slot);
  }
  lost(frameId: number, why: 'camera' | 'overrun'): void {
    this.lostFrames += 1;
    this.sink.lost(frameId, why);
  }

  /** Frames within the last second. */
  framesPerSecond(): number {
    const since = this.clock.monotonicMs() - 1000;
    return this.times.reduce((count, time) => count + (time > since ? 1 : 0), 0);
  }

  counts(overwritten: number): CameraStatus['frames'] {
    return { complete: this.complete, incomplete: this.incomplete, lost: this.lostFrames, overwritten };
  }
}
