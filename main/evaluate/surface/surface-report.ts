/** What `evaluate` says of a surface bundle: the shape of its `--json` file. */
import { z } from 'zod';
import { interval, rateSchema, reportHead, share } from '../report-parts.ts';

const pointFields = {
  /** Scores above are called; null: everything is. */
  threshold: z.number().nullable(),
  /** What the pictures prove of the rate, at this threshold. */
  interval95: interval,
};

const figures = {
  pictures: z.number().int(),
  good: z.number().int(),
  defective: z.number().int(),
  /** Of pictures, by their highest score. */
  auroc: share.nullable(),
  /** Places are drawn again, then pictures within them. */
  aurocInterval95: interval,
  /** For a budget of false calls (share of good pictures called): the share of defective ones missed. */
  missedAtFalseCalls: z.array(z.object({ falseCalls: share, missed: share.nullable(), ...pointFields })),
  /** For a budget of misses: the share of good pictures called. */
  falseCallsAtMisses: z.array(z.object({ missed: share, falseCalls: share.nullable(), ...pointFields })),
  /** With the bundle's own limits: defective that pass, good that fail, and what a person is asked about. */
  atLimits: z.object({
    missed: rateSchema,
    falseCalls: rateSchema,
    review: rateSchema,
    goodToReview: rateSchema,
    defectiveToReview: rateSchema,
  }),
  /** Labelled defects that a region touches (or the cell next to them). */
  localised: z.object({ atPassBelow: rateSchema, at2PercentFalseCalls: rateSchema }),
  /** Expected calibration error, 15 bins. */
  ece: z.number().nullable(),
};
const figuresSchema = z.object(figures);
export type SurfaceFigures = z.output<typeof figuresSchema>;

const verdicts = z.object({ pass: z.number().int(), review: z.number().int(), fail: z.number().int() });
const placeSchema = z.object({
  place: z.string(),
  auroc: share.nullable(),
  missedAt2PercentFalseCalls: share.nullable(),
  goodVerdicts: verdicts,
  defectiveVerdicts: verdicts,
});
export type PlaceFigures = z.output<typeof placeSchema>;

const precisionSchema = z.object({
  ...figures,
  /** Only pictures of a size that both good and defective ones have; null where all are. */
  equalFormat: z.object({ ...figures, sizes: z.array(z.string()) }).nullable(),
  places: z.array(placeSchema),
});
export type SurfacePrecision = z.output<typeof precisionSchema>;

export const surfaceReportSchema = z.object({
  task: z.literal('surface'),
  ...reportHead,
  /** Inspection zones in frame pixels; empty: everywhere. */
  zones: z.array(z.array(z.tuple([z.number(), z.number()])).readonly()),
  int8: precisionSchema,
  fp32: precisionSchema,
});
export type SurfaceReport = z.output<typeof surfaceReportSchema>;
