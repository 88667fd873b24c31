/** What the review asks the store. */
import { z } from 'zod';
import { alikeSchema, queuedSchema, reviewFrameSchema, reviewStageSchema } from '../../api/slices/review.ts';
import { reasonSchema } from '../../api/words.ts';
import { reviewTermsSchema } from '../config/review-terms.ts';

const count = z.number().int().nonnegative();
const classScore = z.object({ class: z.string(), score: z.number() });

export const openReviewSchema = queuedSchema
  .pick({
    id: true,
    at: true,
    serial: true,
    workOrder: true,
    recipe: true,
    verdict: true,
    reasons: true,
    openedAt: true,
    dueAt: true,
  })
  .extend({
    /** Grows with each part. */
    place: z.number().int(),
    stage: reviewStageSchema,
    terms: reviewTermsSchema,
    /** Of the worst frame; it may still be on its way to the disk. */
    picture: z.string().nullable(),
    isPictureKept: z.boolean(),
  });
export type OpenReview = z.infer<typeof openReviewSchema>;

export const reviewedPartSchema = z.object({
  recipe: z.string(),
  /** `name@version` */
  bundle: z.string(),
  classes: z.array(z.string()),
  frame: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** Worst first; `picture` only where its file is there. */
  frames: z.array(reviewFrameSchema),
  scores: z.array(classScore),
  /** Of the worst frame: float32, little-endian, base64. */
  features: z.string().nullable(),
});
export type ReviewedPart = z.infer<typeof reviewedPartSchema>;

export const decidedPartSchema = z.object({
  /** Of the decision; grows. */
  place: z.number().int(),
  id: z.uuid(),
  bundle: z.string(),
  reasons: z.array(reasonSchema),
  /** Its highest score of all classes. */
  highest: classScore.nullable(),
  features: z.string().nullable(),
});
export type DecidedPart = z.infer<typeof decidedPartSchema>;

export const reviewerCountsSchema = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }),
  decided: count,
  bulk: count,
  tooFast: count,
  medianLookMs: z.number().nullable(),
  /** Decisions on known parts by truth and decision. */
  known: z.object({
    good: z.object({ good: count, defect: count }),
    defect: z.object({ good: count, defect: count }),
  }),
});
export type ReviewerCounts = z.infer<typeof reviewerCountsSchema>;

export const reviewQueries = {
  /** Parts that wait for a person, oldest first, behind a place. */
  openReviews: {
    input: z.object({ after: z.number().int(), limit: z.number().int().min(1).max(500) }),
    output: z.array(openReviewSchema),
  },
  /** What is shown of one; null when it is no longer there. */
  reviewedPart: { input: z.object({ id: z.uuid() }), output: reviewedPartSchema.nullable() },
  /** Of these pictures: those whose file is there, and those that are still on their way. */
  keptPictures: {
    input: z.object({ pictures: z.array(z.uuid()).max(200) }),
    output: z.object({ kept: z.array(z.uuid()), underWay: z.array(z.uuid()) }),
  },
  /** What people decided good or defect in review, newest first, each part once: all before a place, or of one part. */
  decidedParts: {
    input: z.object({
      before: z.number().int().nullable(),
      part: z.uuid().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.array(decidedPartSchema),
  },
  /** What is shown of these as examples: those that still have a picture and a decision that holds. */
  alikeParts: {
    input: z.object({ ids: z.array(z.uuid()).max(50) }),
    output: z.array(alikeSchema.omit({ distance: true })),
  },
  /** Since a time, of everybody or of one person. */
  reviewerCounts: {
    input: z.object({ since: z.number(), person: z.uuid().nullable() }),
    output: z.array(reviewerCountsSchema),
  },
} as const;
