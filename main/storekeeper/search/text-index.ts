/** What the word indexes know of a filter's text and serial: in which stretches, or on which parts, they can be at all. */
import type { Db } from '../database.ts';
import type { Condition } from './condition.ts';
import { listSource, type Source } from './sources.ts';
import { stretchOf } from './stretch.ts';
import { isWithoutBlanks, wordsOf } from './words.ts';

export interface TextFindings {
  /** Indexed stretches in which the words can be; null: in any. */
  readonly stretches: ReadonlySet<number> | null;
  /** All parts that have them, where no serial has. */
  readonly source: Source | null;
}

/** Lengths of beginnings that the index of serials keeps (`migrations/0007-search.ts`); a longer one is looked for itself. */
const keptLengths = [12, 10, 8, 6, 4, 3, 2, 1];
/** A word that stands in more comments than this is everywhere. */
const mostComments = 20_000;
const wordsLooked = 5;

export function findWords(db: Db, { filter, words }: Pick<Condition, 'filter' | 'words'>): TextFindings {
  const serials = serialIndex(db);
  const ofSerial = filter.serial ? serials.all(beginningsIn(filter.serial)) : null;
  // The longest say most, and a text of a hundred letters costs no hundred looks.
  const looked = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, wordsLooked);
  const found = looked.map((word) => ({
    stretches: serials.all([`"${keptBeginning(word)}" *`]),
    parts: commentsWith(db, word),
  }));
  const places = found.map(({ stretches, parts }) => {
    if (stretches === null || parts === null) return null;
    return new Set([...stretches, ...parts.map(stretchOf)]);
  });
  const sources = found.flatMap(({ stretches, parts }) => (stretches?.size === 0 && parts ? [parts] : []));
  const fewest = sources.reduce<readonly number[] | null>((a, b) => (a && a.length <= b.length ? a : b), null);
  return { stretches: common([ofSerial, ...places]), source: fewest && listSource(fewest) };
}

interface SerialIndex {
  /** Stretches that have all of these; null where nothing is asked for. */
  all(queries: readonly string[]): ReadonlySet<number> | null;
}

function serialIndex(db: Db): SerialIndex {
  const find = db.prepare<[string], number>('SELECT rowid FROM stretch_words WHERE stretch_words MATCH ?').pluck();
  return { all: (queries) => (queries.length === 0 ? null : new Set(find.all(queries.join(' AND ')))) };
}

/** Words of the index of which a serial that begins so has all. Quoted, a word is nothing but a word. */
function beginningsIn(serial: string): readonly string[] {
  const words = wordsOf(serial);
  const isLastWhole = !/[\p{L}\p{N}\p{M}]$/u.test(serial);
  return words.map((word, index) =>
    index === words.length - 1 && !isLastWhole ? `"${keptBeginning(word)}" *` : `"${word}"`,
  );
}

function keptBeginning(word: string): string {
  const characters = [...word];
  const kept = keptLengths.find((length) => length <= characters.length) ?? 1;
  return characters.length > (keptLengths[0] ?? 0) ? word : characters.slice(0, kept).join('');
}

/** Parts with the word in a comment, newest first; null: too many to say. */
function commentsWith(db: Db, word: string): readonly number[] | null {
  const parts = isWithoutBlanks(word)
    ? db
        .prepare<[string, number], number>(`SELECT part FROM disposition WHERE comment LIKE '%' || ? || '%' LIMIT ?`)
        .pluck()
        .all(word, mostComments)
    : db
        .prepare<[string, number], number>(
          `SELECT part FROM comment_words JOIN disposition ON disposition.id = comment_words.rowid
           WHERE comment_words MATCH ? LIMIT ?`,
        )
        .pluck()
        .all(`"${word}" *`, mostComments);
  return parts.length === mostComments ? null : [...new Set(parts)].sort((a, b) => b - a);
}

function common(sets: readonly (ReadonlySet<number> | null)[]): ReadonlySet<number> | null {
  const [first, ...others] = sets.filter((set) => set !== null);
  return first ? new Set([...first].filter((one) => others.every((set) => set.has(one)))) : null;
}
