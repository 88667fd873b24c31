/** What the line does now: the living picture, the last parts, the sums. */
import { z } from 'zod';
import { binaryCall, call } from '../slice.ts';
import { may } from '../who.ts';
import { ledgerSchema, placedSchema, reasonSchema, regionSchema, verdictSchema } from '../words.ts';
import {
  cameraStatusSchema,
  engineStatusSchema,
  recipeWarningSchema,
  storeStatusSchema,
  syncStatusSchema,
} from './health.ts';

/** A part that is decided, answered to the line and committed. */
export const partSummarySchema = z.object({
  /** UUIDv7 of the record. */
  id: z.string(),
  /** Counts the triggers of this run, from 1. */
  trigger: z.number().int().positive(),
  /** Wall-clock time of its last frame, milliseconds since 1970. */
  at: z.number(),
  verdict: verdictSchema,
  /** Worst first; empty for a clean pass. */
  reasons: z.array(reasonSchema),
  /** Of the frame that is shown: the worst one, or another where only that has a picture. */
  regions: z.array(regionSchema),
  /** Number of that frame within its part, from 0; null for a part without frames. */
  frameIndex: z.number().int().nonnegative().nullable(),
  /** Of the worst frame; null without a golden picture, and where no picture is kept. */
  placed: placedSchema.nullable(),
  frame: z.object({ width: z.number().int(), height: z.number().int() }),
  /** Id of the worst frame's kept picture (`GET /pictures/ID`), null when none is kept or it is not written yet. */
  picture: z.string().nullable(),
  /** From the last frame complete in memory to the answer at the line. */
  latencyMs: z.number(),
  /** Demo only, where the camera knows it of every frame: is the part really defective? */
  truth: z.enum(['good', 'defective']).nullable(),
  /** What a scanner or the camera read of it. */
  serial: z.string().nullable(),
  workOrder: z.string().nullable(),
});
export type PartSummary = z.infer<typeof partSummarySchema>;

const truthCountsSchema = z.object({
  pass: z.number().int().nonnegative(),
  fail: z.number().int().nonnegative(),
  review: z.number().int().nonnegative(),
});

/** Verdicts over parts whose truth is known. `defective.pass` escaped; `good.fail` and `good.review` are false calls. */
export const demoTruthSchema = z.object({
  /** Time of the first part that counts here: of this run, not of the shift. */
  since: z.number(),
  defective: truthCountsSchema,
  good: truthCountsSchema,
});
export type DemoTruth = z.infer<typeof demoTruthSchema>;

export const liveStatusSchema = z.object({
  at: z.number(),
  recipe: z.object({
    name: z.string(),
    bundle: z.string(),
    version: z.string(),
    framesPerPart: z.number().int().positive(),
    framesPerSecond: z.number().positive(),
    millimetresPerPixel: z.number().positive().nullable(),
    /** Size of a picture, pixels. */
    frame: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
    /** The picture that a reference recipe compares with; null for other recipes. */
    golden: z
      .object({
        /** `GET /pictures/ID`, the whole picture; another id after each start. */
        picture: z.string(),
        /** Where pixel (0, 0) of each frame of a part lies in it; one for all frames, or one each. */
        positions: z.array(z.tuple([z.number(), z.number()])).min(1),
      })
      .nullable(),
  }),
  warnings: z.array(recipeWarningSchema),
  shift: z.object({ name: z.string(), startedAt: z.number() }),
  /** The sum of this run. */
  run: ledgerSchema,
  /** Committed parts of the shift. */
  shiftCounts: ledgerSchema.pick({ pass: true, fail: true, review: true, missed: true }),
  /** Yield (pass share of decided parts, 0..1) per minute of the shift, oldest first; null where nothing was made. */
  yieldPerMinute: z.array(z.number().nullable()),
  /** Reason keys (`reasonKey`) of the shift, most frequent first. */
  pareto: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** Frame complete in memory to its decision, over the last seconds. */
  latency: z.object({
    p50: z.number().nullable(),
    p99: z.number().nullable(),
    budgetMs: z.number(),
    /** The last frames, oldest first. */
    recent: z.array(z.number()),
  }),
  camera: cameraStatusSchema,
  engine: engineStatusSchema,
  store: storeStatusSchema,
  sync: syncStatusSchema,
  /** Null unless `station.demo` is set and the truth of a part has been known: a real line never has it. */
  demoTruth: demoTruthSchema.nullable(),
  /** Loud things that a person must know (full disk, damaged database): newest first. */
  incidents: z.array(z.object({ id: z.string(), at: z.number(), kind: z.string(), detail: z.string() })),
});
export type LiveStatus = z.infer<typeof liveStatusSchema>;

export const previewSchema = z.object({
  /** Grows by one with every judged frame; ask for the next one with it. */
  sequence: z.number().int(),
  trigger: z.number().int(),
  frameIndex: z.number().int(),
  at: z.number(),
  /** Of the frame itself; the JPEG may be smaller. Regions are in these pixels. */
  width: z.number().int(),
  height: z.number().int(),
  verdict: verdictSchema,
  regions: z.array(regionSchema),
  /** Null where the frame was laid on no golden picture. */
  placed: placedSchema.nullable(),
});
export type Preview = z.infer<typeof previewSchema>;

export const liveSlice = {
  calls: {
    /** All that a screen needs for its first paint. `parts`: newest last, at most 30. */
    'live.snapshot': call(
      may.operate,
      z.object({}),
      z.object({ status: liveStatusSchema, parts: z.array(partSummarySchema) }),
    ),
    /**
     * The newest judged frame as JPEG bytes, as soon as one is newer than `after`. The screen pulls: a slow one gets
     * fewer pictures, never old ones, and nothing is encoded while nobody looks.
     */
    'live.preview': binaryCall(may.operate, z.object({ after: z.number().int() }), previewSchema),
    /** A small JPEG of a recent part (the last 60 of this run). */
    'live.thumbnail': binaryCall(
      may.operate,
      z.object({ id: z.string() }),
      z.object({ width: z.number(), height: z.number() }),
    ),
    /** Fires the camera of a recipe with software trigger. */
    'live.trigger': call(may.operate, z.object({}), z.object({ trigger: z.number().int() })),
  },
  events: {
    /** Several times a second. */
    'live.status': liveStatusSchema,
    /** As they are committed, oldest first. */
    'live.parts': z.object({ parts: z.array(partSummarySchema) }),
  },
} as const;
