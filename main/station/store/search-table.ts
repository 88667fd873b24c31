/** Questions of the quality desk's search. `before` and `next` are numbers of parts: only below them is looked at. */
import { z } from 'zod';
import { foundPartSchema, partFilterSchema, partPageSchema } from '../../api/slices/quality.ts';

const page = {
  filter: partFilterSchema,
  before: z.number().int().nonnegative().nullable(),
  limit: z.number().int().min(1).max(1000),
  /** The answer ends early after that. */
  withinMs: z.number().positive().max(1500),
};

export const searchQueries = {
  searchParts: {
    input: z.object(page),
    output: z.object({
      parts: z.array(foundPartSchema),
      next: z.number().int().nullable(),
      searchedUntil: z.number().nullable(),
    }),
  },
  /** `isCapped`: there are at least so many. */
  countParts: {
    input: z.object({ filter: partFilterSchema, most: z.number().int().positive(), withinMs: page.withinMs }),
    output: z.object({ parts: z.number().int(), isCapped: z.boolean() }),
  },
  searchChoices: {
    input: z.object({}),
    output: z.object({
      recipes: z.array(z.string()),
      bundles: z.array(z.string()),
      shifts: z.array(z.string()),
      reasons: z.array(z.string()),
      classes: z.array(z.string()),
      people: z.array(z.object({ id: z.uuid(), name: z.string() })),
      oldestAt: z.number().nullable(),
    }),
  },
  /** Null: there is no such part (any more). */
  partPage: { input: z.object({ id: z.uuid() }), output: partPageSchema.omit({ golden: true }).nullable() },
  /** Passed parts that the random sample kept a picture of and nobody has audited; always in the same, random order. */
  auditSample: {
    input: z.object({ limit: z.number().int().min(1).max(100) }),
    output: z.object({ parts: z.array(foundPartSchema), waiting: z.number().int() }),
  },
  /** A page of parts as lines of CSV (RFC 4180), without the line of names. */
  partsCsv: {
    input: z.object(page),
    output: z.object({ csv: z.string(), parts: z.number().int(), next: z.number().int().nullable() }),
  },
} as const;
