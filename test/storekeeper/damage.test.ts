import { readdirSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databasePath } from '../../main/storekeeper/database.ts';
import { quickCheck } from '../../main/storekeeper/store-database.ts';
import { aFail, anyRun, aRecord } from './a-record.ts';
import { aWriter, nextCommitted } from './a-writer.ts';
import { incidentOf } from './incident-of.ts';
import { idsIn, reading, writeRecords } from './rows-of.ts';
import { leafPagesOf, manyRecords, scribble } from './scribble.ts';
import { isReady, isStatus, startStore, temporaryFolder } from './store-child.ts';

describe('a damaged database', () => {
  it('is found after an unclean stop while records come, and replaced by what can be read; the old file is kept', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, manyRecords);
    const path = databasePath(dataDir);
    // In the middle of leaf pages of the parts: SQLite opens such a file without a word.
    const partPages = leafPagesOf(path, 'part');
    scribble(path, [partPages[5] ?? 0, partPages[40] ?? 0]);

    const store = startStore({ dataDir, runId: v7() });
    await store.until(isReady);
    const writer = aWriter();
    const committed = nextCommitted(writer, 20);
    await writer.attach(store.endpoint);
    const fresh = Array.from({ length: 20 }, (_, index) => aRecord(index + 1, { runId: v7() }));
    for (const record of fresh) writer.append(record);
    await store.until(isStatus('restarting'));
    await committed;
    const salvaged = await incidentOf(store.endpoint, 'database-salvaged');

    const ids = new Set(idsIn(dataDir));
    const kept = manyRecords.filter(({ id }) => ids.has(id)).length;
    expect(kept).toBeGreaterThan(2800);
    expect(kept).toBeLessThan(3000);
    expect(salvaged.detail).toContain(`${3000 - kept} parts are lost`);
    for (const { id } of fresh) expect(ids).toContain(id);
    const db = reading(dataDir);
    expect(db.pragma('quick_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const damaged = readdirSync(dataDir).find((name) => /^damaged-.*\.sqlite$/.test(name));
    expect(statSync(`${dataDir}/${damaged}`).size).toBeGreaterThan(100_000);
    expect(await store.stop()).toBe('exit code 0');
  });

  it('is replaced before the start when the start itself meets the damage', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, [...manyRecords.slice(0, 500), aFail(501)]);
    const path = databasePath(dataDir);
    scribble(path, [leafPagesOf(path, 'part').at(-1) ?? 0]);

    const store = startStore({ dataDir, runId: v7() });
    await store.until(isStatus('starting'));
    await store.until(isReady);

    const { detail } = await incidentOf(store.endpoint, 'database-salvaged');
    const kept = idsIn(dataDir).length;
    expect(kept).toBeGreaterThan(450);
    expect(detail).toContain(`${kept} parts were brought into a new one. ${501 - kept} parts are lost.`);
  });

  it('is replaced before the start when it cannot even be opened', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, manyRecords.slice(0, 100));
    scribble(databasePath(dataDir), [0], 100);

    const store = startStore({ dataDir, runId: v7() });
    await store.until(isReady);
    const salvaged = await incidentOf(store.endpoint, 'database-salvaged');

    expect(salvaged.detail).toMatch(/damaged-.*\.sqlite/);
    const writer = aWriter();
    const committed = nextCommitted(writer, 1);
    await writer.attach(store.endpoint);
    writer.append(aRecord(1));
    expect(await committed).toHaveLength(1);
  });
});

describe('the check of the whole file', () => {
  function damagedFolder(): string {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, manyRecords.slice(0, 1000));
    const path = databasePath(dataDir);
    scribble(path, [leafPagesOf(path, 'part')[5] ?? 0]);
    return dataDir;
  }

  it('tells the problems of a damaged file, and of one that is no database', async () => {
    const dataDir = damagedFolder();
    expect(await quickCheck(dataDir, { db: anyDatabase() }, noProblem)).not.toBeNull();
    scribble(databasePath(dataDir), [0], 100);
    expect(await quickCheck(dataDir, { db: anyDatabase() }, noProblem)).toContain('damaged');
  });

  it('takes a file that cannot be opened now for no damage: a sound database is never replaced for it', async () => {
    const told: string[] = [];
    expect(await quickCheck(temporaryFolder(), { db: anyDatabase() }, (text) => told.push(text))).toBeNull();
    expect(told).toEqual([expect.stringContaining('could not be checked')]);
  });

  it('says nothing of a file that was replaced meanwhile: the new one is not mended for the old one', async () => {
    const keeper = { db: anyDatabase() };
    const checked = quickCheck(damagedFolder(), keeper, noProblem);
    keeper.db = anyDatabase();
    expect(await checked).toBeNull();
  });
});

describe('a start after an unclean stop', () => {
  it('tells the time span without records, once', async () => {
    const dataDir = temporaryFolder();
    const killed = startStore({ dataDir });
    await killed.until(isReady);
    const writer = aWriter();
    await writer.attach(killed.endpoint);
    const committed = nextCommitted(writer, 1);
    const record = aRecord(1, { at: Date.now() + 5000 });
    writer.append(record);
    await committed;
    await killed.kill();

    for (let start = 0; start < 2; start += 1) {
      const store = startStore({ dataDir, runId: v7() });
      await store.until(isReady);
      await incidentOf(store.endpoint, 'station-stopped-uncleanly');
      await store.stop();
    }

    const incidents = reading(dataDir).prepare(`SELECT kind, facts FROM incident`).all() as { facts: string }[];
    expect(incidents).toHaveLength(1);
    expect(JSON.parse(incidents[0]?.facts ?? '')).toMatchObject({ runId: anyRun, from: record.at });
  });

  it('tells a restart of the store alone from one of the station', async () => {
    const dataDir = temporaryFolder();
    const killed = startStore({ dataDir });
    await killed.until(isReady);
    await killed.kill();
    const store = startStore({ dataDir });
    await store.until(isReady);
    await incidentOf(store.endpoint, 'store-restarted');
    await store.stop();
    expect(reading(dataDir).prepare('SELECT kind FROM incident').pluck().all()).toEqual(['store-restarted']);
  });

  it('settles pictures of the earlier run that nobody will tell of any more', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, [aFail(1)]);
    const store = startStore({ dataDir, runId: v7() });
    await store.until(isReady);
    await incidentOf(store.endpoint, 'station-stopped-uncleanly');
    await store.stop();
    const db = reading(dataDir);
    expect(db.prepare('SELECT picture_outcome FROM frame').pluck().all()).toEqual(['skipped:failed']);
    expect(db.prepare('SELECT count(*) FROM picture').pluck().get()).toBe(0);
  });
});

function noProblem(text: string): void {
  expect.unreachable(text);
}

function anyDatabase(): Database.Database {
  const db = new Database(':memory:');
  onTestFinished(() => {
    db.close();
  });
  return db;
}
