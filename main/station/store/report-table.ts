/** What the store is asked for the report of a shift. */
import { z } from 'zod';
import { shiftReportSchema } from '../../api/slices/quality.ts';

export const reportQueries = {
  /** Newest first. */
  shifts: {
    input: z.object({ limit: z.number().int().min(1).max(100) }),
    output: z.array(z.object({ name: z.string(), startedAt: z.number() })),
  },
  /** Null for a shift of which there is nothing. */
  shiftReport: {
    input: z.object({
      shift: z.string(),
      startedAt: z.number(),
      /** First millisecond of the shift after it. */
      endsAt: z.number(),
    }),
    output: shiftReportSchema.omit({ station: true, madeAt: true }).nullable(),
  },
} as const;
