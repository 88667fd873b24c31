/** Pieces that the reports of both tasks are made of. Rates are fractions of 1; null where there is nothing to count. */
import { z } from 'zod';
import { faults } from './data/bad-pictures.ts';

export const share = z.number().min(0).max(1);
export const interval = z.tuple([z.number(), z.number()]).readonly().nullable();

export const rateSchema = z.object({
  value: share.nullable(),
  interval95: interval,
  count: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
});

const percentiles = z.object({ p50: z.number(), p90: z.number(), p99: z.number() });

/** What both reports begin with. */
export const reportHead = {
  bundle: z.object({ name: z.string(), version: z.string() }),
  data: z.string(),
  /** Pictures (surface) or pairs (reference) that were judged. */
  n: z.number().int().positive(),
  /** Left out because they could not be used. */
  skipped: z.array(z.object({ picture: z.string(), why: z.enum(faults), detail: z.string() })),
  /** What a reader must know to take the figures for what they are. */
  warnings: z.array(z.string()),
  /** The worst mistakes, one line each, in the order of the sheet. */
  worst: z.array(z.string()),
  threads: z.number().int().positive(),
  /** `session.run` alone, both precisions in turns. */
  latencyMs: z.object({ int8: percentiles, fp32: percentiles }),
};
