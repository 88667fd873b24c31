/**
 * Cuts a pipe's bytes into frames, straight into the ring's slots.
 *
 * A frame for which there was no slot is read to its end and thrown away, so that the next one begins where it should.
 */
import type { FrameSink, SlotBuffer } from '../../ports.ts';

export class FrameAssembler {
  private readonly sink: FrameSink;
  private readonly size: number;
  private slot: SlotBuffer | null = null;
  private filled = 0;
  private frameId = 0;

  constructor(sink: FrameSink, size: number) {
    this.sink = sink;
    this.size = size;
  }

  /** Frames that began so far. */
  get count(): number {
    return this.frameId;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.filled === 0) this.begin();
      const part = chunk.subarray(at, at + this.size - this.filled);
      this.slot?.bytes.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === this.size) this.complete();
    }
  }

  /** Gives back the slot of a frame that will not be completed. */
  abandon(): void {
    if (this.slot) this.sink.release(this.slot);
    this.slot = null;
    this.filled = 0;
  }

  private begin(): void {
    this.frameId += 1;
    this.slot = this.sink.acquire();
  }

  private complete(): void {
    const { slot, frameId } = this;
    this.slot = null;
    this.filled = 0;
    if (slot) this.sink.publish(slot, { frameId, deviceTimeNs: null, damage: null });
    else this.sink.lost(frameId, 'overrun');
  }
}
