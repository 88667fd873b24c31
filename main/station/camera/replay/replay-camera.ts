/**
 * An open replay: frame k is due at start + k / fps by the monotonic clock, in open loop. A replay that is late
 * publishes at once and skips nothing, as a camera would.
 *
 * Timers of Node are good to a millisecond or two; waiting on a private cell of shared memory is good to a tenth. The
 * wait is cut into slices, so that commands are heard between them.
 */
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { FrameGeometry } from '../../flow.ts';
import type { Clock, FrameSink, OpenCamera } from '../../ports.ts';
import type { Reel, StagedFrame } from './film.ts';

const sliceMs = 10;
const whileDecodingMs = 1;

export interface ReplayCameraOptions {
  readonly film: Reel;
  readonly sink: FrameSink;
  readonly geometry: FrameGeometry;
  /** Null: one frame for each software trigger. */
  readonly framesPerSecond: number | null;
  /** Before this frame the cable is pulled. */
  readonly unplugAtFrame: number | null;
  readonly clock: Clock;
}

export class ReplayCamera implements OpenCamera {
  readonly geometry: FrameGeometry;
  readonly finished: Promise<'ended' | 'closed'>;
  private readonly options: ReplayCameraOptions;
  private readonly periodMs: number | null;
  private readonly startMs: number;
  private readonly sleepCell = new Int32Array(new SharedArrayBuffer(4));
  private readonly settle: { ended: (how: 'ended' | 'closed') => void; lost: (error: unknown) => void };
  private isOver = false;
  private published = 0;
  private lost = 0;
  private triggersWaiting = 0;

  constructor(options: ReplayCameraOptions) {
    const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'closed'>();
    this.options = options;
    this.geometry = options.geometry;
    this.finished = promise;
    this.settle = { ended: resolve, lost: reject };
    this.periodMs = options.framesPerSecond === null ? null : 1000 / options.framesPerSecond;
    this.startMs = options.clock.monotonicMs();
    if (this.periodMs !== null) setImmediate(this.turn);
  }

  softwareTrigger(): void {
    if (this.periodMs !== null) throw new StationError('not-allowed', say('replayTakesNoTrigger'));
    this.triggersWaiting += 1;
    if (this.triggersWaiting === 1) setImmediate(this.turn);
  }

  statistics(): Readonly<Record<string, number>> {
    return { published: this.published, lost: this.lost };
  }

  async close(): Promise<void> {
    this.end('closed');
  }

  /** One slice of waiting, or one frame; then everything else in this thread gets its turn. */
  private readonly turn = (): void => {
    if (this.isOver) return;
    try {
      const waitMs = this.dueInMs();
      if (waitMs > 0) Atomics.wait(this.sleepCell, 0, 0, Math.min(waitMs, sliceMs));
      if (waitMs <= sliceMs) this.deliver();
    } catch (thrown) {
      this.isOver = true;
      this.settle.lost(thrown);
      return;
    }
    if (this.periodMs !== null || this.triggersWaiting > 0) setImmediate(this.turn);
  };

  private dueInMs(): number {
    if (this.periodMs === null) return 0;
    const done = this.published + this.lost;
    return this.startMs + done * this.periodMs - this.options.clock.monotonicMs();
  }

  private deliver(): void {
    const { film, unplugAtFrame } = this.options;
    const frame = film.stage();
    if (frame === 'ended') this.end('ended');
    else if (frame === 'decoding') Atomics.wait(this.sleepCell, 0, 0, whileDecodingMs);
    else if (frame.frameId === unplugAtFrame) throw new StationError('connection-lost', say('replayUnplugged'));
    else {
      this.publish(frame);
      film.advance();
      this.triggersWaiting = Math.max(0, this.triggersWaiting - 1);
      // Staged now, so that nothing but a copy is left to do when it is due.
      film.stage();
    }
  }

  private publish({ frameId, picture }: StagedFrame): void {
    const { sink } = this.options;
    const slot = picture ? sink.acquire() : null;
    if (!picture || !slot) {
      this.lost += 1;
      sink.lost(frameId, picture ? 'overrun' : 'camera');
      return;
    }
    slot.bytes.set(picture.bytes);
    this.published += 1;
    const { truth, truthBoxes, serial } = picture;
    sink.publish(slot, { frameId, deviceTimeNs: null, damage: null, truth, truthBoxes, serial });
  }

  private end(how: 'ended' | 'closed'): void {
    if (this.isOver) return;
    this.isOver = true;
    this.settle.ended(how);
  }
}
