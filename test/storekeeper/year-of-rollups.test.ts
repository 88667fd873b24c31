import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../main/storekeeper/database.ts';
import { answerQuery } from '../../main/storekeeper/queries/answer.ts';
import { shiftStart } from './a-record.ts';
import { temporaryFolder } from './store-child.ts';

const dayMs = 86_400_000;
/** A row every ten minutes of a year, a shift a day. */
const rowsADay = 144;
const day = 200;
const ofShift = { shift: 'A', startedAt: shiftStart + day * dayMs };
const questions: readonly (readonly [name: string, input: object])[] = [
  ['shiftCounts', ofShift],
  ['yieldPerMinute', { ...ofShift, until: ofShift.startedAt + dayMs - 1 }],
  ['pareto', { ...ofShift, limit: 5 }],
];

/** A database after a year; the statements that run on it, with their values, go to `ran`. */
function aYear(ran: string[]): Database.Database {
  const path = join(temporaryFolder(), 'year.sqlite');
  const made = openDatabase(path);
  const days = 'WITH RECURSIVE day(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM day WHERE n < 364)';
  const rows = `${days}, slot(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM slot WHERE k < ${rowsADay - 1})`;
  const minute = `${shiftStart / 60_000} + n * 1440 + k * 10`;
  made.exec(`
    BEGIN;
    INSERT INTO setup VALUES (1, 'screws', 'surface-pitting', '1.0.0', '[]', 1280, 1024);
    INSERT INTO shift ${days} SELECT n + 1, 'A', ${shiftStart} + n * ${dayMs} FROM day;
    INSERT INTO rollup_minute ${rows} SELECT ${minute}, n + 1, 1, n, 1, 0, 0 FROM day, slot;
    INSERT INTO rollup_reason ${rows} SELECT ${minute}, n + 1, 'defect:pitting', 1 FROM day, slot;
    COMMIT`);
  made.close();
  const db = new Database(path, { verbose: (sql) => ran.push(String(sql)) });
  onTestFinished(() => {
    db.close();
  });
  return db;
}

describe('the figures of one shift after a year', () => {
  it('are those of the shift, read from its own minutes by the key of the table: no table is gone through', () => {
    const ran: string[] = [];
    const db = aYear(ran);

    const answers = questions.map(([name, input]) => answerQuery(db, '', name, input));

    expect(answers[0]).toEqual({ pass: day * rowsADay, fail: rowsADay, review: 0, missed: 0 });
    expect((answers[1] as (number | null)[]).filter((rate) => rate === day / (day + 1))).toHaveLength(rowsADay);
    expect(answers[2]).toEqual([{ reason: 'defect:pitting', count: rowsADay }]);
    const statements = ran.splice(0);
    expect(statements).toHaveLength(questions.length);
    for (const sql of statements) {
      const steps = stepsOf(db, sql);
      expect(steps).toContainEqual(
        expect.stringMatching(/^SEARCH rollup_(minute|reason) USING PRIMARY KEY \(minute>\? AND minute<\?\)$/),
      );
      expect(steps.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    }
  });
});

function stepsOf(db: Database.Database, sql: string): string[] {
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  return steps.map(({ detail }) => detail);
}
