/** How camera, engine, store and sync are, in states that the screen can put into plain words. */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may } from '../who.ts';
import { ledgerSchema } from '../words.ts';
import { fitnessSchema } from './fitness.ts';

export const cameraStatusSchema = z.object({
  state: z.enum(['opening', 'streaming', 'lost', 'ended', 'fault', 'stopped']),
  /** `replay`, `genicam`, `uvc`. */
  kind: z.string(),
  name: z.string(),
  fps: z.number().nonnegative(),
  /** What is wrong and what to do; for `lost` and `fault`. */
  detail: z.string().nullable(),
  remedy: z.string().nullable(),
  /** Seconds until the next try; for `lost`. */
  retryInS: z.number().nonnegative().nullable(),
  /** Frames that came (complete), came damaged, were lost on the way, were overwritten before a trigger took them. */
  frames: z.object({
    complete: z.number().int(),
    incomplete: z.number().int(),
    lost: z.number().int(),
    overwritten: z.number().int(),
  }),
  /** The driver's own counters (missing packets, resends, ...), by its own names; for maintenance. */
  stream: z.record(z.string(), z.number()).optional(),
});
export type CameraStatus = z.infer<typeof cameraStatusSchema>;

export const engineStatusSchema = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'fault']),
  provider: z.string(),
  /** Why this provider and not another, in a sentence. */
  providerReason: z.string(),
  threads: z.number().int(),
  runMsP50: z.number().nullable(),
  restarts: z.number().int(),
  detail: z.string().nullable(),
  /** What was measured when the bundle was first used on this machine; absent until the engine was ready once. */
  fitness: fitnessSchema.optional(),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;

export const storeStatusSchema = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'pictures-stopped', 'reserve', 'full', 'fault']),
  /** Parts that are decided and not yet on disk. */
  waiting: z.number().int(),
  diskFreeBytes: z.number(),
  /** Days that the disk lasts at the present rate; null while it is unknown. */
  daysLeft: z.number().nullable(),
  picturesSkipped: z.number().int(),
  detail: z.string().nullable(),
});
export type StoreStatus = z.infer<typeof storeStatusSchema>;

export const syncStatusSchema = z.object({
  /** `away`: tried again by itself · `stopped`: needs a person · `paused`: by a person. Of several targets, the worst. */
  state: z.enum(['not-configured', 'starting', 'connected', 'paused', 'away', 'stopped']),
  waiting: z.number().int(),
  /** Set aside at their targets: a person has to look at them. */
  parked: z.number().int().optional(),
  /** Wall-clock time since which nothing could be sent; for `away`. */
  awaySince: z.number().optional(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;

/** For logs and tools, in English. */
const warningText = z.string();
/** What may be meant and people should know: a recipe that fits its bundle, but not all of the picture or its kind. */
export const recipeWarningSchema = z.discriminatedUnion('kind', [
  /** Pixels: what the model sees of the picture, and what it does not. */
  z.object({
    kind: z.literal('edges-unseen'),
    text: warningText,
    seenWidth: z.number(),
    seenHeight: z.number(),
    width: z.number(),
    height: z.number(),
    columns: z.number(),
    rows: z.number(),
  }),
  z.object({
    kind: z.literal('small-picture'),
    text: warningText,
    width: z.number(),
    height: z.number(),
    inputWidth: z.number(),
    inputHeight: z.number(),
  }),
  z.object({ kind: z.literal('grey-camera'), text: warningText }),
  /** So many of a part's frames may reach beyond the golden picture, where nothing is compared. */
  z.object({
    kind: z.literal('golden-border'),
    text: warningText,
    frames: z.number(),
    of: z.number(),
    searchPx: z.number(),
  }),
  /** Milliseconds: the model alone on this machine, and the time that a frame has. */
  z.object({ kind: z.literal('too-slow'), text: warningText, p50: z.number(), p99: z.number(), budgetMs: z.number() }),
]);
export type RecipeWarning = z.infer<typeof recipeWarningSchema>;

/** The body of `GET /healthz`: no secret, no token needed. */
export const healthzSchema = z.object({
  state: z.enum(['starting', 'running', 'degraded', 'fault', 'stopping']),
  recipe: z.string(),
  bundle: z.string(),
  /** Sentences about the recipe; they last as long as it runs. */
  warnings: z.array(z.string()),
  triggers: z.number().int(),
  verdicts: ledgerSchema.pick({ pass: true, fail: true, review: true, missed: true }),
  pending: z.number().int(),
  camera: cameraStatusSchema,
  engine: engineStatusSchema,
  store: storeStatusSchema,
});
export type Healthz = z.infer<typeof healthzSchema>;

export const percentilesSchema = z.object({
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** Figures over all frames since `health.restartMeasures` (or the start); null before the first frame. Milliseconds. */
export const measuresSchema = z.object({
  seconds: z.number(),
  frames: z.number().int(),
  /** Frames whose decision came later than one period at 60 frames a second (16.7 ms). */
  deadlineMisses: z.number().int(),
  /** Frame complete in memory to its decision. */
  frameToVerdictMs: percentilesSchema.nullable(),
  /** Last frame of a part complete in memory to the answer at the line. */
  frameToOutputMs: percentilesSchema.nullable(),
  /** `session.run` alone, in the engine process. */
  rawRunMs: percentilesSchema.nullable(),
  /** Frame to verdict minus that frame's `session.run`. */
  overheadMs: percentilesSchema.nullable(),
  /** Laying the golden picture on a frame, part of the overhead; null where nothing is compared. */
  registrationMs: percentilesSchema.nullable(),
  /** Event-loop delay of the main process, resolution 1 ms, minus that 1 ms. */
  mainLoopDelayMs: percentilesSchema,
  processes: z.array(z.object({ name: z.string(), pid: z.number().int() })),
});
export type Measures = z.infer<typeof measuresSchema>;

export const healthSlice = {
  calls: {
    'health.report': call(may.operate, z.object({}), healthzSchema),
    'health.measures': call(may.operate, z.object({}), measuresSchema),
    'health.restartMeasures': call(may.operate, z.object({}), z.object({})),
  },
  events: {},
} as const;
