/** Every question that the store answers, with its schemas; both ends derive their types from this table. */
import { z } from 'zod';
import { partSummarySchema } from '../../api/slices/live.ts';
import { deviceQueries } from './devices-table.ts';
import { historyQueries } from './history-table.ts';
import { limitsQueries } from './limits-table.ts';
import { peopleQueries } from './people-queries.ts';
import { reportQueries } from './report-table.ts';
import { reviewQueries } from './review-queries.ts';
import { searchQueries } from './search-table.ts';
import { studyQueries } from './study-queries.ts';
import { syncQueries } from './sync-table.ts';
import { whatIfQueries } from './what-if-table.ts';

const count = z.number().int().nonnegative();
const verdictCounts = z.object({ pass: count, fail: count, review: count, missed: count });
const ofShift = { shift: z.string(), startedAt: z.number() };

export const queryTable = {
  ...limitsQueries,
  ...deviceQueries,
  ...searchQueries,
  ...whatIfQueries,
  ...reportQueries,
  ...peopleQueries,
  ...historyQueries,
  /** From the rollups: committed parts of one shift. */
  shiftCounts: { input: z.object(ofShift), output: verdictCounts },
  /**
   * From the rollups: pass share of the parts with a verdict other than missed, 0..1, one value a minute from the
   * shift's start to `until` (its minute included); null where nothing was made.
   */
  yieldPerMinute: {
    input: z.object({ ...ofShift, until: z.number() }),
    output: z.array(z.number().min(0).max(1).nullable()),
  },
  /** From the rollups: how many parts had each reason key, most frequent first. */
  pareto: {
    input: z.object({ ...ofShift, limit: z.number().int().min(1).max(1000) }),
    output: z.array(z.object({ reason: z.string(), count })),
  },
  /** The last committed parts, newest last. */
  recentParts: { input: z.object({ limit: z.number().int().min(1).max(1000) }), output: z.array(partSummarySchema) },
  /** Absolute path of a kept picture whose file is there. */
  pictureFile: { input: z.object({ picture: z.string() }), output: z.string().nullable() },
  /** Committed parts of a run that are still kept one by one, and its highest trigger; null for an unknown run. */
  runLedger: {
    input: z.object({ runId: z.uuid() }),
    output: verdictCounts.extend({ lastTrigger: count }).nullable(),
  },
  /** Newest first. `facts` is for programs. */
  incidents: {
    input: z.object({ limit: z.number().int().min(1).max(1000) }),
    output: z.array(
      z.object({ id: z.string(), at: z.number(), kind: z.string(), detail: z.string(), facts: z.unknown() }),
    ),
  },
  /** Settings that people have changed, by name. */
  settings: { input: z.object({}), output: z.record(z.string(), z.json()) },
  ...reviewQueries,
  /** How much there is. */
  counts: {
    input: z.object({}),
    output: z.object({ parts: count, pictures: count, pictureBytes: count, outbox: count, incidents: count }),
  },
  ...studyQueries,
  ...syncQueries,
} as const;

export type QueryName = keyof typeof queryTable;
export type QueryInput<N extends QueryName> = z.output<(typeof queryTable)[N]['input']>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queryTable)[N]['output']>;

export function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(queryTable, name);
}
