/**
 * Tells a scanner that types (a "keyboard wedge") from a person who types: by its pace and by the Enter at its end.
 *
 *            character                 character within 35 ms
 *   quiet ─────────────▶ burst ◀────────────────────────┐
 *     ▲                    ├────────────────────────────┘
 *     │                    ├──(Enter within 35 ms, or nothing more; four characters or more)──▶ a code
 *     │                    ├──(character later)──▶ a new burst: what was before was typed by a person
 *     └────────────────────┴──(any other key, a repeat, too long)──▶ typed by a person
 *
 * Nobody strikes five keys in a row at less than 35 ms each; a key that is held repeats at such a pace, and says so.
 */

/** Some scanners send no Enter: what came at their pace is a code when it is long enough, once nothing more comes. */
export function isCode({ characters }: Burst): boolean {
  return [...characters].length >= fewestCharacters;
}

/** Slower than any scanner, faster than two keys in a row of a person. */
export const paceMs = 35;
export const fewestCharacters = 4;
/** A stream that does not end is no code. */
export const longestCode = 4096;

/** What was typed so far at a scanner's pace. */
export interface Burst {
  readonly characters: string;
  /** Of the last character. */
  readonly lastMs: number;
}

export interface Stroke {
  /** As `KeyboardEvent.key` has it: one character, or the name of a key. */
  readonly key: string;
  /** Monotonic milliseconds. */
  readonly atMs: number;
  readonly isRepeat: boolean;
  /** Together with Ctrl, Alt or Meta: never of a scanner. */
  readonly isChord: boolean;
}

export type Heard =
  /** It may become a code. */
  | { readonly kind: 'burst'; readonly burst: Burst; readonly isNew: boolean }
  | { readonly kind: 'code'; readonly code: string }
  /** Shift alone: nothing has happened yet. */
  | { readonly kind: 'nothing'; readonly burst: Burst | null }
  /** Of a person, and what waited is a person's too. */
  | { readonly kind: 'typed' };

const typed: Heard = { kind: 'typed' };

export function hear(before: Burst | null, stroke: Stroke): Heard {
  const { key, atMs, isRepeat, isChord } = stroke;
  if (key === 'Shift') return { kind: 'nothing', burst: before };
  if (isRepeat || isChord) return typed;
  const goesOn = before !== null && atMs - before.lastMs < paceMs;
  if (key === 'Enter') {
    return goesOn && isCode(before) ? { kind: 'code', code: before.characters } : typed;
  }
  if ([...key].length !== 1) return typed;
  const characters = goesOn ? before.characters + key : key;
  if (characters.length > longestCode) return typed;
  return { kind: 'burst', burst: { characters, lastMs: atMs }, isNew: !goesOn };
}
