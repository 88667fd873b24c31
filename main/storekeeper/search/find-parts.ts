/**
 * The parts that fit a filter, newest first, from any part number down.
 *
 *   stretches that cannot fit ──▶ passed over, 512 parts at once
 *   runs of the others ──▶ along the shortest list of parts (a reason, a person, a word) ──▶ each checked
 *                     └──▶ part by part, where there is none
 *
 * Time is limited: where little fits, the answer ends early and says how far it came.
 */
import type Database from 'better-sqlite3';
import type { PartFilter } from '../../api/slices/quality.ts';
import type { Db } from '../database.ts';
import { type CheckedRow, type Condition, conditionOf } from './condition.ts';
import { runsBelow } from './runs.ts';
import { type Source, sourcesOf, wayAlong } from './sources.ts';
import { type Step, scanner, stepsAlong, stepsThrough } from './steps.ts';
import { findWords } from './text-index.ts';

export interface Found {
  readonly parts: readonly number[];
  /** Everything from here up has been looked at: the next page begins below it. Null: there is nothing more. */
  readonly next: number | null;
  /** The time was over before the page was full. */
  readonly isPartial: boolean;
}

export interface Wanted {
  /** Only parts below this number; null: from the newest. */
  readonly before: number | null;
  readonly limit: number;
  readonly withinMs: number;
}

/** All of it sees the database at one moment: parts, and what the index says of them. */
export function findParts(db: Db, filter: PartFilter, wanted: Wanted): Found {
  return db.transaction(() => find(db, filter, wanted))();
}

function find(db: Db, filter: PartFilter, { before, limit, withinMs }: Wanted): Found {
  const giveUpMs = performance.now() + withinMs;
  const condition = conditionOf(db, filter);
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM part').pluck().get() ?? null;
  if (condition.isImpossible || newest === null) return { parts: [], next: null, isPartial: false };
  const below = Math.min(before ?? newest + 1, newest + 1);
  const { stretches, source } = findWords(db, condition);
  const sources = [...sourcesOf(db, filter), ...(source ? [source] : [])];
  const ways = {
    indexed: wayAlong(sources, 0, below - 1),
    unindexed: wayAlong(sources.filter(isAlwaysWhole), 0, below - 1),
  };
  const check = checker(db, condition);
  const scan = scanner(db, condition);
  const parts: number[] = [];
  for (const run of runsBelow(db, condition, stretches, below)) {
    const way = run.isIndexed ? ways.indexed : ways.unindexed;
    for (const step of way ? stepsAlong(way, run) : stepsThrough(scan, run)) {
      parts.push(...check(step, limit - parts.length));
      const last = parts.at(-1);
      if (parts.length >= limit && last !== undefined) return { parts, next: last, isPartial: false };
      if (performance.now() > giveUpMs) return { parts, next: step.low, isPartial: true };
    }
  }
  return { parts, next: null, isPartial: false };
}

function isAlwaysWhole({ needsIndex }: Source): boolean {
  return !needsIndex;
}

/** Those of a step that fit, newest first, at most so many. */
function checker(db: Db, { sql, values, columns, fits }: Condition): (step: Step, most: number) => readonly number[] {
  const select = `SELECT ${['part.id AS id', ...columns].join(', ')}`;
  const order = 'ORDER BY part.id DESC LIMIT :limit';
  const within: Database.Statement<[object], CheckedRow> = db.prepare(
    `${select} FROM part WHERE part.id BETWEEN :low AND :high AND ${sql} ${order}`,
  );
  const listed: Database.Statement<[object], CheckedRow> = db.prepare(
    `${select} FROM json_each(:parts) AS listed CROSS JOIN part ON part.id = listed.value WHERE ${sql} ${order}`,
  );
  return ({ low, high, parts }, most) => {
    // What is checked here may leave nothing of the first rows.
    const limited = { ...values, limit: fits ? -1 : most };
    const rows =
      parts === null ? within.all({ ...limited, low, high }) : listed.all({ ...limited, parts: JSON.stringify(parts) });
    const fitting = fits ? rows.filter(fits) : rows;
    return fitting.slice(0, most).map(({ id }) => id);
  };
}
