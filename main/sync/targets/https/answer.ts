/**
 * What a receiver answers to a batch.
 *
 *   POST URL                                          200 (or another 2xx) with JSON:
 *   Content-Type: application/x-ndjson                {"results":[
 *   Content-Encoding: gzip                              {"id":"0190…","status":"accepted"},
 *   Idempotency-Key: "UUID of the batch"                {"id":"0190…","status":"refused","reason":"no such order"}]}
 *
 * - One result for each id, whatever number of lines it had. `accepted`: kept for good · `duplicate`: was kept before ·
 *   `refused`: will never be taken as it is (the station parks it and shows the reason) · `again`: not now.
 * - An id without a result was not received. 204 without a body means that all of the batch is kept; any other answer
 *   without results means nothing, however friendly its status.
 * - The same key is the same batch. An answer with `again` in it must not be repeated from memory for the key.
 * - Order matters within a part only (`part`, `sequence`), and one batch never has two messages of a part.
 */
import { z } from 'zod';
import { describeIssues } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { Envelope } from '../../../station/store/sync-table.ts';
import type { Outcome } from '../../transport.ts';

export const batchAnswerSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['accepted', 'duplicate', 'refused', 'again']),
      reason: z.string().nullish(),
    }),
  ),
});
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;
type Result = BatchAnswer['results'][number];

/** @throws Error that says in words what is wrong with the text. */
export function readAnswer(text: string): BatchAnswer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(text.trim() === '' ? 'the answer is empty' : 'the answer is no JSON', { cause });
  }
  const answer = batchAnswerSchema.safeParse(json);
  if (!answer.success) throw new Error(describeIssues(answer.error));
  return answer.data;
}

/** The receiver's word on each envelope; without one it is `again`. Of two words on one id the worse counts. */
export function outcomesOf({ results }: BatchAnswer, envelopes: readonly Envelope[]): Outcome[] {
  const words = new Map<string, Outcome>();
  for (const result of results) {
    const id = result.id.toLowerCase();
    const before = words.get(id);
    const now = outcomeOf(result);
    if (!before || rank[now.as] > rank[before.as]) words.set(id, now);
  }
  return envelopes.map(
    ({ messageId }) => words.get(messageId.toLowerCase()) ?? { as: 'again', reason: say('syncNoWord') },
  );
}

/** @returns whether it says anything about what was sent */
export function isAbout({ results }: BatchAnswer, envelopes: readonly Envelope[]): boolean {
  const sent = new Set(envelopes.map(({ messageId }) => messageId.toLowerCase()));
  return results.some(({ id }) => sent.has(id.toLowerCase()));
}

const rank = { accepted: 0, again: 1, refused: 2 } as const;

function outcomeOf({ status, reason }: Result): Outcome {
  const words = reason?.trim();
  if (status === 'refused') return { as: 'refused', reason: words || say('httpsRefusedRecord') };
  if (status === 'again') return { as: 'again', reason: words || say('httpsAgain') };
  return { as: 'accepted' };
}
