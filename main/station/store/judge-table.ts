/** What quality writes about parts that are searched for. */
import { z } from 'zod';
import { shapeSchema } from '../../api/slices/quality.ts';
import { roleSchema } from '../../api/who.ts';

export const judgeCommands = {
  /** `not-found`; `conflict` where the rules of its kind do not allow it (`storekeeper/commands/judge-part.ts`). */
  judgePart: {
    input: z.object({
      by: z.uuid(),
      role: roleSchema,
      id: z.uuid(),
      decisionId: z.uuid(),
      kind: z.enum(['second-opinion', 'arbitration', 'audit']),
      decision: z.enum(['good', 'defect']),
      class: z.string().nullable(),
      comment: z.string(),
    }),
    output: z.object({}),
  },
  /** `not-found` for a frame without a picture; `bad-input` for a shape that is not inside it. */
  labelFrame: {
    input: z.object({
      by: z.uuid(),
      id: z.uuid(),
      frameIndex: z.number().int().nonnegative(),
      shapes: z.array(shapeSchema).max(200),
    }),
    output: z.object({}),
  },
} as const;
