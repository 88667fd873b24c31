/** What reviewers decide, what escalates, and what is decided on known parts. */
import { z } from 'zod';
import { reviewStageSchema } from '../../api/slices/review.ts';
import { roleSchema } from '../../api/who.ts';

const by = z.uuid().nullable();
const decision = z.enum(['good', 'defect', 'not-sure']);
const judged = {
  decision,
  /** Of a defect only. */
  class: z.string().min(1).max(60).nullable(),
  lookedMs: z.number().nonnegative(),
  isTooFast: z.boolean(),
};

/** One that is on its way to somebody else: made by its own command, or known to a deadline. */
export const escalationSchema = z.object({
  /** Of the part's record. */
  id: z.uuid(),
  from: z.enum(['operator', 'quality']),
  to: z.enum(['quality', 'hold', 'reject', 'stop']),
  /** When it ends in turn; null: never. */
  dueAt: z.number().nullable(),
});

export const reviewCommands = {
  /**
   * One decision on one part. `conflict`: decided by somebody else, or its stage is none of `stages` (any more).
   * The same `decisionId` again changes nothing.
   */
  decideReview: {
    input: z.object({
      by,
      role: roleSchema,
      id: z.uuid(),
      decisionId: z.uuid(),
      messageId: z.uuid(),
      ...judged,
      comment: z.string(),
      /** In which this person may decide. */
      stages: z.array(reviewStageSchema).min(1),
    }),
    output: z.object({ stage: z.enum(['quality', 'decided']) }),
  },
  /** Many at once, with the reason; what is not open any more is left out. */
  decideReviews: {
    input: z.object({
      by,
      role: roleSchema,
      decision: z.enum(['good', 'defect']),
      class: judged.class,
      reason: z.string().min(1),
      parts: z
        .array(z.object({ id: z.uuid(), decisionId: z.uuid(), messageId: z.uuid() }))
        .min(1)
        .max(100),
    }),
    output: z.object({ decided: z.array(z.uuid()) }),
  },
  /** Only by whoever decided, and only while nobody has decided anything since. */
  withdrawReview: {
    input: z.object({ by, decisionId: z.uuid(), messageId: z.uuid() }),
    output: z.object({ id: z.uuid() }),
  },
  /** Deadlines that passed. One whose part is elsewhere by now is left out. */
  escalateReviews: {
    input: z.object({ moves: z.array(escalationSchema).min(1).max(200) }),
    output: z.object({}),
  },
  decideKnownPart: {
    input: z.object({
      by,
      decisionId: z.uuid(),
      bundle: z.string(),
      /** Of the golden set, within its bundle. */
      picture: z.string(),
      truth: z.enum(['good', 'defect']),
      truthClass: z.string().nullable(),
      ...judged,
      comment: z.string(),
    }),
    output: z.object({}),
  },
} as const;
