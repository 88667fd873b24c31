import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { databasePath, openDatabase, versionOf } from '../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../main/storekeeper/event-time.ts';
import { type Migration, migrations, newestVersion } from '../../main/storekeeper/migrations/index.ts';
import { aFail, aFrame, aRecord } from './a-record.ts';
import { addTarget } from './a-target.ts';
import { writeRecords } from './rows-of.ts';
import { temporaryFolder } from './store-child.ts';

const laterStep: Migration = {
  number: newestVersion + 1,
  purpose: 'something that a later Sightline needs',
  sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; INSERT INTO later VALUES (1);',
};

function opened(path: string, steps = migrations): Database.Database {
  const db = openDatabase(path, steps);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

describe('the database', () => {
  it('is made from nothing by its migrations: numbered without gaps, every table strict', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    const db = opened(join(temporaryFolder(), 'new.sqlite'));

    expect(versionOf(db)).toBe(newestVersion);
    const loose = db.prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND schema = 'main'
      AND name NOT LIKE 'sqlite%'`);
    expect(loose.all()).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM part').pluck().get()).toBe(0);
  });

  it('syncs every commit and keeps references', () => {
    const db = opened(join(temporaryFolder(), 'new.sqlite'));
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(() => db.prepare(`INSERT INTO part_score VALUES (99, 0, 0.5)`).run()).toThrow('FOREIGN KEY');
  });

  it('keeps its records when a later migration is added', () => {
    const path = join(temporaryFolder(), 'grows.sqlite');
    const before = openDatabase(path);
    createCommitGroup(before, eventTimeWriter('UTC'), Date.now)([{ kind: 'part', record: aRecord(1) }]);
    before.close();

    const after = opened(path, [...migrations, laterStep]);

    expect(versionOf(after)).toBe(newestVersion + 1);
    expect(after.prepare('SELECT count(*) FROM part').pluck().get()).toBe(1);
    expect(after.prepare('SELECT id FROM later').pluck().all()).toEqual([1]);
  });

  it('of version 1 keeps its frames, which have neither features nor readings nor a time of the camera', () => {
    const path = join(temporaryFolder(), 'old.sqlite');
    const old = opened(path, migrations.slice(0, 1));
    old.exec(`
      PRAGMA foreign_keys = OFF;
      INSERT INTO frame (part, frame_index, frame_id, verdict, decision_ms, picture_outcome)
      VALUES (1, 0, 7, 'fail', 8.5, 'kept');
    `);
    old.close();
    const frames = opened(path).prepare('SELECT frame_id, features, reading, device_ns FROM frame').all();
    expect(frames).toEqual([{ frame_id: 7, features: null, reading: null, device_ns: null }]);
  });

  it('of version 11 keeps its parts as they were, none of them with a work order, and takes new ones', () => {
    const path = join(temporaryFolder(), 'old.sqlite');
    const old = opened(path, migrations.slice(0, 11));
    // As version 11 wrote it: with all columns that there were.
    const columns = `id, uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, line_ok, line_at, line_because,
      latency_ms, outbox`;
    old.exec(`
      PRAGMA foreign_keys = OFF;
      INSERT INTO part (${columns}, serial)
      VALUES (1, randomblob(16), 1, 1, 1, 1, 5, 5, 'pass', 1, 5, 'verdict', 9.5, 1, 'SN-1');
    `);
    old.close();
    const db = opened(path);
    expect(db.prepare('SELECT serial, work_order FROM part').all()).toEqual([{ serial: 'SN-1', work_order: null }]);
    createCommitGroup(
      db,
      eventTimeWriter('UTC'),
      Date.now,
    )([{ kind: 'part', record: aRecord(2, { workOrder: 'WO-7' }) }]);
    expect(db.prepare('SELECT work_order FROM part WHERE id > 1').pluck().all()).toEqual(['WO-7']);
  });

  it('leaves a version behind whole when a migration fails', () => {
    const path = join(temporaryFolder(), 'fails.sqlite');
    openDatabase(path).close();
    const broken = { ...laterStep, sql: 'CREATE TABLE half (id INTEGER) STRICT; SELECT word FROM nowhere;' };

    expect(() => openDatabase(path, [...migrations, broken])).toThrow('nowhere');

    const db = opened(path);
    expect(versionOf(db)).toBe(newestVersion);
    expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);
  });

  it('refuses one from a newer version, says what to do, and touches nothing', () => {
    const path = databasePath(temporaryFolder());
    openDatabase(path, [...migrations, laterStep]).close();
    const before = readFileSync(path);

    expect(() => openDatabase(path)).toThrow(
      expect.objectContaining({
        code: 'conflict',
        message: `the database has version ${newestVersion + 1}, and this Sightline knows up to ${newestVersion}`,
        remedy: expect.stringContaining('newer Sightline'),
      }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('does not take any file for a database', () => {
    const path = databasePath(temporaryFolder());
    writeFileSync(path, 'a shopping list, and much longer than a header '.repeat(10));
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
  });
});

describe('committing a group', () => {
  it('keeps how the camera numbers and dates the first frame of every part, and each frame that has a row', () => {
    const dir = temporaryFolder();
    // A clock of the network since 1970; a number says it to 256 ns.
    const deviceTimeNs = 1_777_852_800_000_000_000 + 256;
    const [first, second] = [
      aFrame({ frameId: 41, deviceTimeNs }),
      aFrame({ frameIndex: 1, frameId: 42, deviceTimeNs: deviceTimeNs + 16_666_624 }),
    ];
    writeRecords(dir, [
      aRecord(1, { frames: [second, first] }),
      aRecord(2, { verdict: 'fail', frames: [first, second] }),
      aRecord(3, { frames: [aFrame({ frameId: 43 })] }),
      aRecord(4, { frames: [aFrame({ frameId: 44, deviceTimeNs: 2 ** 64 })] }),
      aRecord(5, { verdict: 'missed', frames: [] }),
    ]);
    const rows = (sql: string): unknown[] => opened(databasePath(dir)).prepare(sql).safeIntegers().raw().all();
    expect(rows('SELECT frame_id, device_ns FROM part ORDER BY id')).toEqual([
      [41n, 1_777_852_800_000_000_256n],
      [41n, 1_777_852_800_000_000_256n],
      [43n, null],
      [44n, null],
      [null, null],
    ]);
    expect(rows('SELECT frame_id, device_ns FROM frame ORDER BY frame_index')).toEqual([
      [41n, 1_777_852_800_000_000_256n],
      [42n, 1_777_852_800_016_666_880n],
    ]);
  });

  it('keeps features and readings beside a picture', () => {
    const dir = temporaryFolder();
    const reading = { brightness: 110, saturatedShare: 0, blackShare: 0.1, focus: 60, obstruction: null };
    const fail = aFail(1);
    writeRecords(dir, [{ ...fail, frames: fail.frames.map((frame) => ({ ...frame, features: [0.25, 4], reading })) }]);
    const row = opened(databasePath(dir))
      .prepare<[], { features: Buffer; reading: string }>('SELECT features, reading FROM frame')
      .get();
    expect(row && [row.features.readFloatLE(0), row.features.readFloatLE(4)]).toEqual([0.25, 4]);
    expect(JSON.parse(row?.reading ?? '')).toEqual(reading);
  });

  it('never uses a number of the outbox again that a target has acknowledged, although its rows are gone', () => {
    const path = join(temporaryFolder(), 'outbox.sqlite');
    const first = openDatabase(path);
    const items = [1, 2, 3].map((trigger): Item => ({ kind: 'part', record: aRecord(trigger) }));
    createCommitGroup(first, eventTimeWriter('UTC'), Date.now)(items);
    addTarget(first, 'mes', 3);
    first.exec('DELETE FROM outbox; DELETE FROM part');
    first.close();

    const second = opened(path);
    createCommitGroup(second, eventTimeWriter('UTC'), Date.now)([{ kind: 'part', record: aRecord(4) }]);

    expect(second.prepare('SELECT sequence FROM outbox').pluck().all()).toEqual([4]);
  });

  it('writes the time of an event with the offset of its zone, also on the night when clocks change', () => {
    const write = eventTimeWriter('Europe/Berlin');
    expect(write(Date.UTC(2026, 2, 29, 0, 59, 59, 999))).toBe('2026-03-29T01:59:59.999+01:00');
    expect(write(Date.UTC(2026, 2, 29, 1))).toBe('2026-03-29T03:00:00.000+02:00');
    expect(write(Date.UTC(2026, 9, 25, 0, 59))).toBe('2026-10-25T02:59:00.000+02:00');
    expect(write(Date.UTC(2026, 9, 25, 1, 1))).toBe('2026-10-25T02:01:00.000+01:00');
  });
});
