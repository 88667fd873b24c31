/**
 * Main's side of a camera thread: starts it, starts it anew when it dies (at most 5 times in 60 s), stops it.
 *
 * Frames never pass here: the thread writes them into the ring and tells the pipeline over a port of its own.
 */
import { type MessagePort, Worker } from 'node:worker_threads';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CameraStatus } from '../../api/slices/health.ts';
import { workerUrl } from '../../process/entries.ts';
import { systemClock } from '../clock.ts';
import type { CameraConfig, TriggerConfig } from '../config/camera.ts';
import type { Clock } from '../ports.ts';
import type { FrameRingMemory } from './frame-ring.ts';
import type { CameraControl, CameraMessage, CameraWorkerOptions } from './protocol.ts';

export const restartsAllowed = 5;
export const restartWindowMs = 60_000;
/** A thread that does not end by itself in this time hangs in the camera's library. */
const stopWithinMs = 5_000;

export interface StartCameraOptions {
  readonly camera: CameraConfig;
  readonly trigger: TriggerConfig;
  readonly framesPerPart: number;
  readonly ring: FrameRingMemory;
  /** Folder for what takes long to make and can be made again; absent: nothing is kept. */
  readonly cacheDir?: string;
  /** A fresh port for each start of the thread; its other end belongs to the pipeline. */
  readonly newPort: () => MessagePort;
  readonly clock?: Clock;
}

export interface CameraThreadFailure {
  readonly error: StationError;
  /** False: the budget is used up, and the camera stays away until the station is restarted. */
  readonly willRestart: boolean;
}

export interface CameraThread {
  /** Closes the camera; resolves when its thread has ended. Idempotent. */
  stop(): Promise<void>;
  /** The thread itself died. What the camera does is in its status messages. */
  onError(listener: (failure: CameraThreadFailure) => void): void;
}

export function startCameraWorker(options: StartCameraOptions): CameraThread {
  return new SupervisedCamera(options);
}

class SupervisedCamera implements CameraThread {
  private readonly options: StartCameraOptions;
  private readonly clock: Clock;
  private readonly listeners: ((failure: CameraThreadFailure) => void)[] = [];
  private readonly restarts: number[] = [];
  private worker: Worker | null = null;
  private stopping: Promise<void> | null = null;

  constructor(options: StartCameraOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.start();
  }

  onError(listener: (failure: CameraThreadFailure) => void): void {
    this.listeners.push(listener);
  }

  stop(): Promise<void> {
    this.stopping ??= this.endThread();
    return this.stopping;
  }

  private start(): void {
    const { camera, trigger, framesPerPart, ring, cacheDir } = this.options;
    const port = this.options.newPort();
    const workerData: CameraWorkerOptions = { camera, trigger, framesPerPart, ring, cacheDir, port };
    const worker = new Worker(workerUrl('camera'), { name: 'camera', workerData, transferList: [port] });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      this.worker = null;
      if (!this.stopping) this.died(code, cause);
    });
    this.worker = worker;
  }

  private died(code: number, cause: unknown): void {
    const why = cause instanceof Error ? cause.message : say('exitCode', { code });
    const willRestart = this.mayRestart();
    const error = new StationError('unavailable', say('cameraThreadEnded', { why }), {
      cause,
      remedy: willRestart ? say('cameraThreadRestarts') : say('cameraThreadGivenUp', { times: restartsAllowed }),
    });
    if (willRestart) this.start();
    else this.tellPipeline(error);
    for (const listener of this.listeners) listener({ error, willRestart });
  }

  /** The thread that told the camera's state is gone for good: its last state must not stay on the screen. */
  private tellPipeline({ message, remedy }: StationError): void {
    const { camera, newPort } = this.options;
    const port = newPort();
    const status: CameraStatus = {
      state: 'fault',
      kind: camera.kind,
      name: placeOf(camera) ?? camera.kind,
      fps: 0,
      detail: message,
      remedy: remedy ?? null,
      retryInS: null,
      frames: { complete: 0, incomplete: 0, lost: 0, overwritten: 0 },
    };
    port.postMessage({ kind: 'status', status } satisfies CameraMessage);
    port.close();
  }

  private mayRestart(): boolean {
    const now = this.clock.monotonicMs();
    while (this.restarts.length > 0 && now - (this.restarts[0] ?? now) > restartWindowMs) this.restarts.shift();
    if (this.restarts.length >= restartsAllowed) return false;
    this.restarts.push(now);
    return true;
  }

  private async endThread(): Promise<void> {
    const worker = this.worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ kind: 'stop' } satisfies CameraControl);
    const killer = setTimeout(() => void worker.terminate(), stopWithinMs);
    await ended;
    clearTimeout(killer);
  }
}

function placeOf(camera: CameraConfig): string | undefined {
  if (camera.kind === 'replay') return camera.source;
  return camera.kind === 'boards' ? undefined : camera.device;
}
