/** What the store is asked when limits are tried on the past: a stretch of parts at a time, so that nobody waits for it. */
import { z } from 'zod';
import { foundPartSchema, partFilterSchema } from '../../api/slices/quality.ts';
import { verdictSchema } from '../../api/words.ts';

const count = z.number().int().nonnegative();

/** `n` parts with the verdict `from` would have `to`. */
export const movedSchema = z.object({ from: verdictSchema, to: verdictSchema, parts: count });

export const whatIfQueries = {
  /** Newest first from `before` on, for as long as `budgetMs` lasts. */
  whatIfStretch: {
    input: z.object({
      recipe: z.string(),
      filter: partFilterSchema,
      limits: z.record(z.string(), z.object({ passBelow: z.number(), failAbove: z.number() })),
      /** Parts below this number; null: from the newest. */
      before: z.number().int().nullable(),
      budgetMs: z.number().positive().max(1_500),
      examples: z.number().int().min(0).max(100),
    }),
    output: z.object({
      moved: z.array(movedSchema),
      /** A person called them defective: so many in all, so many that would pass. */
      knownDefects: count,
      missedDefects: count,
      shifts: z.array(z.number()),
      examples: z.array(z.object({ id: z.uuid(), verdict: verdictSchema })),
      /** Where to go on; null at the end. */
      next: z.number().int().nullable(),
      /** 0..1 of the way from the newest to the oldest part. */
      done: z.number(),
    }),
  },
  /** Kept pictures of a recipe, drawn at random from each verdict, and how many parts there are of each. */
  picturesToTry: {
    input: z.object({
      recipe: z.string(),
      filter: partFilterSchema,
      /** Parts of each verdict, pictures of passes. */
      perVerdict: z.number().int().min(1).max(5_000),
      seed: z.number().int(),
    }),
    output: z.object({
      parts: z.object({ pass: count, fail: count, review: count }),
      shifts: count,
      pictures: z.array(
        z.object({
          part: z.uuid(),
          verdict: verdictSchema,
          /** Reasons of the part that no other bundle would change. */
          isDoubted: z.boolean(),
          isKnownDefect: z.boolean(),
          picture: z.uuid(),
          frameIndex: z.number().int(),
        }),
      ),
    }),
  },
  /** In the order asked; those that are gone are left out. */
  foundParts: { input: z.object({ ids: z.array(z.uuid()).max(100) }), output: z.array(foundPartSchema) },
  /** How long people looked at parts lately, milliseconds; null before anybody did. */
  medianLook: { input: z.object({}), output: z.number().nullable() },
} as const;
