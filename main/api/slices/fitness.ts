/** How well a bundle runs on this machine: measured when it is first used here, and kept. */
import { z } from 'zod';

const runTimes = { p50: z.number(), p99: z.number() };
/**
 * Milliseconds of `session.run` with the processor to itself: on one thread of the CPU its processor time, which what else
 * runs does not change; elsewhere the clock's.
 */
const needsSchema = z.object(runTimes);

/** One way to run the bundle: a provider with an artifact and a number of threads. */
export const fitnessEntrySchema = z.object({
  provider: z.string(),
  precision: z.string(),
  threads: z.number().int(),
  /** Milliseconds of `session.run` by the clock; null where nothing was measured. */
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  needs: needsSchema.nullable(),
  /** It runs here and its answers are right. */
  usable: z.boolean(),
  /** Why it was taken, or not, in a few words. */
  why: z.string(),
});
export type FitnessEntry = z.infer<typeof fitnessEntrySchema>;

/** The worst difference from the bundle's reference vectors; null: an answer was not a number. */
export const referenceDriftSchema = z.object({
  pictures: z.number().int(),
  maxScore: z.number().nullable(),
  pooledMean: z.number().nullable(),
  /** More than rounding can explain. */
  drifted: z.boolean(),
});
export type ReferenceDrift = z.infer<typeof referenceDriftSchema>;

export const fitnessSchema = z.object({
  bundle: z.object({ name: z.string(), version: z.string() }),
  machine: z.object({
    cpu: z.string(),
    cores: z.number().int(),
    platform: z.string(),
    arch: z.string(),
    runtime: z.string(),
  }),
  /** Wall-clock time of the measurement. */
  measuredAt: z.number(),
  providers: z.array(fitnessEntrySchema),
  /** Of the INT8 artifact on the CPU; null: not compared (`referenceText` says why). */
  reference: referenceDriftSchema.nullable(),
  referenceText: z.string(),
  /** Null: nothing here gives the right answers. */
  chosen: z
    .object({
      provider: z.string(),
      precision: z.string(),
      threads: z.number().int(),
      ...runTimes,
      needs: needsSchema,
    })
    .nullable(),
  fps: z.number().positive(),
  /** Time for one frame, in milliseconds. */
  budgetMs: z.number(),
  /** Right answers, and 99 of 100 of them need no more than the budget. */
  fits: z.boolean(),
  /** It fits, and by the clock it did not: other programs used the processor while it was measured. */
  disturbed: z.boolean(),
  /** Why, in plain words; and what to do when it does not fit. */
  reason: z.string(),
  remedy: z.string().nullable(),
});
export type Fitness = z.infer<typeof fitnessSchema>;
