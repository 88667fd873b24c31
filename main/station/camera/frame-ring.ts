/**
 * The frame ring: a fixed number of frames in shared memory between one camera thread and one pipeline thread.
 *
 * Each slot is `free`, being `written`, `ready` or `claimed`; every change is one atomic step, so neither thread ever
 * waits for the other. A slot also carries the number of the frame in it: a reader that comes late for an overwritten
 * frame is told so, and never gets another frame's picture.
 */

import { systemClock } from '../clock.ts';
import type { CapturedFrame, FrameGeometry, LostFrame } from '../flow.ts';
import { frameBytes } from '../frame-size.ts';
import type { Clock, FrameSink, PublishedFrame, SlotBuffer } from '../ports.ts';

export const defaultSlots = 24;

/** Goes to other threads as it is (structured clone shares the memory). */
export interface FrameRingMemory {
  readonly geometry: FrameGeometry;
  readonly slots: number;
  readonly pixels: SharedArrayBuffer;
  /** Int32: [last frame number, overwritten], then [state, frame number] of each slot. */
  readonly states: SharedArrayBuffer;
}

const free = 0;
const writing = 1;
const ready = 2;
const claimed = 3;

const lastFrameAt = 0;
const overwrittenAt = 1;
const stateAt = (slot: number): number => 2 + 2 * slot;
const frameAt = (slot: number): number => 3 + 2 * slot;
/** Slots begin on a cache line. */
const alignment = 64;

export function allocateFrameRing(geometry: FrameGeometry, slots: number = defaultSlots): FrameRingMemory {
  return {
    geometry,
    slots,
    pixels: new SharedArrayBuffer(slotStride(geometry) * slots),
    states: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (2 + 2 * slots)),
  };
}

function slotStride(geometry: FrameGeometry): number {
  return Math.ceil(frameBytes(geometry) / alignment) * alignment;
}

function slotBuffers(memory: FrameRingMemory): SlotBuffer[] {
  const stride = slotStride(memory.geometry);
  const size = frameBytes(memory.geometry);
  return Array.from({ length: memory.slots }, (_, index) => ({
    index,
    bytes: new Uint8Array(memory.pixels, index * stride, size),
  }));
}

export interface RingListener {
  frame(frame: CapturedFrame): void;
  lost(lost: LostFrame): void;
}

/** The camera's side. One per ring; a new one (after its thread died) takes over where the last one stopped. */
export class RingWriter implements FrameSink {
  private readonly states: Int32Array;
  private readonly buffers: readonly SlotBuffer[];
  private readonly listener: RingListener;
  private readonly clock: Clock;
  private next = 0;

  constructor(memory: FrameRingMemory, listener: RingListener, clock: Clock = systemClock) {
    this.states = new Int32Array(memory.states);
    this.buffers = slotBuffers(memory);
    this.listener = listener;
    this.clock = clock;
    for (const { index } of this.buffers) Atomics.compareExchange(this.states, stateAt(index), writing, free);
  }

  /** Number of the last frame that was published or lost in this ring; 0 before the first. */
  get lastFrameId(): number {
    return Atomics.load(this.states, lastFrameAt) >>> 0;
  }

  get overwritten(): number {
    return Atomics.load(this.states, overwrittenAt);
  }

  acquire(): SlotBuffer | null {
    return this.takeFree() ?? this.takeOldestReady();
  }

  publish(slot: SlotBuffer, frame: PublishedFrame): void {
    Atomics.store(this.states, frameAt(slot.index), frame.frameId | 0);
    Atomics.store(this.states, lastFrameAt, frame.frameId | 0);
    Atomics.store(this.states, stateAt(slot.index), ready);
    this.listener.frame({
      slot: slot.index,
      frameId: frame.frameId,
      completeMs: this.clock.monotonicMs(),
      completeWallMs: this.clock.wallMs(),
      deviceTimeNs: frame.deviceTimeNs,
      damage: frame.damage,
      truth: frame.truth ?? null,
      ...(frame.truthBoxes ? { truthBoxes: frame.truthBoxes } : {}),
      ...(frame.serial === undefined ? {} : { serial: frame.serial }),
    });
  }

  release(slot: SlotBuffer): void {
    Atomics.store(this.states, stateAt(slot.index), free);
  }

  lost(frameId: number, why: 'camera' | 'overrun'): void {
    Atomics.store(this.states, lastFrameAt, frameId | 0);
    this.listener.lost({ frameId, why });
  }

  private takeFree(): SlotBuffer | null {
    for (let tried = 0; tried < this.buffers.length; tried += 1) {
      const index = this.next;
      this.next = (index + 1) % this.buffers.length;
      if (this.change(index, free, writing)) return this.buffers[index] ?? null;
    }
    return null;
  }

  /** The reader may claim the oldest one while we look: then the next oldest is taken. */
  private takeOldestReady(): SlotBuffer | null {
    for (let tried = 0; tried < this.buffers.length; tried += 1) {
      const oldest = this.oldestReady();
      if (oldest === null) return null;
      if (this.change(oldest, ready, writing)) {
        Atomics.add(this.states, overwrittenAt, 1);
        return this.buffers[oldest] ?? null;
      }
    }
    return null;
  }

  private oldestReady(): number | null {
    let oldest: number | null = null;
    let oldestFrame = 0;
    for (let index = 0; index < this.buffers.length; index += 1) {
      if (Atomics.load(this.states, stateAt(index)) !== ready) continue;
      const frame = Atomics.load(this.states, frameAt(index));
      // The difference in 32 bits stays right when the numbers wrap.
      if (oldest === null || ((frame - oldestFrame) | 0) < 0) {
        oldest = index;
        oldestFrame = frame;
      }
    }
    return oldest;
  }

  private change(index: number, from: number, to: number): boolean {
    return Atomics.compareExchange(this.states, stateAt(index), from, to) === from;
  }
}

/** The pipeline's side. */
export class RingReader {
  readonly geometry: FrameGeometry;
  private readonly states: Int32Array;
  private readonly buffers: readonly SlotBuffer[];

  constructor(memory: FrameRingMemory) {
    this.geometry = memory.geometry;
    this.states = new Int32Array(memory.states);
    this.buffers = slotBuffers(memory);
  }

  /** Frames that were overwritten before anyone claimed them. */
  get overwritten(): number {
    return Atomics.load(this.states, overwrittenAt);
  }

  /**
   * The bytes of frame `frameId` in `slot`; they do not change until `release`. Null when it was overwritten
   * meanwhile: the frame is lost as `overrun`.
   */
  claim(slot: number, frameId: number): Uint8Array | null {
    const state = stateAt(slot);
    if (Atomics.compareExchange(this.states, state, ready, claimed) !== ready) return null;
    if (Atomics.load(this.states, frameAt(slot)) === (frameId | 0)) return this.buffers[slot]?.bytes ?? null;
    Atomics.store(this.states, state, ready);
    return null;
  }

  /** Only of a slot that `claim` gave out. */
  release(slot: number): void {
    Atomics.compareExchange(this.states, stateAt(slot), claimed, free);
  }
}
