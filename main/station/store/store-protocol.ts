/**
 * What is said between the station and its store process: over the link (records, queries) and over the parent's
 * channel (start, ready, status, fault, stop). Both ends parse with these schemas.
 */
import { z } from 'zod';
import { wireErrorSchema } from '../../api/errors.ts';
import { storeStatusSchema } from '../../api/slices/health.ts';
import { storeConfigSchema } from '../config/station.ts';
import { endpointSchema } from '../link/link.ts';
import { childProblemSchema } from './child-problem.ts';

// ── over the parent's channel ────────────────────────────────────────────────────────────────────────────────────

/** `{ start: StoreStart }` is the first message to the store process. */
export const storeStartSchema = z.object({
  /** Its name: the history is sealed under it. */
  station: z.string().min(1),
  dataDir: z.string().min(1),
  endpoint: endpointSchema,
  config: storeConfigSchema,
  /** IANA name; events carry the offset of this zone. */
  timeZone: z.string(),
  /** The run whose records come. The same id again means: only the store was restarted, the station was not. */
  runId: z.uuid(),
});
export type StoreStart = z.infer<typeof storeStartSchema>;

/** Please commit what you have, mark the run as ended and exit with code 0. */
export const storeStopSchema = z.object({ kind: z.literal('stop') });

export const commitFiguresSchema = z.object({
  parts: z.number().int(),
  groups: z.number().int(),
  /** BEGIN to COMMIT returned, over the last groups. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
});
export type CommitFigures = z.infer<typeof commitFiguresSchema>;

export const fromStoreSchema = z.discriminatedUnion('kind', [
  /** It listens at the endpoint of the start message. */
  z.object({ kind: z.literal('ready') }),
  /** At once when the state changes, else about once a second. `waiting` counts what has reached the store process. */
  z.object({ kind: z.literal('status'), status: storeStatusSchema, commits: commitFiguresSchema }),
  childProblemSchema,
  /** It cannot start (or go on) without a person; it exits after saying so, and starting it again does not help. */
  z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string() }),
]);
export type FromStore = z.infer<typeof fromStoreSchema>;

/**
 * So many records and picture results may be under way to the store without its word. What is more waits with the
 * pipeline, in one place only, however long the disk is full; the store cuts off a link that sends more.
 */
export const storeWindow = 1024;

// ── over the link, to the store ──────────────────────────────────────────────────────────────────────────────────

export const pictureResultSchema = z.object({
  picture: z.uuid(),
  part: z.uuid(),
  outcome: z.enum(['kept', 'skipped:disk', 'skipped:failed']),
  bytes: z.number().int().nonnegative(),
});

/** `record` and `result` stay unknown here, so that one that does not parse is refused by itself, by name. */
export const toStoreSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('part'), id: z.string(), record: z.unknown() }),
  z.object({ kind: z.literal('picture'), id: z.string(), result: z.unknown() }),
  z.object({
    kind: z.literal('query'),
    call: z.number().int(),
    name: z.string(),
    input: z.unknown(),
    limitMs: z.number().positive().max(600_000),
  }),
  /** Answered when it is on disk. */
  z.object({ kind: z.literal('command'), call: z.number().int(), name: z.string(), input: z.unknown() }),
]);
export type ToStore = z.infer<typeof toStoreSchema>;

// ── over the link, from the store ────────────────────────────────────────────────────────────────────────────────

export const fromStoreLinkSchema = z.discriminatedUnion('kind', [
  /** On disk, for good: ids of records and of pictures, in the order in which they were sent. */
  z.object({ kind: z.literal('committed'), ids: z.array(z.string()) }),
  /** Not a record, or one that contradicts another: kept aside as an incident; do not send it again. */
  z.object({ kind: z.literal('refused'), id: z.string(), message: z.string() }),
  z.object({ kind: z.literal('answer'), call: z.number().int(), output: z.unknown() }),
  z.object({ kind: z.literal('no-answer'), call: z.number().int(), error: wireErrorSchema }),
]);
export type FromStoreLink = z.infer<typeof fromStoreLinkSchema>;
