/**
 * Lists of parts that the database keeps in their order: those with a reason, those that a person decided, those with a
 * word in a comment. A search walks along the shortest that its filter offers; the rest of the filter is checked on each.
 */
import type Database from 'better-sqlite3';
import type { PartFilter } from '../../api/slices/quality.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { keyOfReason, keyOfVerdict } from './stretch.ts';

export interface Source {
  /** At most `count` part numbers between the two (inclusive), newest first. Never fewer than fit the filter. */
  between(low: number, high: number, count: number): readonly number[];
  /** Only of stretches that are indexed. */
  readonly needsIndex: boolean;
}

/** Every list that holds all parts that fit. */
export function sourcesOf(db: Db, filter: PartFilter): readonly Source[] {
  const names = [verdictNames(filter), reasonNames(filter)].filter((list) => list !== null);
  const others = [peopleSource(db, filter), stateSource(db, filter)].filter((source) => source !== null);
  return [...names.map((list) => keySource(db, list)), ...others];
}

/** How to walk along them: the shortest, and those beside it that are worth reading for what they leave out. */
export interface Way {
  readonly along: Source;
  readonly beside: readonly Source[];
}

/** A list so many times as long as the shortest is read more quickly than the parts that it would leave out. */
const worthReading = 8;

/** Between the two part numbers; null when there is no list. */
export function wayAlong(sources: readonly Source[], low: number, high: number): Way | null {
  const byLength = sources
    .map((source) => ({ source, length: estimatedLength(source, low, high) }))
    .sort((a, b) => a.length - b.length);
  const [first, ...others] = byLength;
  if (!first) return null;
  const beside = others.filter(({ length }) => length <= first.length * worthReading).map(({ source }) => source);
  return { along: first.source, beside };
}

const sampled = 1000;

/** Exact when it is short; else as if the rest were as dense as its beginning. */
function estimatedLength(source: Source, low: number, high: number): number {
  const first = source.between(low, high, sampled);
  const last = first.at(-1);
  if (first.length < sampled || last === undefined) return first.length;
  return (first.length * (high - low + 1)) / (high - last + 1);
}

/** Null where passes are asked for, which have no key. */
function verdictNames({ verdicts = [] }: PartFilter): readonly string[] | null {
  return verdicts.length === 0 || verdicts.includes('pass') ? null : verdicts.map(keyOfVerdict);
}

function reasonNames({ reasons = [] }: PartFilter): readonly string[] | null {
  return reasons.length === 0 ? null : reasons.map(keyOfReason);
}

export function keySource(db: Db, names: readonly string[]): Source {
  const find = db.prepare<[string], number>('SELECT id FROM search_key WHERE name = ?').pluck();
  const list = db
    .prepare<number[], number>(
      'SELECT part FROM part_key WHERE key = ? AND part BETWEEN ? AND ? ORDER BY part DESC LIMIT ?',
    )
    .pluck();
  const keys = [...new Set(names)].map((name) => find.get(name)).filter((key) => key !== undefined);
  return {
    needsIndex: true,
    between: united(keys.map((key) => (low, high, count) => list.all(key, low, high, count))),
  };
}

function peopleSource(db: Db, { people = [] }: PartFilter): Source | null {
  if (people.length === 0) return null;
  const find = db.prepare<[Buffer], number>('SELECT id FROM person WHERE uuid = ?').pluck();
  const list = db
    .prepare<number[], number>(
      `SELECT DISTINCT part FROM disposition WHERE person = ? AND part BETWEEN ? AND ? ORDER BY part DESC LIMIT ?`,
    )
    .pluck();
  const ids = people.map((id) => find.get(uuidBytes(id))).filter((id) => id !== undefined);
  return { needsIndex: false, between: united(ids.map((id) => (low, high, count) => list.all(id, low, high, count))) };
}

function stateSource(db: Db, { dispositions = [] }: PartFilter): Source | null {
  if (dispositions.length === 0 || dispositions.includes('none')) return null;
  const open: Database.Statement<number[], number> = db
    .prepare<number[], number>(
      `SELECT part FROM review WHERE stage <> 'decided' AND part BETWEEN ? AND ? ORDER BY part DESC LIMIT ?`,
    )
    .pluck();
  const decided = db
    .prepare<(number | string)[], number>(
      `SELECT DISTINCT part FROM disposition WHERE decision = ? AND part BETWEEN ? AND ? ORDER BY part DESC LIMIT ?`,
    )
    .pluck();
  const lists = [...new Set(dispositions)].map(
    (state): Between =>
      (low, high, count) =>
        state === 'open' ? open.all(low, high, count) : decided.all(state, low, high, count),
  );
  return { needsIndex: false, between: united(lists) };
}

/** Of part numbers that an index gave. @param parts newest first */
export function listSource(parts: readonly number[]): Source {
  return {
    needsIndex: true,
    between: (low, high, count) => {
      const from = firstAtMost(parts, high);
      return parts.slice(from, Math.min(from + count, firstAtMost(parts, low - 1)));
    },
  };
}

/** Where in a falling list the numbers begin that are not above the limit. */
function firstAtMost(falling: readonly number[], limit: number): number {
  let low = 0;
  let high = falling.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] ?? 0) > limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Between = Source['between'];

/** The newest of all lists together, each once. */
function united(lists: readonly Between[]): Between {
  const [only] = lists;
  if (only && lists.length === 1) return only;
  return (low, high, count) =>
    [...new Set(lists.flatMap((list) => list(low, high, count)))].sort((a, b) => b - a).slice(0, count);
}
