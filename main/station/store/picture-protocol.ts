/** What is said between the pipeline and the jobs process about pictures, and how the host starts that process. */
import { z } from 'zod';
import { endpointSchema } from '../link/link.ts';
import { childProblemSchema } from './child-problem.ts';

/** `{ start: JobsStart }` is the first message to the jobs process. Start it only while this station's store holds the folder. */
export const jobsStartSchema = z.object({ dataDir: z.string().min(1), endpoint: endpointSchema });
export type JobsStart = z.infer<typeof jobsStartSchema>;

/** Please finish the pictures you have and exit with code 0. */
export const jobsStopSchema = z.object({ kind: z.literal('stop') });

export const fromJobsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Once a second: a jobs process that is silent hangs. */
  z.object({ kind: z.literal('status'), detail: z.string() }),
  childProblemSchema,
  z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string() }),
]);
export type FromJobs = z.infer<typeof fromJobsSchema>;

/** Quality of the JPEG of a record. */
export const recordQuality = 92;

const image = {
  width: z.number().int().positive().max(65_535),
  height: z.number().int().positive().max(65_535),
  channels: z.union([z.literal(1), z.literal(3)]),
};

/** The payload is the image, `width * height * channels` bytes. */
export const toJobsLinkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('encode'), call: z.number().int(), quality: z.number().int().min(1).max(100), ...image }),
  z.object({ kind: z.literal('keep'), picture: z.uuidv7(), part: z.uuid(), at: z.number(), ...image }),
]);
export type ToJobsLink = z.infer<typeof toJobsLinkSchema>;

export const fromJobsLinkSchema = z.discriminatedUnion('kind', [
  /** The payload is the JPEG; none when it could not be made (`problem` says why). */
  z.object({ kind: z.literal('encoded'), call: z.number().int(), problem: z.string().nullable() }),
  z.object({
    kind: z.literal('kept'),
    picture: z.string(),
    outcome: z.enum(['kept', 'skipped:disk', 'skipped:failed']),
    bytes: z.number().int().nonnegative(),
    problem: z.string().nullable(),
  }),
]);
export type FromJobsLink = z.infer<typeof fromJobsLinkSchema>;
