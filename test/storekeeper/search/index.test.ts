/** The index over the life of its parts: older databases, clearing away, salvage, what the random sample kept. */

import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { databasePath, newestVersion, openDatabase } from '../../../main/storekeeper/database.ts';
import { migrations } from '../../../main/storekeeper/migrations/index.ts';
import { salvage } from '../../../main/storekeeper/salvage.ts';
import { findParts } from '../../../main/storekeeper/search/find-parts.ts';
import { forgetParts } from '../../../main/storekeeper/search/forget-parts.ts';
import { Indexer } from '../../../main/storekeeper/search/indexer.ts';
import { eventually } from '../../support/eventually.ts';
import { type ADatabase, aDatabase, addPerson } from '../a-database.ts';
import { aFail, aFrame, aRecord } from '../a-record.ts';
import { reading, writeRecords } from '../rows-of.ts';
import { isReady, startStore, temporaryFolder } from '../store-child.ts';

const wanted = { before: null, limit: 1000, withinMs: 10_000 };

function indexAll(db: ADatabase['db']): void {
  const indexer = new Indexer(db);
  while (indexer.step());
}

function manyParts(made: ADatabase, count: number): void {
  made.parts(
    Array.from({ length: count }, (_, index) =>
      index % 10 === 0 ? aFail(index + 1, { serial: `F-${index}` }) : aRecord(index + 1),
    ),
  );
}

it('a database of version 3 with rows is migrated at once, searched before it is indexed, and then indexed', () => {
  const path = join(temporaryFolder(), 'old.sqlite');
  const old = openDatabase(path, migrations.slice(0, 3));
  old.exec(`
    INSERT INTO run (id, uuid, started_at, seen_at) VALUES (1, zeroblob(16), 0, 0);
    INSERT INTO setup VALUES (1, 'screws', 'surface-pitting', '1.0.0', '["pitting"]', 1280, 1024);
    INSERT INTO shift VALUES (1, 'A', 0);
    WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1600)
    INSERT INTO part (id, uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, reasons, line_ok, line_at,
      line_because, latency_ms, outbox)
    SELECT n, CAST(printf('%016d', n) AS BLOB), 1, n, 1, 1, n * 1000, 0, iif(n % 100 = 0, 'fail', 'pass'),
      iif(n % 100 = 0, '[{"kind":"defect","class":"pitting","score":0.9,"limit":0.8}]', NULL), 1, 0, 'verdict', 1, n
    FROM number;`);
  old.close();
  const db = openDatabase(path);
  try {
    const find = () => findParts(db, { reasons: ['defect:pitting'] }, wanted).parts;
    const before = find();
    expect(before).toHaveLength(16);
    expect(db.prepare('SELECT count(*) FROM stretch').pluck().get()).toBe(0);
    indexAll(db);
    expect(db.prepare('SELECT group_concat(id) FROM (SELECT id FROM stretch ORDER BY id)').pluck().get()).toBe('0,1,2');
    expect(find()).toEqual(before);
  } finally {
    db.close();
  }
});

it('indexes each stretch once it is complete, never the one that still grows', () => {
  const made = aDatabase();
  manyParts(made, 500);
  const indexer = new Indexer(made.db);
  expect(indexer.step()).toBe(false);
  expect(made.rows('SELECT id FROM stretch')).toEqual([]);
  made.parts(Array.from({ length: 20 }, (_, index) => aRecord(501 + index)));
  while (indexer.step());
  expect(made.rows('SELECT id FROM stretch')).toEqual([{ id: 0 }]);
});

it('parts that are cleared away leave nothing in the index, and their numbers are not used again', () => {
  const made = aDatabase();
  manyParts(made, 1_030);
  indexAll(made.db);
  const gone = (low: number, high: number): void => {
    const parts = Array.from({ length: high - low + 1 }, (_, index) => low + index);
    made.db.prepare('DELETE FROM outbox').run();
    made.db.prepare('DELETE FROM part WHERE id BETWEEN ? AND ?').run(low, high);
    forgetParts(made.db, parts);
  };
  gone(1, 511);
  expect(made.rows('SELECT id FROM stretch')).toEqual([{ id: 1 }]);
  expect(made.rows('SELECT count(*) AS n FROM part_key WHERE part < 512')).toEqual([{ n: 0 }]);
  expect(made.rows(`SELECT rowid FROM stretch_words WHERE stretch_words MATCH 'f'`)).toEqual([{ rowid: 1 }]);
  gone(600, 1_030);
  // One that cannot be written makes the writing end look anew, as after a restart.
  const later = aRecord(2_000);
  made.commit([{ kind: 'part', record: { ...later, id: 'no uuid' } }]);
  made.parts([later]);
  expect(findParts(made.db, {}, wanted).parts[0]).toBeGreaterThan(1_023);
});

it('is not copied by salvage but made anew, comments with their rows', () => {
  const made = aDatabase();
  const anna = addPerson(made, v7(), 'Anna');
  manyParts(made, 520);
  const decided = aFail(2_000, { review: { operatorMs: null, qualityMs: null, overdue: 'hold' } });
  made.parts([decided]);
  made.perform('decideReview', {
    ...{ by: anna, role: 'operator', id: decided.id, decisionId: v7(), messageId: v7(), stages: ['operator'] },
    ...{ decision: 'good', class: null, comment: 'only dust', lookedMs: 900, isTooFast: false },
  });
  indexAll(made.db);
  made.db.pragma('wal_checkpoint(TRUNCATE)');
  const path = join(temporaryFolder(), 'new.sqlite');
  salvage(made.db.name, path);
  const db = openDatabase(path);
  try {
    expect(db.prepare('SELECT count(*) FROM stretch').pluck().get()).toBe(0);
    expect(findParts(db, { text: 'dust' }, wanted).parts).toEqual(findParts(made.db, { text: 'dust' }, wanted).parts);
    indexAll(db);
    const all = (from: ADatabase['db']) => from.prepare('SELECT * FROM stretch').all();
    expect(all(db)).toEqual(all(made.db));
    expect(findParts(db, { text: 'f 50' }, wanted).parts).toEqual(findParts(made.db, { text: 'f 50' }, wanted).parts);
  } finally {
    db.close();
  }
});

it('a decision that was taken back is found by nobody and by no word any more', () => {
  const made = aDatabase();
  const anna = addPerson(made, v7(), 'Anna');
  const decided = aFail(1, { review: { operatorMs: null, qualityMs: null, overdue: 'hold' } });
  made.parts([decided]);
  const decisionId = v7();
  made.perform('decideReview', {
    ...{ by: anna, role: 'operator', id: decided.id, decisionId, messageId: v7(), stages: ['operator'] },
    ...{ decision: 'good', class: null, comment: 'only dust', lookedMs: 900, isTooFast: false },
  });
  for (const filter of [{ text: 'dust' }, { people: [anna] }]) {
    expect(findParts(made.db, filter, wanted).parts).toHaveLength(1);
  }
  made.db.prepare('UPDATE disposition SET withdrawn_at = 1').run();
  for (const filter of [{ text: 'dust' }, { people: [anna] }]) {
    expect(findParts(made.db, filter, wanted).parts).toEqual([]);
  }
});

it('the random sample is offered in one order until it is audited, indexed or not', () => {
  const made = aDatabase();
  const bo = addPerson(made, v7(), 'Bo', 'quality');
  const kept = () => [aFrame({ picture: v7(), pictureOutcome: 'kept' as const })];
  made.parts(Array.from({ length: 700 }, (_, index) => aRecord(index + 1, index % 7 === 0 ? { frames: kept() } : {})));
  made.parts([aFail(701, { frames: kept() })]);
  const sample = () => made.ask('auditSample', { limit: 20 });
  const before = sample();
  expect(before.waiting).toBe(100);
  expect(before.parts).toHaveLength(20);
  expect(before.parts.every(({ verdict }) => verdict === 'pass')).toBe(true);
  const triggers = before.parts.map(({ trigger }) => trigger);
  expect(triggers).not.toEqual(triggers.toSorted((a, b) => a - b));
  indexAll(made.db);
  expect(sample()).toEqual(before);
  const id = before.parts[0]?.id ?? '';
  made.perform('judgePart', {
    ...{ by: bo, role: 'quality', id, decisionId: v7(), kind: 'audit', decision: 'good', class: null, comment: '' },
  });
  const after = sample();
  expect(after.waiting).toBe(99);
  expect(after.parts.slice(0, 19)).toEqual(before.parts.slice(1));
});

it('is made beside the commits of a running store', async () => {
  const dataDir = temporaryFolder();
  writeRecords(
    dataDir,
    Array.from({ length: 1_100 }, (_, index) => aRecord(index + 1)),
  );
  const store = startStore({ dataDir });
  await store.until(isReady);
  const db = reading(dataDir);
  const indexed = () => db.prepare('SELECT count(*) FROM stretch').pluck().get();
  await eventually(indexed, (count) => count === 2);
});

it('an older database is brought up to date by the store before it is ready', async () => {
  const dataDir = temporaryFolder();
  openDatabase(databasePath(dataDir), migrations.slice(0, 3)).close();
  const store = startStore({ dataDir });
  await store.until(isReady);
  expect(reading(dataDir).pragma('user_version', { simple: true })).toBe(newestVersion);
});
