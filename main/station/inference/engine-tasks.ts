/**
 * What an engine process can be asked instead of serving frames: to measure. One task a process, in the same process
 * with the same session as the station's frames, so that what is measured is what the station runs.
 *
 * host -> engine   {start: {task: EngineTask}}
 * engine -> host   {kind:'progress', share}   {kind:'judged', judged}   {kind:'done', result}   {kind:'fault', message, remedy}
 */
import { z } from 'zod';
import { precisions } from './manifest.ts';

/** `result`: `fitnessSchema`. */
const fitnessTaskSchema = z.object({
  kind: z.literal('fitness'),
  bundleDir: z.string(),
  fps: z.number().positive(),
  precision: z.enum(precisions).optional(),
  /** Absent: the result is kept nowhere. Whatever is kept there counts no more. */
  cacheDir: z.string().optional(),
});

/** As LoadGen of MLPerf Inference has them. */
export const scenarios = ['single-stream', 'multi-stream', 'offline'] as const;
export type Scenario = (typeof scenarios)[number];

/** `result`: `modelBenchSchema`. */
const benchTaskSchema = z.object({
  kind: z.literal('bench'),
  bundleDir: z.string(),
  scenario: z.enum(scenarios),
  /** For each artifact. */
  seconds: z.number().positive(),
  /** Samples of a query of `multi-stream`. */
  streams: z.number().int().min(1),
  threads: z.number().int().min(1),
});
export type BenchTask = z.infer<typeof benchTaskSchema>;

/** Stored pictures by a bundle that does not run on the line: told as they are judged, `result` is nothing. */
const judgeTaskSchema = z.object({
  kind: z.literal('judge'),
  bundleDir: z.string(),
  /** `recipeSchema`, with absolute paths. */
  recipe: z.unknown(),
  pictures: z.array(z.object({ id: z.uuid(), file: z.string(), frameIndex: z.number().int().nonnegative() })),
});
export type JudgeTask = z.infer<typeof judgeTaskSchema>;

export const judgedPictureSchema = z.object({
  id: z.uuid(),
  /** Highest by class of that bundle; null where there are none. */
  scores: z.array(z.number()).nullable(),
  /** Not laid on the golden picture, or no part that the bundle knows: its scores prove nothing. */
  isDoubted: z.boolean(),
  /** Why it could not be judged at all. */
  problem: z.string().nullable(),
});
export type JudgedPicture = z.infer<typeof judgedPictureSchema>;

export const engineTaskSchema = z.object({
  task: z.discriminatedUnion('kind', [fitnessTaskSchema, benchTaskSchema, judgeTaskSchema]),
});
export type EngineTask = z.infer<typeof engineTaskSchema>['task'];

export const taskMessageSchema = z.discriminatedUnion('kind', [
  /** 0..1 */
  z.object({ kind: z.literal('progress'), share: z.number() }),
  z.object({ kind: z.literal('judged'), judged: z.array(judgedPictureSchema) }),
  z.object({ kind: z.literal('done'), result: z.unknown() }),
  z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string().nullable() }),
]);
export type TaskMessage = z.infer<typeof taskMessageSchema>;

const artifactBenchSchema = z.object({
  file: z.string(),
  queries: z.number().int(),
  samples: z.number().int(),
  /** In queries of this artifact. */
  seconds: z.number(),
  /** Of a query; null for `offline`, which knows no latency. */
  latencyMs: z.object({ p50: z.number(), p90: z.number(), p99: z.number(), max: z.number() }).nullable(),
  samplesPerSecond: z.number(),
});
export type ArtifactBench = z.infer<typeof artifactBenchSchema>;

export const modelBenchSchema = z.object({
  bundle: z.object({ name: z.string(), version: z.string() }),
  machine: z.object({ cpu: z.string(), cores: z.number().int(), runtime: z.string() }),
  scenario: z.enum(scenarios),
  samplesPerQuery: z.number().int(),
  threads: z.number().int(),
  /** `4 golden pictures` or `noise`. */
  inputs: z.string(),
  /** What MLPerf asks for before it calls the scenario's figure one; null for `offline`. */
  mlperfQueries: z.number().int().nullable(),
  /** Null for a bundle without such an artifact. */
  int8: artifactBenchSchema.nullable(),
  fp32: artifactBenchSchema.nullable(),
});
export type ModelBench = z.infer<typeof modelBenchSchema>;
