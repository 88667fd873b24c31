/** The history that nobody can quietly change: looking, checking, exporting. */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may } from '../who.ts';

const count = z.number().int().nonnegative();

/** What entries tell of. */
export const historyKinds = [
  'verdict',
  'disposition',
  'withdrawal',
  'escalation',
  'known-part',
  'label',
  'limits',
  'recipe',
  'bundle',
  'person',
  'sign-in',
  'setting',
  'study',
  'device',
  /** Targets of the MES, and parked messages that were sent again. */
  'sync',
  /** Start and end of the station. */
  'run',
  /** What parts are judged with: verdicts name the entry that tells it. */
  'setup',
  /** Recipe and bundle at a start that were not those of the start before. */
  'in-use',
  'incident',
  /** The wall clock ran back: old and new time. */
  'clock',
  /** The station's key: the first, or another one. */
  'key',
  /** Rows of parts that were cleared away by age; their entries stay. */
  'cleared',
  /** Segments whose entries were cleared away by age; their heads stay. */
  'dropped',
  'export',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

export const checkFindingSchema = z.object({
  /** `notes` have these too: there they are no fault. */
  what: z.enum([
    'edited',
    'removed',
    'inserted',
    'reordered',
    'clock',
    'segment',
    'key',
    'part',
    'decision',
    'message',
    'anchor',
    'unsealed',
    'dropped',
    'parts',
    'file',
  ]),
  /** The entry that it is about, a segment's first; null for what has none. */
  entry: z.number().int().nullable(),
  /** A sentence of the station (`say`). */
  text: z.string(),
});
export type CheckFinding = z.infer<typeof checkFindingSchema>;

export const checkReportSchema = z.object({
  isSound: z.boolean(),
  /** What was looked at. */
  entries: count,
  segments: count,
  droppedSegments: count,
  /** Parts whose rows agree with their entries, or not; and those that were cleared away by age. */
  parts: count,
  clearedParts: count,
  messages: count,
  head: z.object({ entry: count, hash: z.string() }),
  /** Entry of the anchor; null without one, or when it was not met. */
  anchoredAt: count.nullable(),
  /** The first by entry comes first; at most 100 of `findingCount`. */
  findings: z.array(checkFindingSchema),
  findingCount: count,
  /** What a person must know and is no fault; at most 100. */
  notes: z.array(checkFindingSchema),
  noteCount: count,
  elapsedMs: z.number(),
});
export type CheckReport = z.infer<typeof checkReportSchema>;

/** `ENTRY:HASH` or a hash alone, hexadecimal, as the screen, a shift report and the MES have it. */
export const anchorSchema = z
  .string()
  .trim()
  .regex(/^(\d+:)?[0-9a-fA-F]{64}$/, 'an anchor: 64 hexadecimal digits, with or without ENTRY: before them');

export const historyEntrySchema = z.object({
  entry: count,
  at: z.number(),
  kind: z.string(),
  /** Null: the station itself, or an operator without a name. */
  by: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  part: z.string().nullable(),
  /** Beside what is above: `old`, `new`, `why`, and what the kind has. */
  body: z.record(z.string(), z.json()),
});
export type ListedEntry = z.infer<typeof historyEntrySchema>;

export const historyFilterSchema = z.object({
  /** Empty: all but verdicts and what they were judged with. */
  kinds: z.array(z.string().max(40)).max(40).default([]),
  from: z.number().optional(),
  until: z.number().optional(),
  person: z.uuid().optional(),
});
export type HistoryFilter = z.input<typeof historyFilterSchema>;

export const historyHeadSchema = z.object({
  entry: count,
  hash: z.string(),
  at: z.number(),
  segments: count,
  /** Public key of the newest segment, hexadecimal; null while nothing is sealed. */
  key: z.string().nullable(),
});
export type HistoryHead = z.infer<typeof historyHeadSchema>;

export const exportFormats = ['jsonl', 'csv'] as const;

export const exportDoneSchema = z.object({ file: z.string(), entries: count, bytes: count, sha256: z.string() });

const work = <T extends z.ZodType>(result: T) =>
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    /** 0..1 */
    z.object({ state: z.literal('running'), progress: z.number() }),
    z.object({ state: z.literal('done'), at: z.number(), result }),
    z.object({ state: z.literal('failed'), at: z.number(), message: z.string() }),
  ]);

export const historyWorkSchema = z.object({ check: work(checkReportSchema), export: work(exportDoneSchema) });
export type HistoryWork = z.infer<typeof historyWorkSchema>;

export const historySlice = {
  calls: {
    /** Newest first; `before` is the `next` of the page above. */
    'history.list': call(
      may.inspect,
      historyFilterSchema.extend({
        before: z.number().int().positive().optional(),
        limit: z.number().int().min(1).max(200).default(100),
      }),
      z.object({ entries: z.array(historyEntrySchema), next: z.number().int().nullable() }),
    ),
    /** What an anchor is made of. */
    'history.head': call(may.inspect, z.object({}), historyHeadSchema),
    /** Starts checking everything; `history.work` tells how far it is. @throws conflict while one runs */
    'history.check': call(may.inspect, z.object({ anchor: anchorSchema.optional() }), z.object({})),
    /** Starts writing a file for auditors (`GET /exports/FILE`). @throws conflict while one is written */
    'history.export': call(
      may.judge,
      z.object({ from: z.number(), until: z.number(), format: z.enum(exportFormats) }),
      z.object({}),
    ),
    'history.work': call(may.inspect, z.object({}), historyWorkSchema),
    /** Those who may stand in an entry. */
    'history.people': call(
      may.inspect,
      z.object({}),
      z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
    ),
  },
  events: {},
} as const;
