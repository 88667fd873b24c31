/** The camera part of a recipe. Every source delivers exactly `width` × `height` in `pixelFormat`, or does not open. */
import { z } from 'zod';
import { pixelFormats } from '../flow.ts';

const geometry = {
  width: z.number().int().min(16).max(16384),
  height: z.number().int().min(16).max(16384),
  pixelFormat: z.enum(pixelFormats),
};

/** Faults that a replay injects, each with its share of the frames (0..1), drawn with the seed. */
export const replayFaultsSchema = z.strictObject({
  seed: z.number().int().default(1),
  drop: z.number().min(0).max(1).default(0),
  duplicate: z.number().min(0).max(1).default(0),
  black: z.number().min(0).max(1).default(0),
  overexposed: z.number().min(0).max(1).default(0),
  blurred: z.number().min(0).max(1).default(0),
  covered: z.number().min(0).max(1).default(0),
  /** From this frame on, for so many frames, the picture stands still. */
  freeze: z.strictObject({ atFrame: z.number().int().min(1), frames: z.number().int().min(1) }).optional(),
  /** At this frame the cable is pulled for so many seconds. */
  unplug: z.strictObject({ atFrame: z.number().int().min(1), seconds: z.number().positive() }).optional(),
});
export type ReplayFaults = z.output<typeof replayFaultsSchema>;

export const replayCameraSchema = z.strictObject({
  kind: z.literal('replay'),
  ...geometry,
  /** Folder of JPEG and PNG pictures (with `labels.json` beside them the truth is known), or a raw clip (`.raw` + `.json`). */
  source: z.string().min(1),
  framesPerSecond: z.number().min(1).max(240).default(60),
  loop: z.boolean().default(true),
  /** With labels: share of parts that get a defective picture; the order is drawn with the seed. Absent: file order. */
  defectiveParts: z.strictObject({ share: z.number().min(0).max(1), seed: z.number().int().default(1) }).optional(),
  faults: replayFaultsSchema.optional(),
});

/** Rendered circuit boards under a gantry, twelve frames each: a demonstration whose truth is known. */
export const boardsCameraSchema = z.strictObject({
  kind: z.literal('boards'),
  width: z.literal(640).default(640),
  height: z.literal(640).default(640),
  pixelFormat: z.literal('Mono8').default('Mono8'),
  framesPerSecond: z.number().min(1).max(240).default(60),
  /** Of the board's layout and of all that varies from board to board. */
  seed: z.number().int().default(1),
  /** Different good boards that are rendered before the run (and twice as many defective ones, 7 MB a board). */
  boards: z.number().int().min(1).max(32).default(12),
  /** Share of the boards that have one or two defects; the order is drawn with the seed. */
  defectiveBoards: z
    .strictObject({ share: z.number().min(0).max(1).default(0.2), seed: z.number().int().default(1) })
    .prefault({}),
});

export const genicamCameraSchema = z.strictObject({
  kind: z.literal('genicam'),
  ...geometry,
  /** Aravis device id; absent: the first camera found. */
  device: z.string().min(1).optional(),
  /** Interface that the simulator or a camera on this machine uses (`127.0.0.1`); absent: all. */
  interface: z.string().optional(),
  offsetX: z.number().int().nonnegative().default(0),
  offsetY: z.number().int().nonnegative().default(0),
  framesPerSecond: z.number().min(0.1).max(1000).default(60),
  exposureUs: z.number().positive().optional(),
  gain: z.number().nonnegative().optional(),
  /** GenICam trigger source of `trigger.mode: hardware`. */
  triggerSource: z.string().default('Line1'),
  packetSize: z.number().int().min(576).max(65000).optional(),
});

export const uvcCameraSchema = z.strictObject({
  kind: z.literal('uvc'),
  ...geometry,
  /** `/dev/video0`, a DirectShow name, or (tests, demos) a lavfi graph such as `testsrc2=s=640x480:r=30`. */
  device: z.string().min(1),
  input: z.enum(['v4l2', 'dshow', 'lavfi']).default('v4l2'),
  /** What the camera sends: `mjpeg`, `yuyv422`, `gray`; absent: its own choice. */
  inputFormat: z.string().optional(),
  framesPerSecond: z.number().min(1).max(240).default(30),
  ffmpeg: z.string().default('ffmpeg'),
});

export const cameraSchema = z.discriminatedUnion('kind', [
  replayCameraSchema,
  boardsCameraSchema,
  genicamCameraSchema,
  uvcCameraSchema,
]);
export type CameraConfig = z.output<typeof cameraSchema>;
export type ReplayCameraConfig = z.output<typeof replayCameraSchema>;
export type BoardsCameraConfig = z.output<typeof boardsCameraSchema>;
export type GenicamCameraConfig = z.output<typeof genicamCameraSchema>;
export type UvcCameraConfig = z.output<typeof uvcCameraSchema>;

export const triggerSchema = z.discriminatedUnion('mode', [
  /** The camera runs by itself; every `framesPerPart` frames are a part. */
  z.strictObject({ mode: z.literal('free-run') }),
  /** The station asks for each frame: by the API, or every `everyMs`. */
  z.strictObject({
    mode: z.literal('software'),
    everyMs: z.number().positive().optional(),
    /** A trigger without its frames after this time is decided with what has come. */
    frameTimeoutMs: z.number().positive().default(500),
  }),
  /** A light barrier or encoder triggers the camera; gaps in its frame counter are missed parts. */
  z.strictObject({ mode: z.literal('hardware'), frameTimeoutMs: z.number().positive().default(500) }),
]);
export type TriggerConfig = z.output<typeof triggerSchema>;
