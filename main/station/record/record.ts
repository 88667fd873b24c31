/**
 * The record of a part: what the store commits, in one transaction, with its outbox row.
 *
 * The schema is the definition: records cross from the pipeline to the store process. A record is complete in itself;
 * whoever reads it years later needs no other table to know what was decided, on what, why, and what the line was told.
 */
import { z } from 'zod';
import { placedSchema, reasonSchema, regionSchema, verdictSchema } from '../../api/words.ts';
import { reviewTermsSchema } from '../config/review-terms.ts';
import { longestSerial } from './serial.ts';

export const pictureOutcomes = [
  /** A clean pass that the random sample did not choose. */
  'not-wanted',
  /** Handed to the jobs process; becomes `kept` when the file is renamed into place. */
  'queued',
  'kept',
  'skipped:quota',
  'skipped:queue-full',
  'skipped:disk',
  'skipped:no-frame',
  'skipped:failed',
] as const;

export const frameRecordSchema = z.object({
  frameIndex: z.number().int().nonnegative(),
  /** The camera's own number of it. */
  frameId: z.number().int(),
  /** By the camera's own clock; null where it tells none. */
  deviceTimeNs: z.number().nullable(),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  /** Highest score per class, in the order of the bundle's classes; null where the engine gave none. */
  scores: z.array(z.number()).nullable(),
  regions: z.array(regionSchema),
  unknownPart: z.number().nullable(),
  /** The model's pooled features; with a picture only, for what is learnt from it later. */
  features: z.array(z.number()).nullable(),
  /** What the quality gate measured; with a picture only. */
  reading: z
    .object({
      brightness: z.number(),
      saturatedShare: z.number(),
      blackShare: z.number(),
      focus: z.number(),
      obstruction: z.number().nullable(),
      placed: placedSchema.optional(),
    })
    .nullable(),
  /** Frame complete in memory to decision. */
  decisionMs: z.number(),
  runMs: z.number().nullable(),
  /** UUIDv7 of the picture, when `pictureOutcome` is `queued` or `kept`. */
  picture: z.string().nullable(),
  pictureOutcome: z.enum(pictureOutcomes),
});
export type FrameRecord = z.infer<typeof frameRecordSchema>;

export const partRecordSchema = z.object({
  /** UUIDv7, made when the part is decided. Committing the same id twice keeps one. */
  id: z.uuid(),
  runId: z.uuid(),
  trigger: z.number().int().positive(),
  /** Wall-clock time of the last frame (of the trigger, when there was none). */
  at: z.number(),
  monotonicMs: z.number(),
  recipe: z.string(),
  bundle: z.string(),
  bundleVersion: z.string(),
  /** Name and start of the shift, as the configuration had them. */
  shift: z.string(),
  shiftStartedAt: z.number(),
  classes: z.array(z.string()),
  verdict: verdictSchema,
  reasons: z.array(reasonSchema),
  /** Highest score per class over all frames (passes too): limits can be tried on the past. */
  scores: z.array(z.number()).nullable(),
  frames: z.array(frameRecordSchema),
  worstFrame: z.number().int().nullable(),
  /** Of every frame, pixels: regions are meaningless without it. */
  frameSize: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** What the line was told, and when. */
  line: z.object({
    ok: z.boolean(),
    at: z.number(),
    because: z.enum(['verdict', 'deadline', 'fault', 'exit']),
    /** Last frame complete in memory to the answer. */
    latencyMs: z.number(),
  }),
  /** UUIDv7 of the message that reports this record to the MES. */
  messageId: z.uuid(),
  truth: z.enum(['good', 'defective']).nullable(),
  /** What a scanner or the camera read of it (`cleanSerial`). */
  serial: z.string().max(longestSerial).nullable(),
  /** What the MES said that it is made for; null: nothing, or nobody asked. */
  workOrder: z.string().max(200).nullable(),
  /** A person is asked, on these terms; null: nobody is. */
  review: reviewTermsSchema.nullable(),
});
export type PartRecord = z.infer<typeof partRecordSchema>;
