/** A real camera thread with the test in the pipeline's place: frames, losses and states as they come. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { CameraStatus } from '../../main/api/slices/health.ts';
import { allocateFrameRing, RingReader } from '../../main/station/camera/frame-ring.ts';
import { type CameraMessage, cameraMessageSchema } from '../../main/station/camera/protocol.ts';
import { type CameraThreadFailure, startCameraWorker } from '../../main/station/camera/start-camera.ts';
import { cameraSchema, triggerSchema } from '../../main/station/config/camera.ts';
import type { CapturedFrame, FrameGeometry, LostFrame } from '../../main/station/flow.ts';

export interface SeenFrame extends CapturedFrame {
  /** Its first byte; null when it was overwritten before it could be claimed. */
  readonly firstByte: number | null;
}

/** @param settings the camera part of a recipe, without its geometry. */
export function cameraThread(geometry: FrameGeometry, settings: object, trigger: object = { mode: 'free-run' }) {
  const ring = allocateFrameRing(geometry, 8);
  const reader = new RingReader(ring);
  const frames: SeenFrame[] = [];
  const lost: LostFrame[] = [];
  const statuses: CameraStatus[] = [];
  const failures: CameraThreadFailure[] = [];
  const ports: MessagePort[] = [];
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  const hear = (message: CameraMessage): void => {
    if (message.kind === 'status') statuses.push(message.status);
    else if (message.kind === 'lost') lost.push(message.lost);
    else {
      const { slot, frameId } = message.frame;
      const bytes = reader.claim(slot, frameId);
      frames.push({ ...message.frame, firstByte: bytes?.[0] ?? null });
      if (bytes) reader.release(slot);
    }
    wake();
  };
  const thread = startCameraWorker({
    camera: cameraSchema.parse({ ...geometry, ...settings }),
    trigger: triggerSchema.parse(trigger),
    framesPerPart: 1,
    ring,
    newPort: () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1);
      port1.on('message', (message) => hear(cameraMessageSchema.parse(message)));
      return port2;
    },
  });
  thread.onError((failure) => {
    failures.push(failure);
    wake();
  });
  return {
    thread,
    frames,
    lost,
    statuses,
    failures,
    ports,
    /** Resolves when the condition holds; asked again whenever something comes. */
    until: async (condition: () => boolean): Promise<void> => {
      while (!condition()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    send: (message: unknown): void => ports.at(-1)?.postMessage(message),
  };
}
export type CameraThreadUnderTest = ReturnType<typeof cameraThread>;
