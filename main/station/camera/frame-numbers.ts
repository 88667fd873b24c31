/**
 * A device's frame counter made into numbers of the run: from 1, growing, with a gap exactly where frames were lost.
 *
 * A device starts anew at every reconnect, GigE Vision 1.x counters wrap from 65535 to 1, and a camera that was reset
 * jumps anywhere; none of these is a lost frame.
 */
import type { FrameSink, PublishedFrame, SlotBuffer } from '../ports.ts';

/** A greater gap is a counter that was set anew: three minutes of frames at 60 per second. */
const greatestGap = 10_000;
const shortCounterMax = 65_535;
/** A driver may hand out a damaged frame after a few newer ones; more than its buffers hold it cannot overtake. */
const greatestDelay = 32;

export class FrameNumbers {
  private last: number;
  private lastDevice: number | null = null;

  /** @param last number of the run's last frame so far. */
  constructor(last = 0) {
    this.last = last;
  }

  /** The device's next counter value has nothing to do with its last one. */
  restart(): void {
    this.lastDevice = null;
  }

  /**
   * @returns the frame's number and how many frames just before it never came; null for a frame that comes after newer
   * ones (or twice): its place was counted as lost when they came.
   */
  take(deviceId: number): { readonly id: number; readonly missing: number } | null {
    const missing = this.lastDevice === null ? 0 : framesBetween(this.lastDevice, deviceId);
    if (this.lastDevice !== null && deviceId <= this.lastDevice && this.lastDevice - deviceId <= greatestDelay)
      return null;
    this.lastDevice = deviceId;
    this.last += missing + 1;
    return { id: this.last, missing };
  }
}

function framesBetween(last: number, now: number): number {
  const hasWrapped = now < last && last <= shortCounterMax && last - now > shortCounterMax / 2;
  const between = hasWrapped ? shortCounterMax - last + now - 1 : now - last - 1;
  return between > 0 && between <= greatestGap ? between : 0;
}

/** Passes frames on with their numbers in the run, and tells each missing one as lost before the frame after it. */
export class NumberedSink implements FrameSink {
  private readonly sink: FrameSink;
  private readonly numbers: FrameNumbers;

  constructor(sink: FrameSink, numbers: FrameNumbers) {
    this.sink = sink;
    this.numbers = numbers;
  }

  acquire(): SlotBuffer | null {
    return this.sink.acquire();
  }
  publish(slot: SlotBuffer, frame: PublishedFrame): void {
    const frameId = this.number(frame.frameId);
    if (frameId === null) this.sink.release(slot);
    else this.sink.publish(slot, { ...frame, frameId });
  }
  release(slot: SlotBuffer): void {
    this.sink.release(slot);
  }
  lost(frameId: number, why: 'camera' | 'overrun'): void {
    const id = this.number(frameId);
    if (id !== null) this.sink.lost(id, why);
  }

  private number(deviceId: number): number | null {
    const taken = this.numbers.take(deviceId);
    if (!taken) return null;
    const { id, missing } = taken;
    for (let lost = id - missing; lost < id; lost += 1) this.sink.lost(lost, 'camera');
    return id;
  }
}
