/** What the camera thread says and hears: to the pipeline over its port, to and from main over the thread's own. */
import { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { cameraStatusSchema } from '../../api/slices/health.ts';
import { cameraSchema, triggerSchema } from '../config/camera.ts';
import { type CapturedFrame, type LostFrame, pixelFormats } from '../flow.ts';
import type { FrameRingMemory } from './frame-ring.ts';

const capturedFrameSchema = z.object({
  slot: z.number().int().nonnegative(),
  frameId: z.number().int(),
  completeMs: z.number(),
  completeWallMs: z.number(),
  deviceTimeNs: z.number().nullable(),
  damage: z.string().nullable(),
  truth: z.enum(['good', 'defective']).nullable(),
  truthBoxes: z
    .array(z.object({ class: z.string(), x: z.number(), y: z.number(), width: z.number(), height: z.number() }))
    .readonly()
    .optional(),
  serial: z.string().optional(),
}) satisfies z.ZodType<CapturedFrame>;

const lostFrameSchema = z.object({
  frameId: z.number().int(),
  why: z.enum(['camera', 'overrun']),
}) satisfies z.ZodType<LostFrame>;

/** Camera to pipeline. */
export const cameraMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('frame'), frame: capturedFrameSchema }),
  z.object({ kind: z.literal('lost'), lost: lostFrameSchema }),
  z.object({ kind: z.literal('status'), status: cameraStatusSchema }),
]);
export type CameraMessage = z.infer<typeof cameraMessageSchema>;

/** Pipeline to camera. */
export const cameraCommandSchema = z.object({ kind: z.literal('software-trigger') });
export type CameraCommand = z.infer<typeof cameraCommandSchema>;

/** Main to camera. */
export const cameraControlSchema = z.object({ kind: z.literal('stop') });
export type CameraControl = z.infer<typeof cameraControlSchema>;

const frameRingMemorySchema = z.object({
  geometry: z.object({
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    pixelFormat: z.enum(pixelFormats),
  }),
  slots: z.number().int().min(2),
  pixels: z.instanceof(SharedArrayBuffer),
  states: z.instanceof(SharedArrayBuffer),
}) satisfies z.ZodType<FrameRingMemory>;

export const cameraWorkerOptionsSchema = z.object({
  camera: cameraSchema,
  trigger: triggerSchema,
  framesPerPart: z.number().int().positive(),
  ring: frameRingMemorySchema,
  /** Folder for what takes long to make and can be made again; absent: nothing is kept. */
  cacheDir: z.string().optional(),
  port: z.instanceof(MessagePort),
});
export type CameraWorkerOptions = z.output<typeof cameraWorkerOptionsSchema>;
