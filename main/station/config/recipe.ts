/** A recipe: product = bundle + limits + camera settings + regions + line output. */
import { z } from 'zod';
import { cameraSchema, triggerSchema } from './camera.ts';

/** At or below `passBelow` it passes, at or above `failAbove` it fails, between them a person decides. */
export const limitsSchema = z
  .strictObject({ passBelow: z.number().min(0).max(1), failAbove: z.number().min(0).max(1) })
  .refine((limits) => limits.passBelow < limits.failAbove, { message: 'passBelow must be less than failAbove' });
export type Limits = z.output<typeof limitsSchema>;

const range = z.strictObject({ min: z.number(), max: z.number() });

/** Limits of the quality gate; a measure without limits is taken and not judged. */
export const qualityLimitsSchema = z.strictObject({
  /** Mean grey value, 0..255. */
  brightness: range.optional(),
  /** Share of pixels at 250 and above / at 5 and below, 0..1. */
  saturatedShare: z.strictObject({ max: z.number().min(0).max(1) }).optional(),
  blackShare: z.strictObject({ max: z.number().min(0).max(1) }).optional(),
  /** Variance of the Laplacian of the measured picture. */
  focus: z.strictObject({ min: z.number().nonnegative() }).optional(),
  /** Difference from the structure of `referencePicture`, 0 (none) .. 1. */
  obstruction: z.strictObject({ max: z.number().min(0).max(1) }).optional(),
});
export type QualityLimits = z.output<typeof qualityLimitsSchema>;

const wholePixel = z.number().int();

/** What a reference bundle compares with. All in pixels of the golden picture. */
export const referenceConfigSchema = z.strictObject({
  /** A good part, PNG or JPEG, relative to the configuration. */
  picture: z.string().min(1),
  /** Where pixel (0, 0) of each frame of a part lies in it, in their order; one: all frames lie there. */
  positions: z
    .array(z.tuple([wholePixel, wholePixel]))
    .min(1)
    .default([[0, 0]]),
  /** Zones that differ from part to part (serial number, date code) and are not compared. */
  ignore: z
    .array(
      z
        .tuple([wholePixel, wholePixel, wholePixel.positive(), wholePixel.positive()])
        .transform(([x, y, width, height]) => ({ x, y, width, height })),
    )
    .default([]),
  /** Is copper the bright or the dark side of the pictures? */
  copper: z.enum(['bright', 'dark']).default('bright'),
  /** How far a frame may lie from its position. */
  searchPx: wholePixel.min(4).max(200).default(24),
});
export type ReferenceConfig = z.output<typeof referenceConfigSchema>;

export const recipeSchema = z.strictObject({
  name: z.string().min(1).max(80),
  /** A short name for the command line (`--recipe pcb`); the recipe's name serves as well. */
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'lower-case letters, digits and hyphens, 30 at most')
    .optional(),
  /** Folder of the bundle, relative to the configuration file. */
  bundle: z.string().min(1),
  camera: cameraSchema,
  trigger: triggerSchema.default({ mode: 'free-run' }),
  framesPerPart: z.number().int().min(1).max(1000).default(1),
  /** Per class; absent classes take the bundle's own limits. */
  limits: z.record(z.string(), limitsSchema).default({}),
  /** Inspection zones as polygons in frame pixels: defects outside all of them do not count. Empty: everywhere. */
  regions: z.array(z.array(z.tuple([z.number(), z.number()])).min(3)).default([]),
  quality: qualityLimitsSchema.default({}),
  /** A good picture of the part in place: the obstruction measure compares with it. Relative to the configuration. */
  referencePicture: z.string().optional(),
  /** For a bundle that compares with a golden picture, and only for such. */
  reference: referenceConfigSchema.optional(),
  millimetresPerPixel: z.number().positive().optional(),
  /** Latest answer to the line after a part's last frame: then it is not-OK and the part `review: late`. */
  deadlineMs: z.number().min(5).max(60_000).default(100),
  /** How long a part may wait for a person, and what happens then. */
  review: z
    .strictObject({
      /** Seconds for the operator, then for quality; null: without end. */
      operatorSeconds: z.number().positive().max(604_800).nullable().default(120),
      qualitySeconds: z.number().positive().max(2_592_000).nullable().default(1800),
      /** Nobody decided: it stays held, counts as rejected, or the machine is asked to stop. */
      overdue: z.enum(['hold', 'reject', 'stop']).default('hold'),
      /** Parts that the model is sure of are shown to a person as well, without a deadline. */
      failsToo: z.boolean().default(false),
      /** A decision faster than this is recorded as too fast to have looked. */
      fastestLookMs: z.number().min(0).max(10_000).default(400),
    })
    .prefault({}),
  line: z
    .strictObject({
      output: z.literal('simulated').default('simulated'),
      heartbeatMs: z.number().int().min(50).default(500),
      /** When records can no longer be kept the output is not-OK; true: the line is asked to stop as well. */
      stopWhenStoreFull: z.boolean().default(true),
    })
    .prefault({}),
});
export type Recipe = z.output<typeof recipeSchema>;
