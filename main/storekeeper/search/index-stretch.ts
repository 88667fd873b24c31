/** Writes the index of one stretch: its row, the words of its serials and work orders, its parts by verdict and reason. */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { reasonKey, reasonSchema, verdictSchema } from '../../api/words.ts';
import type { Db } from '../database.ts';
import { firstPartOf, keyOfReason, keyOfSample, keyOfVerdict, lastPartOf, scoreBits, verdictBits } from './stretch.ts';
import { wordsOf } from './words.ts';

const partRowsSchema = z.array(
  z.object({
    id: z.number(),
    at: z.number(),
    verdict: verdictSchema,
    reasons: z.string().nullable(),
    serial: z.string().nullable(),
    work_order: z.string().nullable(),
    setup: z.number(),
    shift: z.number(),
    isAsked: z.number(),
    hasPicture: z.number(),
  }),
);
type PartRow = z.infer<typeof partRowsSchema>[number];

interface ScoreRow {
  readonly setup: number;
  readonly isPass: number;
  readonly class: number;
  readonly score: number;
}

const partsSql = `
  SELECT id, at, verdict, reasons, serial, work_order, setup, shift,
    EXISTS (SELECT 1 FROM review WHERE review.part = part.id) AS isAsked,
    verdict = 'pass' AND EXISTS (SELECT 1 FROM picture WHERE picture.part = part.id) AS hasPicture
  FROM part WHERE id BETWEEN ? AND ? ORDER BY id`;

const scoresSql = `
  SELECT setup, verdict = 'pass' AS isPass, class, score FROM part_score JOIN part ON part.id = part_score.part
  WHERE part_score.part BETWEEN ? AND ?`;

export interface StretchIndex {
  /** In one transaction. Does nothing for a stretch without parts. */
  write(stretch: number): void;
}

export function createStretchIndex(db: Db): StretchIndex {
  const parts = db.prepare<[number, number]>(partsSql);
  const insertRow = db.prepare<unknown[]>(
    `INSERT OR REPLACE INTO stretch (id, first_at, last_at, verdicts, unasked, setups, shifts, scores)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertWords = db.prepare<[number, string]>('INSERT INTO stretch_words (rowid, words) VALUES (?, ?)');
  const insertKey = db.prepare<[number, number]>('INSERT OR IGNORE INTO part_key (key, part) VALUES (?, ?)');
  const keys = keyNumbers(db);
  const scores = scoreReader(db);

  const write = db.transaction((stretch: number) => {
    const rows = partRowsSchema.parse(parts.all(firstPartOf(stretch), lastPartOf(stretch)));
    if (rows.length === 0) return;
    insertRow.run(stretch, ...summaryOf(rows), scores.bitsOf(stretch));
    const words = new Set(rows.flatMap(({ serial, work_order }) => wordsOf(`${serial ?? ''} ${work_order ?? ''}`)));
    if (words.size > 0) insertWords.run(stretch, [...words].join(' '));
    for (const row of rows) for (const name of keysOf(row)) insertKey.run(keys.of(name), row.id);
  });
  return {
    write: (stretch) => {
      try {
        write.immediate(stretch);
      } catch (thrown) {
        keys.forget();
        throw thrown;
      }
    },
  };
}

/** In the order of the table's columns. */
function summaryOf(rows: readonly PartRow[]): readonly (number | string)[] {
  const times = rows.map(({ at }) => at);
  return [
    Math.min(...times),
    Math.max(...times),
    verdictBits(rows.map(({ verdict }) => verdict)),
    verdictBits(rows.filter(({ isAsked }) => !isAsked).map(({ verdict }) => verdict)),
    JSON.stringify([...new Set(rows.map(({ setup }) => setup))]),
    JSON.stringify([...new Set(rows.map(({ shift }) => shift))]),
  ];
}

const reasonsSchema = z.array(reasonSchema);

/** What few parts have. */
function keysOf({ verdict, reasons, hasPicture }: PartRow): readonly string[] {
  if (verdict === 'pass' && reasons === null) return hasPicture ? [keyOfSample] : [];
  const names = reasons === null ? [] : reasonsSchema.parse(JSON.parse(reasons)).map(reasonKey);
  return [...(verdict === 'pass' ? [] : [keyOfVerdict(verdict)]), ...new Set(names.map(keyOfReason))];
}

interface KeyNumbers {
  of(name: string): number;
  forget(): void;
}

function keyNumbers(db: Db): KeyNumbers {
  const find = db.prepare<[string], number>('SELECT id FROM search_key WHERE name = ?').pluck();
  const make = db.prepare<[string]>('INSERT INTO search_key (name) VALUES (?)');
  const known = new Map<string, number>();
  return {
    of: (name) => {
      const number = known.get(name) ?? find.get(name) ?? Number(make.run(name).lastInsertRowid);
      known.set(name, number);
      return number;
    },
    forget: () => known.clear(),
  };
}

interface ScoreReader {
  /** As the column has it. */
  bitsOf(stretch: number): string;
}

function scoreReader(db: Db): ScoreReader {
  const scores: Database.Statement<[number, number], ScoreRow> = db.prepare(scoresSql);
  const classes = classNames(db);
  return {
    bitsOf: (stretch) => {
      const bits: Record<string, [passes: number, others: number]> = {};
      for (const { setup, isPass, class: index, score } of scores.iterate(firstPartOf(stretch), lastPartOf(stretch))) {
        const name = classes(setup)[index];
        if (name === undefined) continue;
        bits[name] ??= [0, 0];
        bits[name][isPass === 1 ? 0 : 1] |= scoreBits(score, score);
      }
      return JSON.stringify(bits);
    },
  };
}

const namesSchema = z.array(z.string());

/** Names of a setup's classes, in the order of its scores. */
export function classNames(db: Db): (setup: number) => readonly string[] {
  const find = db.prepare<[number], string>('SELECT classes FROM setup WHERE id = ?').pluck();
  const known = new Map<number, readonly string[]>();
  return (setup) => {
    const names = known.get(setup) ?? namesSchema.parse(JSON.parse(find.get(setup) ?? '[]'));
    known.set(setup, names);
    return names;
  };
}
