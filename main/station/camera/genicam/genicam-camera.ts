/**
 * An open GenICam camera: its buffers are copied into the ring as they come, in the camera's own thread.
 *
 * The wait for a buffer is synchronous and at most 20 ms, so that this thread sleeps in the kernel and still hears
 * commands; calls to the device run beside it, one after the other.
 */
import { StationError, toWireError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { FrameGeometry } from '../../flow.ts';
import { frameBytes } from '../../frame-size.ts';
import type { Clock, FrameSink, OpenCamera } from '../../ports.ts';
import type { Aravis } from './aravis.ts';
import { type BufferStatus, bufferStatus, isNoFrame } from './buffer-status.ts';
import { LinkWatch } from './link-watch.ts';
import type { Pointer } from './native.ts';

const popUs = 20_000;
/** Without an expected frame there is nothing to wait for: commands come first. */
const idleMs = 10;
/** A software-triggered frame that has not come after this time is no longer waited for. */
const triggeredFrameMs = 1000;
const statisticNames = [
  'n_completed_buffers',
  'n_failures',
  'n_underruns',
  'n_missing_frames',
  'n_missing_packets',
  'n_resend_requests',
  'n_resent_packets',
] as const;

export interface GenicamCameraOptions {
  readonly aravis: Aravis;
  readonly camera: Pointer;
  readonly stream: Pointer;
  readonly sink: FrameSink;
  readonly geometry: FrameGeometry;
  /** Null where frames come with triggers. */
  readonly framesPerSecond: number | null;
  readonly takesSoftwareTriggers: boolean;
  readonly clock: Clock;
}

export class GenicamCamera implements OpenCamera {
  readonly geometry: FrameGeometry;
  readonly finished: Promise<'ended' | 'closed'>;
  private readonly options: GenicamCameraOptions;
  private readonly settle: { closed: () => void; lost: (error: StationError) => void };
  private readonly watch: LinkWatch;
  private readonly size: number;
  /** The device's objects are not thread-safe: each call waits for the one before. Never rejects. */
  private control: Promise<void> = Promise.resolve();
  private closing: Promise<void> | null = null;
  private isOver = false;
  private isGone = false;
  private expectedUntilMs = 0;
  private idle: NodeJS.Timeout | null = null;
  private lastStatistics: Record<string, number> = {};

  constructor(options: GenicamCameraOptions) {
    const { promise, resolve, reject } = Promise.withResolvers<'ended' | 'closed'>();
    this.options = options;
    this.geometry = options.geometry;
    this.finished = promise;
    this.settle = { closed: () => resolve('closed'), lost: reject };
    this.watch = new LinkWatch(options.framesPerSecond, options.clock.monotonicMs());
    this.size = frameBytes(options.geometry);
    process.once('exit', this.releaseAtExit);
    setImmediate(this.turn);
  }

  softwareTrigger(): void {
    if (!this.options.takesSoftwareTriggers) {
      throw new StationError('not-allowed', say('cameraNotSoftware'));
    }
    const { aravis, camera, clock } = this.options;
    this.expectedUntilMs = clock.monotonicMs() + triggeredFrameMs;
    this.tell(() => aravis.control.softwareTrigger(camera));
    if (this.idle) {
      clearTimeout(this.idle);
      this.idle = null;
      setImmediate(this.turn);
    }
  }

  statistics(): Readonly<Record<string, number>> {
    const { aravis, stream } = this.options;
    if (!this.closing) {
      for (const name of statisticNames) this.lastStatistics[name] = Number(aravis.stream.info(stream, name));
    }
    return { ...this.lastStatistics };
  }

  close(): Promise<void> {
    this.closing ??= this.release();
    return this.closing;
  }

  /** One buffer, or 20 ms without; then everything else in this thread gets its turn. */
  private readonly turn = (): void => {
    this.idle = null;
    if (this.isOver) return;
    const { aravis, stream, clock, framesPerSecond } = this.options;
    const isExpecting =
      framesPerSecond !== null || !this.options.takesSoftwareTriggers || clock.monotonicMs() < this.expectedUntilMs;
    const buffer = isExpecting ? aravis.stream.pop(stream, popUs) : aravis.stream.tryPop(stream);
    if (buffer) {
      this.deliver(buffer);
      aravis.stream.push(stream, buffer);
    }
    this.checkLink(clock.monotonicMs());
    if (this.isOver) return;
    if (isExpecting || buffer) setImmediate(this.turn);
    else this.idle = setTimeout(this.turn, idleMs);
  };

  private deliver(buffer: Pointer): void {
    const { aravis, sink, clock } = this.options;
    const status = bufferStatus(aravis.stream.status(buffer));
    if (isNoFrame(status)) return;
    this.watch.frameCame(clock.monotonicMs());
    this.expectedUntilMs = 0;
    const frameId = Number(aravis.stream.frameId(buffer));
    const data = this.pixels(buffer, status);
    const slot = data ? sink.acquire() : null;
    if (!data || !slot) {
      sink.lost(frameId, data ? 'overrun' : 'camera');
      return;
    }
    this.copy(data, slot.bytes);
    const deviceTimeNs = Number(aravis.stream.timestamp(buffer));
    sink.publish(slot, { frameId, deviceTimeNs, damage: status === 'success' ? null : status });
  }

  /** A copy in C knows no bounds. */
  private copy(data: Pointer, target: Uint8Array): void {
    if (target.length !== this.size) {
      throw new StationError('internal', `a slot has ${target.length} bytes, a frame of this camera ${this.size}`);
    }
    this.options.aravis.copy(target, data, this.size);
  }

  /** Null when the buffer does not hold a frame of this geometry. */
  private pixels(buffer: Pointer, status: BufferStatus): Pointer | null {
    const { stream } = this.options.aravis;
    const size: [number] = [0];
    // Aravis describes the image of a whole buffer only; a damaged one is taken as it lies.
    const data = status === 'success' ? stream.imageData(buffer, size) : stream.data(buffer, size);
    return data && size[0] >= this.size ? data : null;
  }

  private checkLink(nowMs: number): void {
    const { aravis, camera, clock } = this.options;
    if (aravis.network.isGigE(camera) && !aravis.network.isOurs(camera)) {
      this.lose(
        new StationError('connection-lost', say('cameraControlLost'), { remedy: say('cameraControlLostRemedy') }),
      );
      return;
    }
    switch (this.watch.check(nowMs)) {
      case 'none':
        return;
      case 'ask':
        this.tell(async () => {
          await aravis.control.integer(camera, 'Width');
          this.watch.answered(clock.monotonicMs());
        });
        return;
      case 'gone':
        this.isGone = true;
        this.lose(
          new StationError('connection-lost', say('cameraDoesNotAnswer'), { remedy: say('cameraDoesNotAnswerRemedy') }),
        );
        return;
      case 'start-anew':
        this.lose(
          new StationError('timeout', say('cameraSendsNoFrames'), {
            remedy: say('cameraSendsNoFramesRemedy'),
          }),
        );
    }
  }

  private tell(call: () => Promise<unknown>): void {
    this.control = this.control.then(async () => {
      if (this.isOver) return;
      try {
        await call();
      } catch (thrown) {
        const { code, message } = toWireError(thrown);
        this.isGone = code === 'connection-lost';
        this.lose(new StationError(code, say('cameraDisobeyed', { why: message }), { cause: thrown }));
      }
    });
  }

  private lose(error: StationError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.settle.lost(error);
  }

  private async release(): Promise<void> {
    const { aravis, camera, stream } = this.options;
    this.statisticsBeforeEnd();
    this.isOver = true;
    if (this.idle) clearTimeout(this.idle);
    await this.control;
    await this.stopAcquisition();
    process.off('exit', this.releaseAtExit);
    aravis.unref(stream);
    await aravis.control.release(camera);
    this.settle.closed();
  }

  /** A camera that does not answer would only be waited for; when it is found again it is stopped before it starts. */
  private async stopAcquisition(): Promise<void> {
    if (this.isGone) return;
    try {
      await this.options.aravis.control.stopAcquisition(this.options.camera);
    } catch (thrown) {
      this.settle.lost(
        new StationError('connection-lost', say('cameraDidNotStop', { why: toWireError(thrown).message })),
      );
    }
  }

  private statisticsBeforeEnd(): void {
    this.lastStatistics = { ...this.statistics() };
  }

  /** A thread that dies of an error must not leave a camera behind that refuses the next one. */
  private readonly releaseAtExit = (): void => {
    const { aravis, camera, stream } = this.options;
    aravis.unref(stream);
    aravis.unref(camera);
  };
}
