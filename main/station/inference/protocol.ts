/**
 * What the engine process is told and what it says: over the channel to its host, and over the link to the pipeline.
 *
 * host -> engine    {start: EngineStart}   {prepare: EngineStart}, and {start} when it takes over   {kind:'stop'}
 * engine -> host    {kind:'status', detail}   {kind:'prepared'}   {kind:'ready', …}   {kind:'fault', message, remedy}
 * pipeline -> engine   {kind:'frames', path}   {kind:'infer', id, slot}, or {kind:'infer', id} + the input's bytes
 * engine -> pipeline   {kind:'frames-open'}
 *                      {kind:'answer', id, ok:true, …} + float32 LE map, boxes, features;   {kind:'answer', id, ok:false, detail}
 */
import { z } from 'zod';
import { fitnessSchema } from '../../api/slices/fitness.ts';
import { endpointSchema } from '../link/link.ts';
import { precisions, providers } from './manifest.ts';

export const engineStartSchema = z.object({
  bundleDir: z.string(),
  /** The engine listens there before it says that it is ready. */
  endpoint: endpointSchema,
  /** Absent: INT8 where the bundle has it, whatever is fastest on other providers. */
  precision: z.enum(precisions).optional(),
  /** Absent: a short measurement chooses. */
  threads: z.number().int().min(1).optional(),
  /** What was measured for this bundle on this machine is kept there. */
  cacheDir: z.string(),
  /** Frames a second that come: each should be answered within its time. Absent: 60. */
  fps: z.number().positive().optional(),
  /** For tests only: at this frame (from 1) the process blocks for good, or dies. */
  faults: z.object({ hangAtFrame: z.number().int().optional(), crashAtFrame: z.number().int().optional() }).optional(),
});
export type EngineStart = z.infer<typeof engineStartSchema>;

/** To an engine that stands by: all but listening, so that `start` is answered at once. */
export const enginePrepareSchema = z.object({ prepare: engineStartSchema });
export const engineStopSchema = z.object({ kind: z.literal('stop') });

export const engineReadySchema = z.object({
  kind: z.literal('ready'),
  provider: z.enum(providers),
  /** Why this provider and not another, in a sentence. */
  providerReason: z.string(),
  precision: z.enum(precisions),
  /** File of the bundle that is loaded. */
  artifact: z.string(),
  threads: z.number().int(),
  threadsReason: z.string(),
  /** What the comparison with the bundle's reference vectors gave, in a sentence. */
  reference: z.string(),
  /** All that was measured on this machine, at this start or at the first with this bundle. */
  fitness: fitnessSchema,
  inputBytes: z.number().int(),
  mapLength: z.number().int(),
  /** 0: the bundle has no such output. */
  boxesLength: z.number().int(),
  featuresLength: z.number().int(),
  /** Median of the warm-up. */
  runMs: z.number(),
});
export type EngineReady = z.infer<typeof engineReadySchema>;

export const toEngineSchema = z.discriminatedUnion('kind', [
  /** Inputs may come through this file from now on (`frame-file.ts`), once the engine says that it has it open. */
  z.object({ kind: z.literal('frames'), path: z.string() }),
  /** Without a slot the input is the payload. */
  z.object({ kind: z.literal('infer'), id: z.number().int(), slot: z.number().int().nonnegative().optional() }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

export const framesOpenSchema = z.object({ kind: z.literal('frames-open') });

export const answerSchema = z.discriminatedUnion('ok', [
  z.object({
    kind: z.literal('answer'),
    id: z.number().int(),
    ok: z.literal(true),
    runMs: z.number(),
    mapLength: z.number().int(),
    boxesLength: z.number().int(),
    featuresLength: z.number().int(),
  }),
  z.object({ kind: z.literal('answer'), id: z.number().int(), ok: z.literal(false), detail: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;
