/** What somebody noted earlier, outside the station: the hash of an entry, or of a segment's head. */

export interface Anchor {
  /** Hexadecimal, small letters. */
  readonly hash: string;
  /** Where it was known. */
  readonly entry: number | null;
}

/** @param text as `anchorSchema` allows it. */
export function anchorOf(text: string): Anchor {
  const [hash = '', entry] = text.trim().toLowerCase().split(':').toReversed();
  return { hash, entry: entry === undefined ? null : Number(entry) };
}
