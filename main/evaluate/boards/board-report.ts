/** What `evaluate` says of a reference bundle: the shape of its `--json` file. */
import { z } from 'zod';
import { interval, rateSchema, reportHead, share } from '../report-parts.ts';

const fields = {
  f: share.nullable(),
  precision: share.nullable(),
  recall: share.nullable(),
};

const figures = {
  pairs: z.number().int(),
  defects: z.number().int(),
  /** Mean of the average precisions of the classes that the pictures have (IoU > 0.33, all points, envelope). */
  mAP: share.nullable(),
  mAPInterval95: interval,
  /** By class; null for one that the pictures do not have. */
  ap: z.record(z.string(), share.nullable()),
  /** One threshold for all classes, chosen on these very pictures: what the model could do. */
  bestF: z.object({ ...fields, threshold: z.number().nullable(), interval95: interval }),
  /** What is not passed: boxes above their class's passBelow. */
  atPassBelow: z.object({
    ...fields,
    interval95: interval,
    /** Defects that a box points at, whatever class it says. */
    found: rateSchema,
    /** Pairs with defects of which none is called. */
    escapes: rateSchema,
    /** Pairs without defects that do not pass. */
    goodCalled: rateSchema,
  }),
  /** The same at failAbove: what fails without asking a person. */
  atFailAbove: z.object({ ...fields, interval95: interval, goodFailed: rateSchema }),
  /** Of boxes: how far the score is from the share that is right, 15 bins. */
  ece: z.number().nullable(),
};
const figuresSchema = z.object(figures);
export type BoardFigures = z.output<typeof figuresSchema>;

const boardSchema = z.object({
  board: z.string(),
  pairs: z.number().int(),
  defects: z.number().int(),
  mAP: share.nullable(),
  ...fields,
});
export type OneBoard = z.output<typeof boardSchema>;

const trialSchema = z.object({
  name: z.string(),
  /** Golden pictures that did not pass, and those that failed. */
  called: rateSchema,
  failed: rateSchema,
  /** Golden pictures that could not be registered to themselves; not judged. */
  unregistered: z.number().int(),
});
export type GoldenTrial = z.output<typeof trialSchema>;

const precisionSchema = z.object({
  ...figures,
  boards: z.array(boardSchema),
  /** Golden pictures against themselves: nothing is defective. */
  golden: z.array(trialSchema),
});
export type BoardPrecision = z.output<typeof precisionSchema>;

export const boardReportSchema = z.object({
  task: z.literal('reference'),
  ...reportHead,
  /** How the golden pictures were moved before the station registered them. */
  displacement: z.object({ shiftPx: z.number(), turnDegrees: z.number() }),
  isRegistered: z.boolean(),
  copper: z.enum(['bright', 'dark']),
  /** Pairs that the station could not register and would send to review; their defects count as not found. */
  unregistered: z.array(z.object({ id: z.string(), why: z.string() })),
  int8: precisionSchema,
  fp32: precisionSchema,
});
export type BoardReport = z.output<typeof boardReportSchema>;
