/** What the store is asked and told about versions of limits. */
import { z } from 'zod';
import { limitsByClassSchema, limitsVersionSchema } from '../../api/slices/quality.ts';

export const limitsQueries = {
  /** Newest first. */
  limitsVersions: {
    input: z.object({ recipe: z.string(), limit: z.number().int().min(1).max(1000) }),
    output: z.array(limitsVersionSchema),
  },
  /** Null: the recipe's own, of the configuration. */
  limitsInForce: { input: z.object({ recipe: z.string() }), output: limitsByClassSchema.nullable() },
} as const;

export const limitsCommands = {
  /** `conflict` when the limits before are no longer those in force: somebody else has changed them meanwhile. */
  saveLimits: {
    input: z.object({
      by: z.uuid().nullable(),
      id: z.uuid(),
      recipe: z.string(),
      limits: limitsByClassSchema,
      before: limitsByClassSchema,
      reason: z.string(),
      needsSecond: z.boolean(),
    }),
    output: limitsVersionSchema,
  },
  /** `conflict` unless it waits; `not-allowed` for whoever saved it. */
  approveLimits: {
    input: z.object({ by: z.uuid(), id: z.uuid(), isApproved: z.boolean(), reason: z.string() }),
    output: limitsVersionSchema,
  },
} as const;
