/**
 * Parts that wait for a person: the queue, the part in front of somebody, the decision.
 *
 *   operator ──(Good, Defect)──▶ decided          `claim` makes a part one reviewer's; `decide` ends it.
 *      └──(Not sure, deadline)──▶ quality ──(Good, Defect)──▶ decided
 *                                    └──(deadline)──▶ hold | reject | stop   (still open for quality, marked as overdue)
 */
import { z } from 'zod';
import { onLines } from '../plain-text.ts';
import { call } from '../slice.ts';
import { may } from '../who.ts';
import { placedSchema, reasonSchema, regionSchema, verdictSchema } from '../words.ts';

/** What happens to a part that nobody decided in time. */
export const overdueEffects = ['hold', 'reject', 'stop'] as const;
export const overdueEffectSchema = z.enum(overdueEffects);
export type OverdueEffect = z.infer<typeof overdueEffectSchema>;

/** Who has to decide; the last three: nobody did in time. */
export const reviewStages = ['operator', 'quality', ...overdueEffects] as const;
export const reviewStageSchema = z.enum(reviewStages);
export type ReviewStage = z.infer<typeof reviewStageSchema>;

export const decisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('good') }),
  z.object({ decision: z.literal('defect'), class: z.string().min(1).max(60) }),
  z.object({ decision: z.literal('not-sure') }),
]);
export type Decision = z.infer<typeof decisionSchema>;

/** Kept with the decision; a comment is optional. What cannot be seen in it is replaced by U+FFFD. */
export const commentSchema = z.string().trim().max(2000).transform(onLines);

/** One place in the queue. Known parts look exactly like real ones. */
export const queuedSchema = z.object({
  /** UUIDv7 of the part's record. */
  id: z.uuid(),
  at: z.number(),
  /** What a person calls it by: the last digits of its record, the same on every screen. */
  label: z.string(),
  serial: z.string().nullable(),
  workOrder: z.string().nullable(),
  recipe: z.string(),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  stage: reviewStageSchema,
  /** Wall-clock time at which its stage ends, and what comes then; null where nothing ends. */
  dueAt: z.number().nullable(),
  next: z.enum(['quality', ...overdueEffects]).nullable(),
  /** Since when it waits. */
  openedAt: z.number(),
  /** `GET /pictures/ID` of the worst frame; null where none was kept. */
  picture: z.string().nullable(),
  /** Somebody else has it in front of them: their name, or the role of whoever has none. */
  claimedBy: z.string().nullable(),
});
export type Queued = z.infer<typeof queuedSchema>;

export const queueSchema = z.object({
  /** The station's clock now: `dueAt - at` is what is left, whatever the screen's own clock says. */
  at: z.number(),
  /**
   * The first 100, most urgent first: by what ends next, then the more severe, then the older. An operator sees what an
   * operator may decide before what others are asked about; quality sees what is overdue before everything else.
   */
  parts: z.array(queuedSchema),
  waiting: z.object({ operator: z.number().int(), quality: z.number().int(), overdue: z.number().int() }),
  /** Next deadline of all, wall clock. */
  nextDueAt: z.number().nullable(),
});
export type Queue = z.infer<typeof queueSchema>;

/** One picture of a part under review. */
export const reviewFrameSchema = z.object({
  frameIndex: z.number().int().nonnegative(),
  verdict: verdictSchema,
  picture: z.string().nullable(),
  regions: z.array(regionSchema),
  placed: placedSchema.nullable(),
});

/** An earlier part with the same suspected defect, and what people decided on it. */
export const alikeSchema = z.object({
  id: z.uuid(),
  at: z.number(),
  picture: z.string(),
  region: regionSchema.nullable(),
  frame: z.object({ width: z.number(), height: z.number() }),
  decision: z.enum(['good', 'defect']),
  class: z.string().nullable(),
  /** Role of who decided. */
  by: z.string(),
  decidedAt: z.number(),
  /** 0 (the same) upwards. */
  distance: z.number(),
});
export type Alike = z.infer<typeof alikeSchema>;

/** All that the screen shows of one part. */
export const underReviewSchema = queuedSchema.extend({
  frame: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** Those with a picture first; of them the worst first. */
  frames: z.array(reviewFrameSchema),
  /** The part's highest score in each class, and the limits that were in force. */
  opinion: z.array(z.object({ class: z.string(), score: z.number(), passBelow: z.number(), failAbove: z.number() })),
  /** The recipe's golden picture, and where each frame lies in it; null for recipes without. */
  golden: z.object({ picture: z.string(), positions: z.array(z.tuple([z.number(), z.number()])).min(1) }).nullable(),
  /** At most three, nearest first. */
  alike: z.array(alikeSchema),
  /** Classes to choose from; the suspected first. */
  classes: z.array(z.string()).min(1),
});
export type UnderReview = z.infer<typeof underReviewSchema>;

/** What came of a decision; a known part is revealed here. */
export const decidedSchema = z.object({
  /** To take it back with. */
  decisionId: z.uuid(),
  /** The station's clock until which `review.undo` works; null where it does not. */
  undoUntil: z.number().nullable(),
  /** Only for a known part, after the decision: was the person right? */
  known: z.object({ truth: z.enum(['good', 'defect']), class: z.string().nullable(), isRight: z.boolean() }).nullable(),
});
export type Decided = z.infer<typeof decidedSchema>;

/** How a person decides known parts; on the AIAG scale (MSA manual, 4th edition). */
export const reviewerFiguresSchema = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }),
  since: z.number(),
  decided: z.number().int(),
  known: z.number().int(),
  right: z.number().int(),
  misses: z.object({ hits: z.number().int(), of: z.number().int() }),
  falseAlarms: z.object({ hits: z.number().int(), of: z.number().int() }),
  /** Cohen's; null while it cannot be computed. */
  kappa: z.number().nullable(),
  grade: z.enum(['acceptable', 'marginal', 'unacceptable', 'too-few']),
  medianLookMs: z.number().nullable(),
  tooFast: z.number().int(),
  bulk: z.number().int(),
});
export type ReviewerFigures = z.infer<typeof reviewerFiguresSchema>;

const partId = z.object({ id: z.uuid() });

export const reviewSlice = {
  calls: {
    'review.queue': call(may.operate, z.object({}), queueSchema),
    /** Shows a part without taking it: the next one is loaded while somebody looks at the one before. */
    'review.look': call(may.operate, partId, underReviewSchema),
    /**
     * Makes it this reviewer's for a minute; ask again to keep it.
     * `conflict`: somebody else has it, or it is decided. `not-found`: it is no longer there.
     */
    'review.claim': call(may.operate, partId, z.object({ until: z.number() })),
    'review.release': call(may.operate, partId, z.object({})),
    /**
     * `decisionId` is made by the screen: the same one again is the same decision. `lookedMs`: how long the picture stood
     * there. `conflict` when it is decided, expired for this person, or claimed by somebody else.
     */
    'review.decide': call(
      may.operate,
      z.object({
        id: z.uuid(),
        decisionId: z.uuid(),
        decision: decisionSchema,
        comment: commentSchema.default(''),
        lookedMs: z.number().nonnegative(),
      }),
      decidedSchema,
    ),
    /** Within ten seconds, by whoever decided. The part waits again, with the deadline that it had. */
    'review.undo': call(may.operate, z.object({ decisionId: z.uuid() }), z.object({ id: z.uuid() })),
    /** All that wait are marked at once; recorded as what it is. */
    'review.decideAll': call(
      may.judge,
      z.object({
        ids: z.array(z.uuid()).min(1).max(1000),
        decision: z.discriminatedUnion('decision', [
          z.object({ decision: z.literal('good') }),
          z.object({ decision: z.literal('defect'), class: z.string().min(1).max(60) }),
        ]),
        reason: z.string().trim().min(3).max(2000).transform(onLines),
      }),
      z.object({ decided: z.number().int(), skipped: z.number().int() }),
    ),
    /** Of whoever asks: private to that person. */
    'review.myFigures': call(may.operate, z.object({}), reviewerFiguresSchema.nullable()),
    'review.figures': call(may.judge, z.object({ since: z.number() }), z.array(reviewerFiguresSchema)),
    /** Known parts among the real ones: off, 1 %, 2 % or 5 %. */
    'review.knownParts': call(
      may.operate,
      z.object({}),
      z.object({ share: z.number(), available: z.number().int(), why: z.string().nullable() }),
    ),
    'review.setKnownParts': call(
      may.judge,
      z.object({ share: z.union([z.literal(0), z.literal(0.01), z.literal(0.02), z.literal(0.05)]) }),
      z.object({}),
    ),
  },
  events: {
    /** Whenever it changes, and once a second while anything is due. */
    'review.queue': queueSchema,
  },
} as const;
