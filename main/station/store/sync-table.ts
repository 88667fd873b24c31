/**
 * The outbox and its targets, as the sync process and the station ask for them. See `storekeeper/sync/`.
 *
 * A message (`messageSchema`) is complete in itself: what a target's mapping makes of it needs nothing else.
 *
 *   outbox row ─▶ message ─▶ (mapping) envelope, frozen ─▶ sent ─┬▶ accepted: the cursor moves past it
 *                                                              └▶ refused: parked with its reason, the cursor moves past it
 */
import { z } from 'zod';
import { parkedSchema } from '../../api/slices/sync.ts';
import { messageKindSchema, targetSettingsSchema } from '../../api/slices/sync-target.ts';
import { reasonSchema, regionSchema, verdictSchema } from '../../api/words.ts';

const count = z.number().int().nonnegative();
/** ISO 8601 with the offset of the station's zone. */
const time = z.string();

/** A part as receivers hear of it. */
export const partDocumentSchema = z.object({
  id: z.uuid(),
  serial: z.string().nullable(),
  workOrder: z.string().nullable(),
  run: z.uuid(),
  /** Counts the triggers of its run, from 1. */
  trigger: z.number().int().positive(),
  at: time,
  recipe: z.string(),
  bundle: z.object({ name: z.string(), version: z.string() }),
  shift: z.object({ name: z.string(), startedAt: time }),
  verdict: verdictSchema,
  /** Worst first. */
  reasons: z.array(reasonSchema),
  /** Highest score of each class, 0..1; null where the engine gave none. */
  scores: z.record(z.string(), z.number()).nullable(),
  line: z.object({ ok: z.boolean(), at: time, because: z.string(), latencyMs: z.number() }),
  /** Pixels of each frame; regions are in them. */
  frame: z.object({ width: z.number(), height: z.number() }),
  regions: z.array(
    regionSchema.extend({
      /** `PART-FRAME-PLACE`: the same in every message about this part. */
      id: z.string(),
      frameIndex: count,
    }),
  ),
  pictures: z.array(z.object({ frameIndex: count, id: z.uuid() })),
});
export type PartDocument = z.infer<typeof partDocumentSchema>;

/** What a person decided on a part. It never alters the verdict. */
export const dispositionDocumentSchema = z.object({
  id: z.uuid(),
  kind: z.enum(['review', 'second-opinion', 'arbitration', 'audit', 'bulk']),
  decision: z.enum(['good', 'defect', 'not-sure']),
  class: z.string().nullable(),
  comment: z.string(),
  at: time,
  /** Null: an operator without a name. */
  by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  role: z.string(),
});

/** The head of a sealed hour of the history: with it outside the station, nobody can write the history anew. */
export const segmentDocumentSchema = z.object({
  number: count,
  firstEntry: count,
  lastEntry: count,
  startedAt: time,
  sealedAt: time,
  /** Hexadecimal. */
  head: z.string(),
  key: z.string(),
  signature: z.string(),
});

/** What happened to the station itself. */
export const stationEventSchema = z.discriminatedUnion('what', [
  /** `working`: parts pass · `idle`: ready, none comes · `stopped`: cannot inspect · `off`: switched off in order. */
  z.object({
    what: z.literal('state'),
    old: z.enum(['working', 'idle', 'stopped', 'off']),
    new: z.enum(['working', 'idle', 'stopped', 'off']),
    /** How long the old one lasted. */
    oldMs: z.number().nonnegative(),
  }),
  z.object({
    what: z.literal('fault-raised'),
    /** Of this occurrence; its clearing names it. */
    occurrence: z.uuid(),
    code: z.enum(['camera', 'engine', 'store', 'sync']),
    detail: z.string(),
  }),
  z.object({
    what: z.literal('fault-cleared'),
    occurrence: z.uuid(),
    code: z.enum(['camera', 'engine', 'store', 'sync']),
  }),
  z.object({
    what: z.literal('recipe'),
    recipe: z.string(),
    bundle: z.object({ name: z.string(), version: z.string() }),
  }),
]);
export type StationEvent = z.infer<typeof stationEventSchema>;

const messageHead = {
  sequence: count,
  /** UUIDv7: receivers keep one message of each. */
  messageId: z.uuid(),
  eventTime: time,
};
/** The document that mappings see. */
export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ ...messageHead, kind: z.literal('part'), part: partDocumentSchema }),
  z.object({
    ...messageHead,
    kind: z.literal('disposition'),
    part: partDocumentSchema,
    disposition: dispositionDocumentSchema,
  }),
  z.object({
    ...messageHead,
    kind: z.literal('withdrawal'),
    part: partDocumentSchema,
    disposition: dispositionDocumentSchema,
  }),
  z.object({ ...messageHead, kind: z.literal('segment'), segment: segmentDocumentSchema }),
  z.object({ ...messageHead, kind: z.literal('event'), event: stationEventSchema }),
]);
export type Message = z.infer<typeof messageSchema>;

/** A message as it goes out, rendered once: retries send the same bytes. */
export const envelopeSchema = z.object({
  sequence: count,
  messageId: z.uuid(),
  kind: messageKindSchema,
  eventTime: time,
  part: z.uuid().nullable(),
  /** One JSON text or several (CFX tells a part in several messages), in the order in which they are sent. */
  bodies: z.array(z.string()).min(1),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** What is under way to one target. At most one batch of each target is. */
export const frozenBatchSchema = z.object({
  /** Also the Idempotency-Key. */
  id: z.uuid(),
  /** `new`: behind the cursor, which moves to `upTo`; `again`: parked ones that somebody asked for. */
  of: z.enum(['new', 'again']),
  /** Everything up to here is in the batch, parked by it, or not sent to this target. */
  upTo: count,
  envelopes: z.array(envelopeSchema),
});
export type FrozenBatch = z.infer<typeof frozenBatchSchema>;

const setAsideSchema = z.object({
  sequence: count,
  /** A sentence of the station, or the receiver's own words. */
  reason: z.string().max(2000),
  /** As it was sent; null: it could not be made. */
  bodies: z.array(z.string()).nullable(),
});
export type SetAside = z.infer<typeof setAsideSchema>;

export const storedTargetSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  settings: targetSettingsSchema,
  isPaused: z.boolean(),
  createdAt: z.number(),
});
export type StoredTarget = z.infer<typeof storedTargetSchema>;

const target = { target: z.uuid() };
const by = z.uuid().nullable();

export const syncQueries = {
  /** By name. */
  syncTargets: { input: z.object({}), output: z.array(storedTargetSchema) },
  /** How far one target is. `waiting` counts what is behind its cursor. */
  syncProgress: {
    input: z.object(target),
    output: z
      .object({
        acknowledged: count,
        waiting: count,
        /** Event time of the oldest of them, milliseconds since 1970. */
        oldestAt: z.number().nullable(),
        parked: count,
        /** Of them, those that somebody asked for again. */
        again: count,
      })
      .nullable(),
  },
  /** What is under way, after a start; null: nothing is. */
  frozenBatch: { input: z.object(target), output: frozenBatchSchema.nullable() },
  /**
   * The next messages behind `after`, oldest first, at most `limit`; `upTo`: the last place that was looked at (rows whose
   * record is gone are passed over and named in `lost`). Empty and `upTo` = `after`: there are none.
   */
  outboxMessages: {
    input: z.object({ after: count, limit: z.number().int().min(1).max(1000) }),
    output: z.object({ messages: z.array(messageSchema), upTo: count, lost: z.array(count) }),
  },
  /** Those that are asked for again, oldest first. */
  messagesAgain: {
    input: z.object({ ...target, limit: z.number().int().min(1).max(1000) }),
    output: z.array(messageSchema),
  },
  /** Which of these parts have a parked message at this target: later ones about them must not overtake it. */
  partsParked: { input: z.object({ ...target, parts: z.array(z.uuid()).max(1000) }), output: z.array(z.uuid()) },
  parkedPage: {
    input: z.object({ ...target, before: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    output: z.object({ parked: z.array(parkedSchema), next: z.number().int().nullable(), total: count }),
  },
  parkedMessage: {
    input: z.object({ ...target, sequence: count }),
    output: z
      .object({ bodies: z.array(z.string()).nullable(), message: messageSchema.nullable(), reason: z.string() })
      .nullable(),
  },
  /** The newest message of this kind, or that of this part; for previews. */
  sampleMessage: {
    input: z.object({ kind: messageKindSchema, part: z.uuid().nullable() }),
    output: messageSchema.nullable(),
  },
  /** Samples of telemetry in a range of their numbers, newest first. */
  telemetrySamples: {
    input: z.object({ after: count, upTo: count, limit: z.number().int().min(1).max(1000) }),
    output: z.array(z.object({ id: count, at: z.number(), values: z.record(z.string(), z.json()) })),
  },
  /** What of the telemetry a target has not had: ranges (`after`, `upTo`], newest first; and the newest number of all. */
  telemetryGaps: {
    input: z.object(target),
    output: z.object({ newest: count, gaps: z.array(z.object({ after: count, upTo: count })) }),
  },
} as const;

const done = z.object({});

export const syncCommands = {
  /** A new one starts at the newest message, or at the oldest. `conflict`: the name is taken. */
  saveTarget: {
    input: z.object({
      by,
      id: z.uuid(),
      name: z.string().min(1),
      settings: targetSettingsSchema,
      startsFrom: z.enum(['now', 'oldest']),
      /** Names of the secrets that were given with it, for the history. */
      secrets: z.array(z.string()),
    }),
    output: done,
  },
  removeTarget: { input: z.object({ by, ...target, reason: z.string() }), output: done },
  pauseTarget: { input: z.object({ by, ...target, isPaused: z.boolean() }), output: done },
  /** On disk before the first byte leaves. The same batch again is the same deed. `conflict`: another one is under way. */
  freezeBatch: {
    input: z.object({ ...target, batch: frozenBatchSchema, aside: z.array(setAsideSchema) }),
    output: done,
  },
  /**
   * All of the batch is settled: the cursor moves to its `upTo`, what was refused is parked (or stays so), what was
   * accepted of parked ones is parked no longer. A batch that is not under way (any more) is settled already.
   */
  settleBatch: { input: z.object({ ...target, batch: z.uuid(), refused: z.array(setAsideSchema) }), output: done },
  /** Nothing behind the cursor up to here goes to this target: the cursor moves without a batch. */
  passOver: { input: z.object({ ...target, upTo: count, aside: z.array(setAsideSchema) }), output: done },
  /** Null: all that are parked at the target, the oldest 20,000 at once. `count`: those that will be sent. */
  resendParked: {
    input: z.object({ by, ...target, sequences: z.array(count).nullable() }),
    output: z.object({ count }),
  },
  /** A message to every target. The same id again is the same event. */
  noteStationEvent: { input: z.object({ id: z.uuid(), at: z.number(), event: stationEventSchema }), output: done },
  noteTelemetry: {
    input: z.object({ id: z.uuid(), at: z.number(), values: z.record(z.string(), z.json()) }),
    output: z.object({ number: count }),
  },
  /** These gaps replace those that were known; what is newer than `newest` was not looked at. */
  saveTelemetryGaps: {
    input: z.object({ ...target, newest: count, gaps: z.array(z.object({ after: count, upTo: count })) }),
    output: done,
  },
} as const;
