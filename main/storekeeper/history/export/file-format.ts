/**
 * An exported history: JSON Lines, whole segments only, so that every entry in it is covered by a signature.
 *
 *   { "sightline": "history", … "after": … }     what its first entry follows on
 *   { "entry": 91, "at": …, "kind": …, "body": …, "hash": … }   …
 *   { "segment": { … } }                          after its last entry; `dropped` where its entries were cleared away
 *   { "end": { … "sha256": …, "signature": … } }  over every byte before this line
 */
import { z } from 'zod';
import { canonical } from '../entry.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

export const fileHeadSchema = z.object({
  sightline: z.literal('history'),
  version: z.literal(1),
  station: z.string(),
  exportedAt: z.number(),
  after: z.object({ entry: count, hash, segment: count }),
});
export type FileHead = z.infer<typeof fileHeadSchema>;

export const fileEntrySchema = z.object({
  entry: count,
  at: z.number().int(),
  kind: z.string(),
  body: z.record(z.string(), z.json()),
  hash,
});

export const fileSegmentSchema = z.object({
  segment: z.object({
    number: count,
    first: count,
    last: count,
    startedAt: z.number().int(),
    sealedAt: z.number().int(),
    before: hash,
    head: hash,
    station: z.string(),
    key: hash,
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  }),
  dropped: z.boolean().default(false),
});
export type FileSegment = z.input<typeof fileSegmentSchema>;

const endFacts = z.object({
  entries: count,
  head: z.object({ entry: count, hash }),
  sha256: hash,
  station: z.string(),
});
export type FileEndFacts = z.infer<typeof endFacts>;
export const fileEndSchema = z.object({
  end: endFacts.extend({ key: hash, signature: z.string().regex(/^[0-9a-f]{128}$/) }),
});

/** What the signature at the end is over. */
export function endText({ entries, head, sha256, station }: FileEndFacts): string {
  return canonical({ entries, head, sha256, station });
}
