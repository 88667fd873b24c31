import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import { createCommitGroup, type Item } from '../../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../../main/storekeeper/database.ts';
import { migrations } from '../../../main/storekeeper/migrations/index.ts';
import { answerQuery } from '../../../main/storekeeper/queries/answer.ts';
import { aRecord } from '../a-record.ts';
import { addTarget } from '../a-target.ts';
import { temporaryFolder } from '../store-child.ts';

/** A UUIDv7 of its own for each, as SQL. */
const uuid7 = `CAST(randomblob(6) || x'7000' || x'8000' || randomblob(6) AS BLOB)`;

/** As version 10 has left it: parts with their messages, and one message of each other kind. */
function oldDatabase(parts: number): string {
  const path = join(temporaryFolder(), 'station.sqlite');
  const db = openDatabase(path, migrations.slice(0, 10));
  db.exec(`
    PRAGMA synchronous = OFF;
    INSERT INTO run (id, uuid, started_at, seen_at) VALUES (1, ${uuid7}, 0, 0);
    INSERT INTO setup (id, recipe, bundle, bundle_version, classes, frame_width, frame_height)
      VALUES (1, 'screws', 'pits', '1.0.0', '["pit"]', 1280, 1024);
    INSERT INTO shift (id, name, started_at) VALUES (1, 'A', 0);
    INSERT INTO part (id, uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, line_ok, line_at, line_because,
        latency_ms, outbox)
      SELECT value, ${uuid7}, 1, value, 1, 1, value, value, 'pass', 1, value, 'verdict', 9.5, value
      FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ${parts}) SELECT value FROM n);
    INSERT INTO outbox SELECT id, 'part', id, '1970-01-01T01:00:00.000+01:00', ${uuid7} FROM part;
    INSERT INTO outbox SELECT ${parts} + key + 1, value, 9, '1970-01-01T01:00:00.000+01:00', ${uuid7}
      FROM json_each('["disposition", "withdrawal", "segment"]');
    PRAGMA wal_checkpoint(TRUNCATE);`);
  db.close();
  return path;
}

function opened(path: string): Db {
  const db = openDatabase(path);
  onTestFinished(() => {
    db.close();
  });
  return db;
}

const messages = 'SELECT sequence, kind, record, event_time, message_id FROM outbox ORDER BY sequence';

it('a database of the version before keeps its messages, takes new kinds, and is sound', () => {
  const path = oldDatabase(3);
  const old = openDatabase(path, migrations.slice(0, 10));
  const before = old.prepare(messages).all();
  expect(() => old.exec(`INSERT INTO outbox VALUES (99, 'event', 1, '', zeroblob(16))`)).toThrow('CHECK');
  old.close();

  const db = opened(path);
  expect(db.prepare(messages).all()).toEqual(before);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const target = addTarget(db, 'mes', 0);
  const commit = createCommitGroup(db, (at) => new Date(at).toISOString(), Date.now);
  const event = { what: 'state', old: 'off', new: 'idle', oldMs: 1 };
  const input = { id: v7(), at: 0, event };
  const note: Item = { kind: 'command', name: 'noteStationEvent', input, answered: () => undefined };
  commit([{ kind: 'part', record: aRecord(4) }, note]);
  expect(answerQuery(db, '', 'syncProgress', { target })).toMatchObject({ waiting: 8, oldestAt: 0 });
  expect(answerQuery(db, '', 'outboxMessages', { after: 0, limit: 100 })).toMatchObject({
    messages: [
      { sequence: 1, part: { trigger: 1, at: '1970-01-01T01:00:00.000+01:00' } },
      ...[{ sequence: 2 }, { sequence: 3 }],
      { sequence: 7, kind: 'part' },
      { sequence: 8, kind: 'event', event },
    ],
    lost: [4, 5, 6],
  });
  // SQLite's own guard stands again.
  expect(() => db.exec(`UPDATE sqlite_schema SET sql = '' WHERE name = 'part'`)).toThrow();
});

it('a large one is migrated without a row of it being written again', () => {
  const path = oldDatabase(100_000);
  const old = openDatabase(path, migrations.slice(0, 10));
  const shape = (db: Db): unknown => db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'`).get();
  const pages = (db: Db): number => Number(db.pragma('page_count', { simple: true }));
  const before = { shape: shape(old), pages: pages(old) };
  old.close();
  const db = opened(path);
  expect(shape(db)).toEqual(before.shape);
  expect(pages(db) - before.pages).toBeLessThan(50);
  expect(before.pages).toBeGreaterThan(5000);
});
