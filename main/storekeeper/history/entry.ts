/**
 * One entry of the history and how it is chained to the one before it. Pure.
 *
 * hash = SHA-256(hash of the entry before ‖ canonical JSON (RFC 8785) of { at, body, entry, kind }); the first follows on
 * 32 zero bytes.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { z } from 'zod';

export { type HistoryKind, historyKinds } from '../../api/slices/history.ts';

/** Who (`by`: a person's UUID, null for the station itself or an unnamed operator), what, why, old and new value. */
export type HistoryBody = Readonly<Record<string, z.core.util.JSONType>>;

/** As it is stored: the body is canonical JSON. */
export interface StoredEntry {
  readonly entry: number;
  readonly at: number;
  readonly kind: string;
  readonly body: string;
}

export const hashBytes = 32;
/** What the first entry follows on. */
export const beforeTheFirst: Uint8Array = new Uint8Array(hashBytes);

/** The canonical order of the keys is at, body, entry, kind; whole numbers and names are canonical as JSON has them. */
export function entryHash(before: Uint8Array, { entry, at, kind, body }: StoredEntry): Buffer {
  const text = `{"at":${at},"body":${body},"entry":${entry},"kind":${JSON.stringify(kind)}}`;
  return createHash('sha256').update(before).update(text).digest();
}

/** @throws TypeError for what is no JSON. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('only JSON can be an entry of the history');
  return text;
}
