/** The quality engineer's desk: any part months later, what if the limits were others, and the report of a shift. */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may, roleSchema } from '../who.ts';
import { placedSchema, reasonSchema, regionSchema, verdictSchema } from '../words.ts';
import { reviewStageSchema } from './review.ts';
import { languageSchema } from './session.ts';

export const dispositionStates = ['open', 'good', 'defect', 'none'] as const;

/** All conditions hold at once; an empty list and an absent key are no condition. */
export const partFilterSchema = z.object({
  from: z.number().optional(),
  until: z.number().optional(),
  recipes: z.array(z.string()).max(50).optional(),
  /** `name` or `name@version`. */
  bundles: z.array(z.string()).max(50).optional(),
  shifts: z.array(z.string()).max(20).optional(),
  verdicts: z.array(verdictSchema).optional(),
  /** Reason keys (`reasonKey`). */
  reasons: z.array(z.string()).max(50).optional(),
  /** The part's highest score in this class lies in the range. */
  score: z.object({ class: z.string(), min: z.number().min(0).max(1), max: z.number().min(0).max(1) }).optional(),
  /** `open`: waits for a person; `none`: was never asked about. */
  dispositions: z.array(z.enum(dispositionStates)).optional(),
  /** Who decided on it. */
  people: z.array(z.uuid()).max(50).optional(),
  /** Begins with this. */
  serial: z.string().trim().max(200).optional(),
  /** Words in comments, serials and work orders. */
  text: z.string().trim().max(200).optional(),
});
export type PartFilter = z.infer<typeof partFilterSchema>;

export const foundPartSchema = z.object({
  id: z.uuid(),
  at: z.number(),
  trigger: z.number().int(),
  serial: z.string().nullable(),
  workOrder: z.string().nullable(),
  recipe: z.string(),
  bundle: z.string(),
  shift: z.string(),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  /** Highest score per class. */
  scores: z.array(z.object({ class: z.string(), score: z.number() })),
  picture: z.string().nullable(),
  /** The newest decision that holds; null when there is none. */
  disposition: z
    .object({
      decision: z.enum(['good', 'defect', 'not-sure']),
      class: z.string().nullable(),
      by: z.string().nullable(),
      at: z.number(),
    })
    .nullable(),
  stage: reviewStageSchema.nullable(),
  hasComment: z.boolean(),
});
export type FoundPart = z.infer<typeof foundPartSchema>;

/** Where the next page begins; made by the station, opaque to the screen. */
const cursorSchema = z.string().max(200);

export const dispositionSchema = z.object({
  id: z.uuid(),
  at: z.number(),
  kind: z.enum(['review', 'second-opinion', 'arbitration', 'audit', 'bulk']),
  decision: z.enum(['good', 'defect', 'not-sure']),
  class: z.string().nullable(),
  comment: z.string(),
  /** Of a bulk decision. */
  reason: z.string().nullable(),
  by: z.object({ name: z.string().nullable(), role: roleSchema }),
  lookedMs: z.number().nullable(),
  isTooFast: z.boolean(),
  withdrawnAt: z.number().nullable(),
});
export type Disposition = z.infer<typeof dispositionSchema>;

/** What a person draws: a box or a polygon, in the frame's own pixels. */
export const shapeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('box'),
    class: z.string().min(1).max(60),
    x: z.number(),
    y: z.number(),
    width: z.number().positive(),
    height: z.number().positive(),
  }),
  z.object({
    kind: z.literal('polygon'),
    class: z.string().min(1).max(60),
    points: z
      .array(z.tuple([z.number(), z.number()]))
      .min(3)
      .max(500),
  }),
]);
export type Shape = z.infer<typeof shapeSchema>;

export const labelsSchema = z.object({
  at: z.number(),
  by: z.string().nullable(),
  shapes: z.array(shapeSchema).max(200),
});

export const partPageSchema = foundPartSchema.extend({
  frame: z.object({ width: z.number().int(), height: z.number().int() }),
  frames: z.array(
    z.object({
      frameIndex: z.number().int(),
      frameId: z.number().int(),
      deviceNs: z.number().nullable(),
      verdict: verdictSchema,
      reasons: z.array(reasonSchema),
      picture: z.string().nullable(),
      pictureOutcome: z.string(),
      regions: z.array(regionSchema),
      placed: placedSchema.nullable(),
      /** The newest, when a person has drawn any; for retraining. */
      labels: labelsSchema.nullable(),
    }),
  ),
  line: z.object({ ok: z.boolean(), at: z.number(), because: z.string(), latencyMs: z.number() }),
  golden: z.object({ picture: z.string(), positions: z.array(z.tuple([z.number(), z.number()])).min(1) }).nullable(),
  classes: z.array(z.string()),
  /** Oldest first, withdrawn ones too. */
  dispositions: z.array(dispositionSchema),
  /** Two people differ and nobody has arbitrated. */
  isDisputed: z.boolean(),
  /** Entries of the history that name this part, oldest first. */
  history: z.array(
    z.object({
      entry: z.number().int(),
      at: z.number(),
      kind: z.string(),
      by: z.string().nullable(),
      text: z.string(),
    }),
  ),
});
export type PartPage = z.infer<typeof partPageSchema>;

const limitsSchema = z.object({ passBelow: z.number().min(0).max(1), failAbove: z.number().min(0).max(1) });
export const limitsByClassSchema = z.record(z.string(), limitsSchema);

export const whatIfInputSchema = z.object({
  recipe: z.string(),
  /** Of the parts that are asked: a filter like that of the search. */
  filter: partFilterSchema,
  change: z.discriminatedUnion('kind', [
    /** Answered from the stored highest scores of every part: exact. */
    z.object({ kind: z.literal('limits'), limits: limitsByClassSchema }),
    /** Run on the stored pictures: an estimate, weighted by the random sample. */
    z.object({ kind: z.literal('bundle'), bundle: z.string(), version: z.string() }),
  ]),
});

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** `n` parts would change from one verdict to another. */
const flipSchema = z.object({
  from: verdictSchema,
  to: verdictSchema,
  parts: z.number(),
  estimate: interval.nullable(),
});

export const whatIfResultSchema = z.object({
  parts: z.number().int(),
  /** 0..1; 1 when it is done. */
  progress: z.number(),
  isExact: z.boolean(),
  flips: z.array(flipSchema),
  /** Parts that a person called a defect and that would pass now. */
  missesOfKnownDefects: z.number().int(),
  knownDefects: z.number().int(),
  reviewMinutesPerShift: z.object({ now: z.number(), after: z.number() }),
  /** Some of those that flip, newest first. */
  examples: z.array(foundPartSchema.extend({ verdictThen: verdictSchema })),
  /** Why it cannot go on, in a sentence; null while all is well. */
  problem: z.string().nullable(),
});
export type WhatIfResult = z.infer<typeof whatIfResultSchema>;

export const limitsVersionSchema = z.object({
  id: z.uuid(),
  recipe: z.string(),
  limits: limitsByClassSchema,
  before: limitsByClassSchema,
  reason: z.string(),
  at: z.number(),
  by: z.string().nullable(),
  state: z.enum(['waits-for-second', 'in-force', 'superseded', 'refused']),
  approvedBy: z.string().nullable(),
  approvedAt: z.number().nullable(),
});
export type LimitsVersion = z.infer<typeof limitsVersionSchema>;

const share = z.object({ hits: z.number().int(), of: z.number().int(), rate: interval.nullable() });

/** One page: what the next shift must know. */
export const shiftReportSchema = z.object({
  station: z.string(),
  shift: z.object({ name: z.string(), from: z.number(), until: z.number() }),
  recipes: z.array(
    z.object({
      recipe: z.string(),
      bundle: z.string(),
      pass: z.number(),
      fail: z.number(),
      review: z.number(),
      missed: z.number(),
    }),
  ),
  output: z.object({
    parts: z.number(),
    pass: z.number(),
    fail: z.number(),
    review: z.number(),
    missed: z.number(),
    yield: z.number().nullable(),
  }),
  pareto: z.array(z.object({ reason: z.string(), count: z.number(), pictures: z.array(z.string()).max(3) })),
  openParts: z.object({
    operator: z.number(),
    quality: z.number(),
    overdue: z.number(),
    oldestAt: z.number().nullable(),
  }),
  incidents: z.array(z.object({ at: z.number(), kind: z.string(), detail: z.string() })),
  /** Limits, recipes, bundles, settings that changed in the shift. */
  changes: z.array(z.object({ at: z.number(), kind: z.string(), by: z.string().nullable(), text: z.string() })),
  /** Of the parts that people decided: how many stopped parts were good. */
  falseCalls: share,
  /** From random audits of passed parts, weighted by how likely each was drawn (Horvitz and Thompson 1952). */
  escapes: z.object({ audited: z.number().int(), defective: z.number().int(), rate: interval.nullable() }),
  reinspection: z.object({ parts: z.number().int(), minutes: z.number(), medianS: z.number().nullable() }),
  /** Head of the history when the report was made; hexadecimal. */
  historyHead: z.string().nullable(),
  madeAt: z.number(),
});
export type ShiftReport = z.infer<typeof shiftReportSchema>;

export const qualitySlice = {
  calls: {
    /** At most 100 a page, newest first. `searchedUntil`: the time limit was met there; `next` goes on. */
    'quality.search': call(
      may.judge,
      z.object({
        filter: partFilterSchema,
        after: cursorSchema.nullable().default(null),
        limit: z.number().int().min(1).max(100).default(100),
      }),
      z.object({
        parts: z.array(foundPartSchema),
        next: cursorSchema.nullable(),
        searchedUntil: z.number().nullable(),
      }),
    ),
    /** Counts no further than 10,000. */
    'quality.count': call(
      may.judge,
      z.object({ filter: partFilterSchema }),
      z.object({ parts: z.number().int(), isCapped: z.boolean() }),
    ),
    /** What there is to filter by. */
    'quality.choices': call(
      may.judge,
      z.object({}),
      z.object({
        recipes: z.array(z.string()),
        bundles: z.array(z.string()),
        shifts: z.array(z.string()),
        reasons: z.array(z.string()),
        classes: z.array(z.string()),
        people: z.array(z.object({ id: z.uuid(), name: z.string() })),
        oldestAt: z.number().nullable(),
      }),
    ),
    'quality.part': call(may.judge, z.object({ id: z.uuid() }), partPageSchema),
    /** A second opinion, an arbitration between two that differ, or the audit of a passed part. */
    'quality.decide': call(
      may.judge,
      z.object({
        id: z.uuid(),
        decisionId: z.uuid(),
        kind: z.enum(['second-opinion', 'arbitration', 'audit']),
        decision: z.discriminatedUnion('decision', [
          z.object({ decision: z.literal('good') }),
          z.object({ decision: z.literal('defect'), class: z.string().min(1).max(60) }),
        ]),
        comment: z.string().trim().max(2000).default(''),
      }),
      z.object({}),
    ),
    'quality.relabel': call(
      may.judge,
      z.object({ id: z.uuid(), frameIndex: z.number().int().nonnegative(), shapes: z.array(shapeSchema).max(200) }),
      z.object({}),
    ),
    /** Passed parts with a picture, drawn at random and not audited yet. */
    'quality.auditSample': call(
      may.judge,
      z.object({ limit: z.number().int().min(1).max(100) }),
      z.object({ parts: z.array(foundPartSchema), waiting: z.number().int() }),
    ),
    'quality.bundles': call(
      may.judge,
      z.object({}),
      z.array(z.object({ name: z.string(), version: z.string(), isActive: z.boolean() })),
    ),
    'quality.whatIf': call(may.judge, whatIfInputSchema, z.object({ job: z.uuid() })),
    'quality.whatIfCancel': call(may.judge, z.object({ job: z.uuid() }), z.object({})),
    'quality.limits': call(
      may.judge,
      z.object({ recipe: z.string() }),
      z.object({ now: limitsByClassSchema, versions: z.array(limitsVersionSchema), needsSecond: z.boolean() }),
    ),
    /** In force at once, or when a second person has approved. */
    'quality.saveLimits': call(
      may.judge,
      z.object({ recipe: z.string(), limits: limitsByClassSchema, reason: z.string().trim().min(3).max(2000) }),
      limitsVersionSchema,
    ),
    /** By somebody else than who saved it. */
    'quality.approveLimits': call(
      may.judge,
      z.object({ id: z.uuid(), isApproved: z.boolean(), reason: z.string().trim().max(2000).default('') }),
      limitsVersionSchema,
    ),
    'quality.shifts': call(
      may.inspect,
      z.object({ limit: z.number().int().min(1).max(100) }),
      z.array(z.object({ name: z.string(), startedAt: z.number() })),
    ),
    'quality.shiftReport': call(may.inspect, z.object({ name: z.string(), startedAt: z.number() }), shiftReportSchema),
    /** Written to the station's exports folder; the answer is its address (`GET /exports/NAME`). */
    'quality.exportReport': call(
      may.inspect,
      z.object({
        name: z.string(),
        startedAt: z.number(),
        as: z.enum(['csv', 'pdf']),
        language: languageSchema,
        /** What the screen calls each reason key, in that language. */
        reasonWords: z.record(z.string().max(100), z.string().max(200)).default({}),
      }),
      z.object({ address: z.string() }),
    ),
    'quality.exportParts': call(
      may.judge,
      z.object({ filter: partFilterSchema }),
      z.object({ address: z.string(), parts: z.number().int() }),
    ),
  },
  events: {
    'quality.whatIf': z.object({ job: z.uuid(), result: whatIfResultSchema }),
  },
} as const;
