/** An entry does not follow from the one before it: what was done to it? Pure. */
import { entryHash, type StoredEntry } from '../entry.ts';

export interface HashedEntry extends StoredEntry {
  readonly hash: Uint8Array;
}

/** `shift`: what was added to the number of each entry from here on to get its true one. */
export type Diagnosis =
  | { readonly what: 'edited' }
  /** So many were put in, this one the first. */
  | { readonly what: 'inserted'; readonly count: number; readonly shift: number }
  /** Something before this one is gone. */
  | { readonly what: 'removed'; readonly shift: number }
  | { readonly what: 'reordered'; readonly other: number };

/** How many entries behind the wrong one are looked at, and by how many numbers an entry may have been moved. */
export const lookAhead = 64;

/**
 * @param before hash of the entry before.
 * @param row the one that does not follow; its number as it stands.
 * @param next those behind it.
 * @param shift of the numbers so far.
 */
export function diagnose(before: Uint8Array, row: HashedEntry, next: readonly HashedEntry[], shift: number): Diagnosis {
  const place = row.entry + shift;
  for (const [index, other] of next.slice(0, lookAhead).entries()) {
    if (!follows(before, other, place)) continue;
    // Those before it were put in, or it was moved away from its place.
    const after = next[index + 1];
    const isInserted = after ? follows(other.hash, after, place + 1) : !follows(other.hash, row, place + 1);
    if (isInserted) return { what: 'inserted', count: index + 1, shift: place - other.entry };
    return { what: 'reordered', other: other.entry };
  }
  const [after] = next;
  for (let gone = 1; after && gone <= lookAhead; gone += 1) {
    if (follows(row.hash, after, after.entry + shift + gone)) return { what: 'removed', shift: shift + gone };
  }
  return { what: 'edited' };
}

/** @param number that it had when its hash was made. */
export function follows(before: Uint8Array, row: HashedEntry, number: number): boolean {
  return entryHash(before, { ...row, entry: number }).equals(row.hash);
}
