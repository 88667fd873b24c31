/** Questions about the history, and long work on it; what a start tells it. */
import { z } from 'zod';
import {
  anchorSchema,
  exportFormats,
  historyEntrySchema,
  historyFilterSchema,
  historyHeadSchema,
  historyWorkSchema,
} from '../../api/slices/history.ts';

export const historyQueries = {
  /** Newest first. */
  historyPage: {
    input: historyFilterSchema.extend({
      /** Only entries before this one. */
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ entries: z.array(historyEntrySchema), next: z.number().int().nullable() }),
  },
  historyHead: { input: z.object({}), output: historyHeadSchema },
  /**
   * Starts it in a thread of the store; `historyWork` tells how far it is. The same id again is the same work.
   * @throws StationError `conflict` while one of its kind runs
   */
  beginHistoryWork: {
    input: z.object({
      id: z.uuid(),
      work: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('check'), anchor: anchorSchema.nullable() }),
        z.object({
          kind: z.literal('export'),
          by: z.uuid().nullable(),
          from: z.number(),
          until: z.number(),
          format: z.enum(exportFormats),
        }),
      ]),
    }),
    output: z.object({}),
  },
  historyWork: { input: z.object({}), output: historyWorkSchema },
} as const;

export const historyCommands = {
  /** What parts are judged with from now on: an entry when it is not what it was before. */
  noteInUse: { input: z.object({ run: z.uuid(), inUse: z.record(z.string(), z.json()) }), output: z.object({}) },
} as const;
