/**
 * What an attribute agreement study came to (AIAG MSA manual, 4th edition, chapter III.C).
 *
 * What cannot be computed (nothing counted, one category only) is said to be so; no number stands in for it.
 */
import { z } from 'zod';

/** What an appraiser may say of a part. Only the station leaves one open: its `review` is `not-decided`. */
export const ratings = ['good', 'defect', 'not-decided'] as const;
export const ratingSchema = z.enum(ratings);
export type Rating = z.infer<typeof ratingSchema>;

/** The expert's word on a part, which the appraisers are held against. */
export const referenceSchema = z.enum(['good', 'defect']);
export type Reference = z.infer<typeof referenceSchema>;

const intervalSchema = z.object({ low: z.number(), high: z.number() });

/** `hits` of `of`, with the exact 95 % interval of Clopper and Pearson (1934). `rate` is null where `of` is 0. */
export const countedShareSchema = z.object({
  hits: z.number().int().nonnegative(),
  of: z.number().int().nonnegative(),
  rate: intervalSchema.extend({ value: z.number().min(0).max(1) }).nullable(),
});
export type CountedShare = z.infer<typeof countedShareSchema>;

/**
 * `nothing-rated`: no two ratings to compare. `one-category`: all of them fell into one category, where agreement by chance
 * is agreement and kappa is 0/0.
 */
export const notComputableSchema = z.object({
  kind: z.literal('cannot'),
  why: z.enum(['nothing-rated', 'one-category']),
});
export type NotComputable = z.infer<typeof notComputableSchema>;

/** `interval`: 95 %; null where the large-sample error is zero, which says nothing about the error. */
const kappaOf = z.object({
  kind: z.literal('kappa'),
  value: z.number().min(-1).max(1),
  interval: intervalSchema.nullable(),
});

/** Cohen (1960), with the large-sample standard error of Fleiss, Cohen and Everitt (1969). */
export const cohenSchema = z.discriminatedUnion('kind', [
  kappaOf.extend({ standardError: z.number().nonnegative() }),
  notComputableSchema,
]);
export type Cohen = z.infer<typeof cohenSchema>;

/**
 * Fleiss (1971). `chanceError` is the standard error if there were chance agreement only (Fleiss, Nee and Landis 1979) and
 * `z` the value over it: a test against chance. The interval is by the jackknife over parts.
 */
const fleissValueSchema = z.discriminatedUnion('kind', [
  kappaOf.extend({ chanceError: z.number().positive(), z: z.number() }),
  notComputableSchema,
]);
export type FleissValue = z.infer<typeof fleissValueSchema>;
export const fleissSchema = z.object({
  overall: fleissValueSchema,
  /** One category against all others. */
  categories: z.array(z.object({ category: ratingSchema, kappa: fleissValueSchema })),
});
export type Fleiss = z.infer<typeof fleissSchema>;

/** `cannot`: what it would be read from cannot be computed. */
export const gradeSchema = z.enum(['acceptable', 'marginal', 'unacceptable', 'cannot']);
export type Grade = z.infer<typeof gradeSchema>;

/** AIAG MSA manual, 4th edition: at least so much effectiveness and kappa, at most so many misses and false alarms. */
export const aiagLimits = {
  effectiveness: { acceptable: 0.9, marginal: 0.8 },
  misses: { acceptable: 0.02, marginal: 0.05 },
  falseAlarms: { acceptable: 0.05, marginal: 0.1 },
  kappa: { acceptable: 0.75, marginal: 0.4 },
} as const;

const graded = <S extends z.ZodType>(figure: S) => z.object({ figure, grade: gradeSchema });

export const appraiserSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.uuid(), name: z.string() }),
  z.object({ kind: z.literal('station') }),
]);
export type Appraiser = z.infer<typeof appraiserSchema>;

const ratingCountsSchema = z.object({
  good: z.number().int().nonnegative(),
  defect: z.number().int().nonnegative(),
  'not-decided': z.number().int().nonnegative(),
});
export type RatingCounts = z.infer<typeof ratingCountsSchema>;

export const repeatabilitySchema = z.discriminatedUnion('kind', [
  /** Parts on which all trials say the same; kappa among as many trials as every one of these parts has. */
  z.object({ kind: z.literal('measured'), same: countedShareSchema, kappa: fleissSchema }),
  /** Only a part that was presented again, moved and lit anew, tells anything: one picture twice gives one answer twice. */
  z.object({ kind: z.literal('not-measured') }),
]);

export const appraiserResultSchema = z.object({
  appraiser: appraiserSchema,
  /** Parts that it has rated in every trial (the station: at least once); the others are left out. */
  parts: z.number().int().nonnegative(),
  /** Ratings by what the reference says. */
  confusion: z.object({ good: ratingCountsSchema, defect: ratingCountsSchema }),
  /** Parts rated as the reference says in every trial. */
  effectiveness: graded(countedShareSchema),
  /** Ratings of defective parts as good. `not-decided` is neither a miss nor a false alarm: a person decides then. */
  misses: graded(countedShareSchema),
  /** Ratings of good parts as defective. */
  falseAlarms: graded(countedShareSchema),
  /** Ratings that were left to a person. */
  notDecided: countedShareSchema,
  withReference: graded(cohenSchema),
  repeatability: repeatabilitySchema,
  /** The worst of the four; `cannot` when nothing could be graded. */
  grade: gradeSchema,
});
export type AppraiserResult = z.infer<typeof appraiserResultSchema>;

export const agreementSchema = z.object({
  trials: z.number().int().positive(),
  /** Parts of the study, and those that every appraiser has rated. */
  parts: z.object({
    all: z.number().int(),
    ratedByAll: z.number().int(),
    good: z.number().int(),
    defect: z.number().int(),
  }),
  appraisers: z.array(appraiserResultSchema),
  /** Parts on which everybody says the same in every trial; null with one appraiser. */
  between: z.object({ same: countedShareSchema, kappa: fleissSchema }).nullable(),
  /** Parts on which everybody says what the reference says in every trial. */
  allWithReference: countedShareSchema,
  /** Same trial, same part; places in `appraisers`. */
  pairs: z.array(z.object({ one: z.number().int(), other: z.number().int(), kappa: cohenSchema })),
});
export type Agreement = z.infer<typeof agreementSchema>;
