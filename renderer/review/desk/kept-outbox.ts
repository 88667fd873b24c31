/** Unanswered decisions, kept in the browser: a page that begins anew sends them with the ids that they had. */
import { z } from 'zod';
import { decisionSchema, queuedSchema } from '../../../main/api/slices/review.ts';
import { type Outbox, toKeep } from './outbox.ts';

const key = 'sightline.review.outbox';
const most = 500;

const keptSchema = z
  .array(
    z.object({
      decisionId: z.uuid(),
      part: queuedSchema,
      decision: decisionSchema,
      comment: z.string(),
      lookedMs: z.number().nonnegative(),
      by: z.string().nullable(),
      isWantedBack: z.boolean(),
    }),
  )
  .max(most);

/** @returns what was kept; nothing where what stands there is not ours. */
export function readKept(storage: Storage, nowMs: number): Outbox {
  const text = storage.getItem(key);
  if (text === null) return [];
  const parsed = keptSchema.safeParse(jsonOf(text));
  if (!parsed.success) {
    console.error('decisions that were kept cannot be read and are left out', parsed.error);
    storage.removeItem(key);
    return [];
  }
  // Whether they arrived is not known any more: the station knows them by their ids.
  return parsed.data.map((kept) => ({ ...kept, decidedAtMs: nowMs, sending: { at: 'waiting', wasSent: true } }));
}

export function keep(storage: Storage, outbox: Outbox): void {
  const kept = toKeep(outbox).filter(({ sending }) => sending.at !== 'refused');
  if (kept.length === 0) {
    storage.removeItem(key);
    return;
  }
  const plain = kept.map(({ decisionId, part, decision, comment, lookedMs, by, isWantedBack }) => ({
    decisionId,
    part,
    decision,
    comment,
    lookedMs,
    by,
    isWantedBack,
  }));
  storage.setItem(key, JSON.stringify(plain.slice(-most)));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not ours; told where it is parsed.
  }
}
