/**
 * The words of an inspection, as schemas: verdicts, reasons, regions.
 *
 * Station, store and screen all use these; a word that is not here is not spoken between them.
 */
import { z } from 'zod';

export const verdicts = ['pass', 'fail', 'review', 'missed'] as const;
export const verdictSchema = z.enum(verdicts);
export type Verdict = z.infer<typeof verdictSchema>;

/** Faults of a picture that the quality gate measures. `value` and `limit` are in the unit of that measure. */
export const pictureFaults = ['too-dark', 'too-bright', 'overexposed', 'underexposed', 'blurred', 'covered'] as const;
export const pictureFaultSchema = z.enum(pictureFaults);
export type PictureFault = z.infer<typeof pictureFaultSchema>;

/** Why a part is not a clean pass. The number stands beside the word, never instead of it. */
export const reasonSchema = z.discriminatedUnion('kind', [
  /** The model is sure: `score` reached `limit` (= the class's `failAbove`). */
  z.object({ kind: z.literal('defect'), class: z.string(), score: z.number(), limit: z.number() }),
  /** Between the two limits of the class: a person decides. */
  z.object({
    kind: z.literal('unsure'),
    class: z.string(),
    score: z.number(),
    passBelow: z.number(),
    failAbove: z.number(),
  }),
  z.object({ kind: z.literal('bad-picture'), fault: pictureFaultSchema, value: z.number(), limit: z.number() }),
  z.object({ kind: z.literal('unknown-part'), value: z.number(), limit: z.number() }),
  /**
   * The golden picture could not be laid on the picture, so nothing was compared. `score` 0..1: how well they agree;
   * `unlike`: not well enough; `too-far`: well, but further from its place than the recipe allows.
   */
  z.object({ kind: z.literal('not-registered'), cause: z.enum(['unlike', 'too-far']), score: z.number() }),
  /** The camera delivered the frame damaged; `detail` is the camera's own word. */
  z.object({ kind: z.literal('incomplete-frame'), detail: z.string() }),
  /** Some, not all, of the part's frames came. */
  z.object({ kind: z.literal('frames-missing'), got: z.number().int(), expected: z.number().int() }),
  z.object({ kind: z.literal('late'), tookMs: z.number(), deadlineMs: z.number() }),
  z.object({ kind: z.literal('engine-fault'), detail: z.string() }),
  /**
   * The MES has not released the unit. `detail`: its own words (`refused`; empty: it gave none), the recipe that it
   * expects (`other-recipe`), or why no answer came (`no-answer`). `no-serial`: it could not be asked.
   */
  z.object({
    kind: z.literal('not-released'),
    cause: z.enum(['refused', 'other-recipe', 'no-answer', 'no-serial']),
    detail: z.string(),
  }),
  /** The four reasons of `missed`: no frame at all was kept for the trigger. */
  z.object({ kind: z.literal('no-frame') }),
  z.object({ kind: z.literal('overrun') }),
  z.object({ kind: z.literal('camera-lost'), detail: z.string() }),
  z.object({ kind: z.literal('station-stopped') }),
]);
export type Reason = z.infer<typeof reasonSchema>;
export type ReasonKind = Reason['kind'];

/**
 * One word for counting: `defect:pitting`, `unsure:pitting`, `bad-picture:blurred`, `late`.
 * Pareto, rollups and the catalogue of the screen use it as key.
 */
export function reasonKey(reason: Reason): string {
  switch (reason.kind) {
    case 'defect':
    case 'unsure':
      return `${reason.kind}:${reason.class}`;
    case 'bad-picture':
      return `${reason.kind}:${reason.fault}`;
    default:
      return reason.kind;
  }
}

/** A suspected defect as a box in the frame's own pixels, from its top left; size in mm when the recipe knows the scale. */
export const regionSchema = z.object({
  class: z.string(),
  score: z.number(),
  x: z.number(),
  y: z.number(),
  width: z.number().nonnegative(),
  height: z.number().nonnegative(),
  widthMm: z.number().nonnegative().optional(),
  heightMm: z.number().nonnegative().optional(),
});
export type Region = z.infer<typeof regionSchema>;

/**
 * Where a frame really lies on the golden picture. About the frame's middle: off the recipe's position by `dx`, `dy`
 * golden pixels, turned by `turnDegrees` (positive: a frame's pixels lie clockwise of where they would).
 */
export const placedSchema = z.object({ dx: z.number(), dy: z.number(), turnDegrees: z.number() });
export type Placed = z.infer<typeof placedSchema>;

/** The sum that always holds, for each run: triggers = pass + fail + review + missed + pending. */
export const ledgerSchema = z.object({
  triggers: z.number().int().nonnegative(),
  pass: z.number().int().nonnegative(),
  fail: z.number().int().nonnegative(),
  review: z.number().int().nonnegative(),
  missed: z.number().int().nonnegative(),
  pending: z.number().int().nonnegative(),
});
export type Ledger = z.infer<typeof ledgerSchema>;

/** For switches over a union: a case that was forgotten does not compile, and one that arrives all the same is named. */
export function assertNever(value: never): never {
  throw new Error(`not a case that this code knows: ${JSON.stringify(value)}`);
}
