/**
 * A line of NDJSON for every body of a message: what HTTPS and files carry, and what a receiver keeps one of each id of.
 *
 *   {"id":"0190…","n":1,"of":1,"sequence":4711,"kind":"part","part":"0190…","at":"2026-…+01:00","station":"0190…","body":{…}}
 *
 * Everything outside `body` is the station's and the same for each target; `body` is what the target's mapping made.
 */
import { z } from 'zod';
import { messageKindSchema } from '../../api/slices/sync-target.ts';
import type { Envelope } from '../../station/store/sync-table.ts';

export const recordLineSchema = z.object({
  /** Of the message: the same in every retry. */
  id: z.uuid(),
  /** A message may have several bodies: this is number `n` of `of`, from 1. */
  n: z.number().int().positive(),
  of: z.number().int().positive(),
  /** Grows from message to message of a station. */
  sequence: z.number().int().nonnegative(),
  kind: messageKindSchema,
  /** Id of the part it is about; messages of one part come in order. */
  part: z.uuid().nullable(),
  /** When it happened, not when it was sent. ISO 8601 with offset. */
  at: z.string(),
  /** Id of the station. */
  station: z.uuid(),
  body: z.json(),
});
export type RecordLine = z.infer<typeof recordLineSchema>;

/** @returns a line for each body, without line ends */
export function recordLines(envelope: Envelope, station: string): string[] {
  const { messageId, sequence, kind, part, eventTime, bodies } = envelope;
  return bodies.map((body, index) => {
    const head = { id: messageId, n: index + 1, of: bodies.length, sequence, kind, part, at: eventTime, station };
    // The body stays the text that was frozen; a line end in JSON text stands between values only.
    return `${JSON.stringify(head).slice(0, -1)},"body":${body.replaceAll(/[\r\n]+/g, ' ')}}`;
  });
}
