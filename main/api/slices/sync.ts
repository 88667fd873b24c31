/** Every record reaches the MES: where it goes, how far each target is, what is parked, and what the MES is asked. */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may } from '../who.ts';
import { messageKindSchema, targetSettingsSchema } from './sync-target.ts';

const count = z.number().int().nonnegative();

/**
 * `starting`: not connected yet · `up-to-date`: nothing waits · `sending`: it flows · `waiting`: for the link, or for a
 * receiver that asked for patience; tried again by itself · `stopped`: needs a person (`detail`, `remedy`), tried again
 * slowly · `paused`: by a person.
 */
export const targetStates = ['starting', 'up-to-date', 'sending', 'waiting', 'stopped', 'paused'] as const;
export const targetStateSchema = z.enum(targetStates);
export type TargetState = z.infer<typeof targetStateSchema>;

export const targetStatusSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  settings: targetSettingsSchema,
  /** Names of the secrets that are kept for it. */
  secrets: z.array(z.string()),
  state: targetStateSchema,
  /** Sentences of the station: what is wrong and what to do; for `waiting` and `stopped`. */
  detail: z.string().nullable(),
  remedy: z.string().nullable(),
  nextTryAt: z.number().nullable(),
  lastError: z.object({ at: z.number(), text: z.string() }).nullable(),
  /** When the receiver last acknowledged something. */
  lastSentAt: z.number().nullable(),
  /** Messages that it has not acknowledged; parked ones apart. */
  waiting: count,
  /** Event time of the oldest of them. */
  oldestAt: z.number().nullable(),
  /** What they come to at the receiver, estimated from what was sent. */
  waitingBytes: z.number().nonnegative(),
  /** Acknowledged a second, over the last ten seconds. */
  perSecond: z.number().nonnegative(),
  parked: count,
  /** The backlog is older, or larger, than the target's settings allow. */
  alarm: z.enum(['age', 'bytes']).nullable(),
  /** Messages of the part that went out last, for the curious; null before the first. */
  sent: count,
});
export type TargetStatus = z.infer<typeof targetStatusSchema>;

/** What the MES is asked before a unit is inspected. */
export const mesQuestionsSchema = z.object({
  /** Id of the target that is asked; null: nobody is. */
  target: z.uuid().nullable(),
  timeoutMs: z.number().min(50).max(30_000).default(1000),
  /** Without an answer in time the unit is inspected, or inspected and held for a person. */
  whenAway: z.enum(['inspect', 'hold']).default('inspect'),
});
export type MesQuestions = z.infer<typeof mesQuestionsSchema>;

export const mesAnswerSchema = z.object({
  /** May this unit be inspected here and now? */
  isReleased: z.boolean(),
  reason: z.string().max(500).nullable(),
  workOrder: z.string().max(200).nullable(),
  /** Product or recipe that the MES expects; another than the one that runs holds the unit. */
  recipe: z.string().max(200).nullable(),
});
export type MesAnswer = z.infer<typeof mesAnswerSchema>;

export const syncStateSchema = z.object({
  targets: z.array(targetStatusSchema),
  /** How secrets are kept: by the operating system, or in a file that only the station's user may read. */
  secretsKept: z.enum(['key-store', 'file']),
  questions: mesQuestionsSchema,
  /** The last question to the MES and what came of it; null: none yet. */
  lastAnswer: z
    .object({
      at: z.number(),
      serial: z.string(),
      tookMs: z.number(),
      outcome: z.enum(['released', 'refused', 'no-answer']),
      text: z.string().nullable(),
    })
    .nullable(),
  /** Null: the sync process runs; else what is wrong with it. */
  trouble: z.string().nullable(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

export const parkedSchema = z.object({
  /** Its place in the order of all messages. */
  sequence: count,
  kind: messageKindSchema,
  messageId: z.uuid(),
  eventTime: z.string(),
  /** UUID of its part; null for what belongs to none. */
  part: z.uuid().nullable(),
  serial: z.string().nullable(),
  /** A sentence of the station, or the receiver's own words. */
  reason: z.string(),
  parkedAt: z.number(),
  /** `again`: somebody asked for it to be sent, and it will be. */
  state: z.enum(['parked', 'again']),
});
export type Parked = z.infer<typeof parkedSchema>;

const target = { target: z.uuid() };
const targetName = z.string().trim().min(1).max(60);
const givenSecrets = z.record(z.string(), z.string().max(100_000));
const deed = z.object({});

export const syncSlice = {
  calls: {
    'sync.state': call(may.inspect, z.object({}), syncStateSchema),
    /**
     * Enters or changes a target. `secrets`: those given are kept, an empty one is forgotten, the others stay.
     * `bad-input`: a mapping that is no JSONata, a secret that this kind does not know. `conflict`: the name is taken.
     */
    'sync.saveTarget': call(
      may.maintain,
      z.object({
        id: z.uuid(),
        name: targetName,
        settings: targetSettingsSchema,
        secrets: givenSecrets.default({}),
        /** Of a new target: what was made before it is sent as well, or not. */
        startsFrom: z.enum(['now', 'oldest']).default('now'),
      }),
      deed,
    ),
    /** What it has not acknowledged will never be sent there; the records stay. The reason is kept in the history. */
    'sync.removeTarget': call(may.administer, z.object({ ...target, reason: z.string().trim().min(1).max(500) }), deed),
    'sync.pause': call(may.maintain, z.object({ ...target, isPaused: z.boolean() }), deed),
    /** Does not wait for the next try. */
    'sync.tryNow': call(may.maintain, z.object(target), deed),
    /** Connects with these settings and sends nothing that counts. Secrets not given are those kept for `id`. */
    'sync.test': call(
      may.maintain,
      z.object({ id: z.uuid(), settings: targetSettingsSchema, secrets: givenSecrets.default({}) }),
      z.object({ isOk: z.boolean(), text: z.string(), remedy: z.string().nullable(), tookMs: z.number() }),
    ),
    /** How a message of the newest record of its kind (or of this part) looks at the target. */
    'sync.preview': call(
      may.inspect,
      z.object({
        settings: targetSettingsSchema,
        kind: messageKindSchema,
        part: z.uuid().nullable().default(null),
      }),
      z.object({
        /** JSON, indented; null: there is no such record yet. */
        document: z.string().nullable(),
        /** What would be sent, JSON, indented; empty: this kind is not sent there. */
        messages: z.array(z.string()),
        /** What is wrong with the mapping; null: nothing. */
        problem: z.string().nullable(),
        /** The expression that was used, the target's default where none is set. */
        expression: z.string().nullable(),
      }),
    ),
    /** Newest first. */
    'sync.parked': call(
      may.inspect,
      z.object({ ...target, before: z.number().int().nullable().default(null) }),
      z.object({ parked: z.array(parkedSchema), next: z.number().int().nullable(), total: count }),
    ),
    'sync.parkedMessage': call(
      may.inspect,
      z.object({ ...target, sequence: count }),
      z.object({
        /** As it was sent, JSON, indented; null: it could not be made. */
        body: z.string().nullable(),
        /** What it was made of. */
        document: z.string(),
        reason: z.string(),
      }),
    ),
    /** Made anew with the mapping of now, under the same ids. `sequences` null: all of the target. */
    'sync.resend': call(
      may.maintain,
      z.object({ ...target, sequences: z.array(count).min(1).max(1000).nullable() }),
      z.object({ count }),
    ),
    /** Writes parked messages, with reasons and documents, into a file that the screen fetches (`GET /exports/NAME`). */
    'sync.exportParked': call(may.maintain, z.object(target), z.object({ file: z.string() })),
    'sync.saveQuestions': call(may.maintain, mesQuestionsSchema, deed),
  },
  events: {
    /** To maintenance and quality, when it changes; at most four times a second. */
    'sync.state': syncStateSchema,
  },
} as const;
