/** What is said between the station and its sync process, over the parent's channel. Both ends parse with these schemas. */
import { z } from 'zod';
import { mesAnswerSchema, targetStatusSchema } from '../../api/slices/sync.ts';
import { messageKindSchema, targetSettingsSchema } from '../../api/slices/sync-target.ts';
import { endpointSchema } from '../link/link.ts';
import { childProblemSchema } from '../store/child-problem.ts';
import { storedTargetSchema } from '../store/sync-table.ts';

const secrets = z.record(z.string(), z.string());

/** `{ start: SyncStart }` is the first message. */
export const syncStartSchema = z.object({
  station: z.object({ id: z.uuid(), name: z.string(), version: z.string() }),
  dataDir: z.string(),
});
export type SyncStart = z.infer<typeof syncStartSchema>;

export const stationFactsSchema = z.object({
  state: z.enum(['working', 'idle', 'stopped', 'off']),
  recipe: z.string(),
  bundle: z.object({ name: z.string(), version: z.string() }),
  faults: z.array(z.object({ occurrence: z.uuid(), code: z.string(), detail: z.string(), at: z.number() })),
  telemetry: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});

export const toSyncSchema = z.discriminatedUnion('kind', [
  /** The store listens there (again). */
  z.object({ kind: z.literal('store'), endpoint: endpointSchema }),
  /** All targets there are now, with their secrets. */
  z.object({ kind: z.literal('targets'), targets: z.array(storedTargetSchema.extend({ secrets })) }),
  /** Once a second. */
  z.object({ kind: z.literal('facts'), facts: stationFactsSchema }),
  /** Something was committed: there may be more to send. */
  z.object({ kind: z.literal('more') }),
  z.object({ kind: z.literal('try-now'), target: z.uuid() }),
  z.object({ kind: z.literal('test'), call: z.number().int(), id: z.uuid(), settings: targetSettingsSchema, secrets }),
  z.object({
    kind: z.literal('preview'),
    call: z.number().int(),
    settings: targetSettingsSchema,
    of: messageKindSchema,
    part: z.uuid().nullable(),
  }),
  z.object({
    kind: z.literal('ask'),
    call: z.number().int(),
    target: z.uuid(),
    serial: z.string(),
    recipe: z.string(),
    timeoutMs: z.number(),
  }),
  z.object({ kind: z.literal('stop') }),
]);
export type ToSync = z.infer<typeof toSyncSchema>;

/** How one target does, without what the station knows itself. */
export const targetReportSchema = targetStatusSchema.omit({ name: true, settings: true, secrets: true });
export type TargetReport = z.infer<typeof targetReportSchema>;

export const fromSyncSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** When something changed, and once a second. */
  z.object({ kind: z.literal('status'), targets: z.array(targetReportSchema) }),
  z.object({
    kind: z.literal('tested'),
    call: z.number().int(),
    isOk: z.boolean(),
    text: z.string(),
    remedy: z.string().nullable(),
    tookMs: z.number(),
  }),
  z.object({
    kind: z.literal('previewed'),
    call: z.number().int(),
    document: z.string().nullable(),
    messages: z.array(z.string()),
    problem: z.string().nullable(),
    expression: z.string().nullable(),
    isReadable: z.boolean(),
  }),
  /** `answer` null: none came, and `problem` says why. */
  z.object({
    kind: z.literal('asked'),
    call: z.number().int(),
    answer: mesAnswerSchema.nullable(),
    problem: z.string().nullable(),
    tookMs: z.number(),
  }),
  childProblemSchema,
  z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string() }),
]);
export type FromSync = z.infer<typeof fromSyncSchema>;
