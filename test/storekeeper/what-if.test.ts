/** Limits tried on recorded parts in a real database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { createCommitGroup } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';
import { picturesToTry } from '../../main/storekeeper/queries/pictures-to-try.ts';
import { whatIfStretch } from '../../main/storekeeper/queries/what-if.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';
import { aFail, aFrame, aRecord, shiftStart } from './a-record.ts';

function databaseWith(records: readonly PartRecord[]): Db {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-what-if-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  db.function('still_time', () => 1);
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => shiftStart,
  );
  commit(records.map((record) => ({ kind: 'part', record })));
  return db;
}

const asked = { recipe: 'screws', filter: {}, before: null, budgetMs: 1_000, examples: 10 };
const strict = { pitting: { passBelow: 0.005, failAbove: 0.5 }, scratch: { passBelow: 0.5, failAbove: 0.9 } };
const lenient = { pitting: { passBelow: 0.98, failAbove: 0.99 }, scratch: { passBelow: 0.5, failAbove: 0.9 } };

it('counts what would become of each verdict, with the parts that flip, newest first', () => {
  const parts = [aRecord(1), aRecord(2), aFail(3)];
  const db = databaseWith(parts);
  expect(whatIfStretch(db, { ...asked, limits: strict })).toMatchObject({
    moved: [
      { from: 'pass', to: 'review', parts: 2 },
      { from: 'fail', to: 'fail', parts: 1 },
    ],
    examples: [
      { id: parts[1]?.id, verdict: 'review' },
      { id: parts[0]?.id, verdict: 'review' },
    ],
    ...{ next: null, done: 1 },
  });
});

it('tells the defects that people found and that would pass', () => {
  const fail = aFail(3);
  const db = databaseWith([aRecord(1), fail]);
  db.prepare(
    `INSERT INTO disposition (uuid, part, role, kind, decision, class, at)
     SELECT ?, id, 'operator', 'review', 'defect', 'pitting', 0 FROM part WHERE uuid = ?`,
  ).run(uuidBytes(fail.id), uuidBytes(fail.id));
  expect(whatIfStretch(db, { ...asked, limits: lenient })).toMatchObject({ knownDefects: 1, missedDefects: 1 });
  expect(whatIfStretch(db, { ...asked, limits: strict })).toMatchObject({ knownDefects: 1, missedDefects: 0 });
});

it('looks at the wanted parts only: time, shift, bundle, verdict, recipe', () => {
  const db = databaseWith([aRecord(1), aRecord(2, { shift: 'B' }), aRecord(3, { bundleVersion: '2.0.0' }), aFail(4)]);
  const parts = (filter: object, recipe = 'screws'): number =>
    whatIfStretch(db, { ...asked, recipe, filter, limits: strict }).moved.reduce((sum, { parts }) => sum + parts, 0);
  expect(parts({})).toBe(4);
  expect(parts({ from: aRecord(2).at })).toBe(3);
  expect(parts({ until: aRecord(2).at })).toBe(2);
  expect(parts({ shifts: ['B'] })).toBe(1);
  expect(parts({ bundles: ['surface-pitting@2.0.0'] })).toBe(1);
  expect(parts({ bundles: ['surface-pitting'] })).toBe(4);
  expect(parts({ verdicts: ['fail'] })).toBe(1);
  expect(parts({ reasons: ['defect:pitting'] })).toBe(1);
  expect(parts({ score: { class: 'pitting', min: 0.5, max: 1 } })).toBe(1);
  expect(parts({}, 'another')).toBe(0);
});

it('goes on where its time was up, and comes to the same sums', () => {
  const db = databaseWith(Array.from({ length: 4_500 }, (_, index) => aRecord(index + 1)));
  let before: number | null = null;
  let parts = 0;
  let stretches = 0;
  do {
    // No time at all: one page each.
    const stretch = whatIfStretch(db, { ...asked, limits: strict, before, budgetMs: 1e-6, examples: 0 });
    parts += stretch.moved.reduce((sum, moved) => sum + moved.parts, 0);
    expect(stretch.done).toBeGreaterThan(0);
    before = stretch.next;
    stretches += 1;
    if (stretches > 100) throw new Error('it comes to no end');
  } while (before !== null);
  expect(parts).toBe(4_500);
  expect(stretches).toBeGreaterThan(2);
});

it('draws kept pictures by verdict, so many at most, and counts the parts behind them', () => {
  const kept = (trigger: number): PartRecord => {
    const fail = aFail(trigger);
    return { ...fail, frames: fail.frames.map((frame) => ({ ...frame, pictureOutcome: 'kept' as const })) };
  };
  const blurred = aRecord(40, {
    verdict: 'review',
    reasons: [{ kind: 'bad-picture', fault: 'blurred', value: 1, limit: 2 }],
    frames: [aFrame({ verdict: 'review', picture: kept(1).frames[0]?.picture ?? null, pictureOutcome: 'kept' })],
  });
  const db = databaseWith([...Array.from({ length: 30 }, (_, index) => kept(index + 1)), aRecord(39), blurred]);
  const drawn = picturesToTry(db, { recipe: 'screws', filter: {}, perVerdict: 10, seed: 1 });
  expect(drawn.parts).toEqual({ pass: 1, fail: 30, review: 1 });
  expect(drawn.pictures.filter(({ verdict }) => verdict === 'fail')).toHaveLength(10);
  expect(drawn.pictures.filter(({ verdict }) => verdict === 'review')).toMatchObject([{ isDoubted: true }]);
  expect(picturesToTry(db, { recipe: 'screws', filter: {}, perVerdict: 10, seed: 1 })).toEqual(drawn);
});
