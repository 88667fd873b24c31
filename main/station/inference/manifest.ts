/**
 * `manifest.json`: what a bundle is and holds. This schema is its definition; `models/README.md` says it in words.
 *
 * A bundle is data from elsewhere (trained, copied, downloaded), so nothing unknown is let through.
 */
import { z } from 'zod';
import { limitsSchema } from '../config/recipe.ts';
import { contradictions } from './contradictions.ts';

/** As ONNX Runtime names its execution providers. */
export const providers = ['cpu', 'cuda', 'tensorrt', 'dml', 'coreml', 'webgpu'] as const;
export type Provider = (typeof providers)[number];

export const precisions = ['int8', 'fp32'] as const;
export type Precision = (typeof precisions)[number];

/** A file of the bundle: forward slashes, and never outside the bundle's folder. */
const bundleFile = z
  .string()
  .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'a plain path inside the bundle, such as `golden/labels.json`');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');

export const artifactSchema = z.strictObject({
  file: bundleFile,
  runtime: z.literal('onnxruntime'),
  precision: z.enum(precisions),
  providers: z.array(z.enum(providers)).min(1),
  sha256,
  bytes: z.number().int().positive(),
});
export type Artifact = z.output<typeof artifactSchema>;

/** uint8 in; scaling and normalisation are inside the graph. */
const inputFields = {
  name: z.string().min(1),
  width: z.number().int().min(8).max(16384),
  height: z.number().int().min(8).max(16384),
  layout: z.literal('nhwc'),
  type: z.literal('uint8'),
  /** The frame is laid in the middle; what is over is cut off, what is missing is filled with `pad`. */
  fit: z.literal('centre'),
  pad: z.number().int().min(0).max(255),
};
const pictureInputSchema = z.strictObject({
  ...inputFields,
  channels: z.union([z.literal(1), z.literal(3)]),
  colour: z.enum(['rgb', 'mono']),
});
/** Channel 0: the golden picture, registered to the live one; channel 1: the live picture. Grey, copper bright. */
const pairInputSchema = z.strictObject({ ...inputFields, channels: z.literal(2), colour: z.literal('pair') });
export type ModelInput = z.output<typeof pictureInputSchema> | z.output<typeof pairInputSchema>;

const outputFields = {
  /** float32 [1, classes, height / cell, width / cell]: calibrated probability of each class in each cell. */
  map: z.string().min(1),
  /** Side of a cell in input pixels. */
  cell: z.number().int().positive(),
  /** float32 [1, F], pooled over the picture. */
  features: z.string().min(1).optional(),
};
const mapOutputSchema = z.strictObject(outputFields);

/** How boxes are read from the map's peaks. */
const decodeSchema = z.strictObject({
  /** Of two boxes of one class that overlap more than this (IoU), the lower-scored one goes. */
  sameClassIou: z.number().min(0).max(1),
  /** The same between classes: one spot is reported as one defect. */
  acrossClassesIou: z.number().min(0).max(1),
  /** Peaks below are never looked at. */
  floor: z.number().min(0).max(1),
});
export type DecodeRule = z.output<typeof decodeSchema>;
const boxesOutputSchema = z.strictObject({
  ...outputFields,
  /** float32 [1, 4, height / cell, width / cell]: pixels from the cell's centre to left, top, right, bottom. */
  boxes: z.string().min(1),
  decode: decodeSchema,
});

/** How far the features lie from those of good parts: root of the mean squared standardised difference. */
const unknownPartSchema = z.strictObject({
  kind: z.literal('feature-distance'),
  mean: z.array(z.number()).min(1),
  std: z.array(z.number().positive()).min(1),
  limit: z.number().positive(),
});
export type UnknownPartRule = z.output<typeof unknownPartSchema>;

/** Platt's logistic on the logit: p = sigmoid(a * logit + b), inside the graph; here for the record. */
const plattSchema = z.strictObject({
  a: z.number(),
  b: z.number(),
  /** Pictures (surface) or peaks (reference) that it was fitted on. */
  n: z.number().int().nonnegative(),
  /** Expected calibration error on pictures that it was not fitted on. */
  eceBefore: z.number(),
  eceAfter: z.number(),
});

/** What the limits can be trusted for: counts, and what they prove (exact binomial, Clopper and Pearson 1934). */
const limitEvidenceSchema = z.strictObject({
  defective: z.number().int().nonnegative(),
  missedAtPass: z.number().int().nonnegative(),
  /** One-sided 95 % upper bound on the share of defects that pass. */
  missUpperBound95: z.number().min(0).max(1),
  good: z.number().int().nonnegative(),
  falseCallsAtFail: z.number().int().nonnegative(),
});

const commonFields = {
  format: z.literal(2),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  title: z.string().min(1),
  classes: z.array(z.string().min(1)).min(1),
  artifacts: z.array(artifactSchema).min(1),
  limits: z.record(z.string(), limitsSchema),
  limitsDerivation: z.strictObject({
    /** From which pictures, by which rule. */
    text: z.string().min(1),
    /** "At most x % missed at 95 % confidence, n = …" */
    claim: z.string().min(1),
    classes: z.record(z.string(), limitEvidenceSchema),
  }),
  calibration: z.strictObject({ kind: z.literal('platt'), classes: z.record(z.string(), plattSchema) }),
  unknownPart: unknownPartSchema.optional(),
  /** Quantiles 0 %, 1 %, … 100 % of the highest score of good pictures, INT8 on the CPU: what drift is measured from. */
  drift: z.strictObject({ topScores: z.array(z.number()).length(101) }).optional(),
  reference: z.strictObject({ file: bundleFile, sha256 }).optional(),
  golden: z.strictObject({
    labels: bundleFile,
    sha256,
    pictures: z.number().int().nonnegative(),
    defective: z.number().int().nonnegative(),
  }),
  measured: z.record(z.string(), z.json()),
  /** What made it; the commit of the kit at least, the rest is the kit's own affair. */
  provenance: z.object({ commit: z.string().min(1) }).catchall(z.json()),
  licence: z.strictObject({ weights: z.string().min(1), pictures: z.string().min(1), credit: z.string() }),
};

/** Looks at one picture for defects of a surface. */
const surfaceSchema = z.strictObject({
  ...commonFields,
  task: z.literal('surface'),
  input: pictureInputSchema,
  output: mapOutputSchema,
});
/** Compares a picture with the golden picture of the recipe. */
const referenceTaskSchema = z.strictObject({
  ...commonFields,
  task: z.literal('reference'),
  input: pairInputSchema,
  output: boxesOutputSchema,
});

export const manifestSchema = z
  .discriminatedUnion('task', [surfaceSchema, referenceTaskSchema])
  .superRefine((manifest, context) => {
    for (const problem of contradictions(manifest)) {
      context.addIssue({ code: 'custom', path: [...problem.path], message: problem.message });
    }
  });
export type Manifest = z.output<typeof manifestSchema>;
export type SurfaceManifest = Extract<Manifest, { task: 'surface' }>;
export type ReferenceManifest = Extract<Manifest, { task: 'reference' }>;

/** `reference.json`: what the INT8 artifact says of some golden pictures on the machine that made the bundle. */
export const referenceSchema = z.strictObject({
  vectors: z
    .array(
      z.strictObject({
        picture: bundleFile,
        /** Of a reference bundle: what `picture` is compared with. */
        golden: bundleFile.optional(),
        /** Highest score of the map, over all classes. */
        maxScore: z.number(),
        /** Highest score in each of 8×8 blocks, row by row; block i of n cells spans floor(i·n/8) to floor((i+1)·n/8). */
        pooledMap: z.array(z.number()).length(64),
      }),
    )
    .min(1),
});
export type Reference = z.output<typeof referenceSchema>;
