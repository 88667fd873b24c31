/** The report of a shift from a real database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';
import { firstFrom } from '../../main/storekeeper/queries/id-range.ts';
import { shiftReport, shifts } from '../../main/storekeeper/queries/shift-report.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';
import { aFail, aRecord, shiftStart } from './a-record.ts';

const hourMs = 3_600_000;
const asked = { shift: 'A', startedAt: shiftStart, endsAt: shiftStart + 8 * hourMs };

function databaseWith(items: readonly Item[]): Db {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-shift-report-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  db.function('still_time', () => 1);
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => shiftStart + hourMs,
  );
  commit(items);
  return db;
}

function decided(
  db: Db,
  part: string,
  kind: string,
  decision: string,
  lookedMs: number | null,
  withdrawn = false,
): void {
  db.prepare(
    `INSERT INTO disposition (uuid, part, role, kind, decision, at, looked_ms, withdrawn_at)
     SELECT ?, id, 'quality', ?, ?, ?, ?, ? FROM part WHERE uuid = ?`,
  ).run(uuidBytes(uuidv7()), kind, decision, shiftStart + hourMs, lookedMs, withdrawn ? 1 : null, uuidBytes(part));
}

it('adds up output, reasons and recipes, of this shift only', () => {
  const records = [aRecord(1), aRecord(2), aFail(3), aFail(4, { shift: 'B', shiftStartedAt: shiftStart + 8 * hourMs })];
  const db = databaseWith(records.map((record) => ({ kind: 'part', record })));
  expect(shiftReport(db, asked)).toMatchObject({
    output: { parts: 3, pass: 2, fail: 1, review: 0, missed: 0, yield: 2 / 3 },
    recipes: [{ recipe: 'screws', bundle: 'surface-pitting@1.0.0', pass: 2, fail: 1 }],
    pareto: [{ reason: 'defect:pitting', count: 1, pictures: [] }],
    falseCalls: { hits: 0, of: 0, rate: null },
    escapes: { audited: 0, rate: null },
    reinspection: { parts: 0, minutes: 0, medianS: null },
  });
  expect(shifts(db, { limit: 10 }).map(({ name }) => name)).toEqual(['B', 'A']);
  expect(shiftReport(db, { ...asked, shift: 'C' })).toBeNull();
});

it('shows a picture of each reason where one was kept', () => {
  const fail = aFail(1);
  const frames = fail.frames.map((frame) => ({ ...frame, pictureOutcome: 'kept' as const }));
  const db = databaseWith([{ kind: 'part', record: { ...fail, frames } }]);
  expect(shiftReport(db, asked)?.pareto).toEqual([
    { reason: 'defect:pitting', count: 1, pictures: [fail.frames[0]?.picture] },
  ]);
});

it('counts false calls by the last word on each part, and never one that was taken back', () => {
  const parts = [aFail(1), aFail(2), aFail(3)];
  const db = databaseWith(parts.map((record) => ({ kind: 'part', record })));
  const [one, other, third] = parts.map(({ id }) => id);
  decided(db, one ?? '', 'review', 'defect', 4_000);
  decided(db, one ?? '', 'review', 'good', 6_000);
  decided(db, other ?? '', 'review', 'defect', 8_000);
  decided(db, third ?? '', 'review', 'good', 9_000, true);
  expect(shiftReport(db, asked)).toMatchObject({
    falseCalls: { hits: 1, of: 2 },
    reinspection: { parts: 2, minutes: 14 / 60, medianS: 8 },
  });
});

it('estimates escapes from the audits of passed parts', () => {
  const parts = Array.from({ length: 40 }, (_, index) => aRecord(index + 1));
  const db = databaseWith(parts.map((record) => ({ kind: 'part', record })));
  for (const [index, { id }] of parts.slice(0, 20).entries())
    decided(db, id, 'audit', index === 0 ? 'defect' : 'good', null);
  expect(shiftReport(db, asked)?.escapes).toMatchObject({ audited: 20, defective: 1, rate: { value: 0.05 } });
});

it('names who changed what, from what to what, and why', () => {
  const ada = uuidv7();
  const limits = (passBelow: number) => ({ pitting: { passBelow, failAbove: 0.6 } });
  const change = { id: uuidv7(), recipe: 'screws', limits: limits(0.3), before: limits(0.2), reason: 'too strict' };
  const db = databaseWith([]);
  db.prepare(`INSERT INTO person (uuid, name, role, created_at) VALUES (?, 'Ada', 'quality', 0)`).run(uuidBytes(ada));
  createCommitGroup(
    db,
    () => '',
    () => shiftStart + hourMs,
  )([
    { kind: 'part', record: aRecord(1) },
    {
      kind: 'command',
      name: 'saveLimits',
      input: { ...change, by: ada, needsSecond: false },
      answered: () => undefined,
    },
  ]);
  const report = shiftReport(db, asked);
  expect(report?.changes).toEqual([
    {
      ...{ at: shiftStart + hourMs, kind: 'limits', by: 'Ada' },
      text: 'screws pitting 0.2–0.6 > pitting 0.3–0.6 (too strict)',
    },
  ]);
  expect(report?.historyHead).toMatch(/^[0-9a-f]{64}$/);
});

it('finds the first row of a time by halving, also where rows are missing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 60 }), fc.nat(300), (gaps, at) => {
      const db = databaseWith([]);
      const insert = db.prepare(`INSERT INTO incident (id, uuid, at, kind, detail) VALUES (?, ?, ?, 'disk-full', '')`);
      let id = 0;
      const rows = gaps.map((gap) => {
        id += gap;
        insert.run(id, uuidBytes(uuidv7()), id * 2);
        return id;
      });
      const expected = rows.find((row) => row * 2 >= at) ?? null;
      const found = firstFrom(db, 'incident', at);
      const next = rows.find((row) => row >= found) ?? null;
      expect(next).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
