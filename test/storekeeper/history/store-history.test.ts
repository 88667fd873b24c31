/** The history of a real store process: sealed at stop and after a kill, checked and exported while it runs. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStoreQueries, type StoreQueries } from '../../../main/station/store/store-queries.ts';
import { openReadOnly } from '../../../main/storekeeper/database.ts';
import { checkFile } from '../../../main/storekeeper/history/check/check-file.ts';
import { eventually } from '../../support/eventually.ts';
import { aFail, aRecord } from '../a-record.ts';
import { allCommitted, aWriter, nextCommitted } from '../a-writer.ts';
import { reading } from '../rows-of.ts';
import { isReady, type StoreChild, startStore, temporaryFolder } from '../store-child.ts';
import { checked } from './a-history.ts';

async function queriesOf(store: StoreChild): Promise<StoreQueries> {
  const queries = createStoreQueries();
  onTestFinished(() => queries.close());
  await queries.attach(store.endpoint);
  return queries;
}

function check(dataDir: string, anchor?: string) {
  const db = openReadOnly(join(dataDir, 'station.sqlite'));
  try {
    return checked(db, dataDir, anchor);
  } finally {
    db.close();
  }
}

describe('the history of a store', () => {
  it('has a key that only the station may read, is sealed at stop, and its head is a message to the MES', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const done = nextCommitted(writer, 40);
    for (let trigger = 1; trigger <= 40; trigger += 1)
      writer.append(trigger % 9 === 0 ? aFail(trigger) : aRecord(trigger));
    await done;
    await store.stop();

    expect(statSync(join(dataDir, 'history-key.pem')).mode & 0o777).toBe(0o600);
    const report = check(dataDir);
    expect(report).toMatchObject({ isSound: true, findings: [], parts: 40 });
    expect(report.notes.map(({ what }) => what)).toEqual(['anchor']);
    const db = reading(dataDir);
    const segments = db.prepare('SELECT number FROM history_segment ORDER BY number').pluck().all();
    expect(segments.length).toBeGreaterThanOrEqual(2);
    expect(db.prepare(`SELECT record FROM outbox WHERE kind = 'segment' ORDER BY sequence`).pluck().all()).toEqual(
      segments,
    );
    const kinds = db.prepare(`SELECT DISTINCT kind FROM history ORDER BY kind`).pluck().all();
    expect(kinds).toEqual(['key', 'run', 'setup', 'verdict']);
  });

  it('is whole after kill -9 at random moments, and what was open is sealed by the next start', async () => {
    const dataDir = temporaryFolder();
    const writer = aWriter();
    let trigger = 0;
    const anchors: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const store = startStore({ dataDir, runId: v7() });
      await store.until(isReady);
      await writer.attach(store.endpoint);
      for (let n = 0; n < 60; n += 1) {
        trigger += 1;
        writer.append(aRecord(trigger));
      }
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 120));
      await store.kill();
      const report = check(dataDir);
      expect(report.findings).toEqual([]);
      anchors.push(`${report.head.entry}:${report.head.hash}`);
    }
    const last = startStore({ dataDir, runId: v7() });
    await last.until(isReady);
    const rest = allCommitted(writer);
    await writer.attach(last.endpoint);
    await rest;
    await last.stop();

    for (const anchor of anchors) expect(check(dataDir, anchor)).toMatchObject({ isSound: true, findings: [] });
    const sealed = reading(dataDir).prepare('SELECT max(last_entry) FROM history_segment').pluck().get();
    expect(sealed).toBe(check(dataDir).head.entry);
    expect(check(dataDir).parts).toBe(trigger);
  });

  it('goes on with another key when the old one is lost, and the check says so', async () => {
    const dataDir = temporaryFolder();
    const first = startStore({ dataDir });
    await first.until(isReady);
    await first.stop();
    writeFileSync(join(dataDir, 'history-key.pem'), 'torn');
    const second = startStore({ dataDir, runId: v7() });
    await second.until(isReady);
    await second.stop();
    const report = check(dataDir);
    expect(report.findings).toEqual([]);
    expect(report.notes.map(({ what }) => what)).toEqual(['key', 'anchor']);
  });

  it('is checked and exported while the store runs, in threads of their own', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const queries = await queriesOf(store);
    await queries.perform('saveSetting', { by: null, name: 'share', value: '=1+1' });

    await queries.beginHistoryWork({ id: v7(), work: { kind: 'check', anchor: null } });
    const { check: result } = await eventually(
      () => queries.historyWork({}),
      (work) => work.check.state !== 'running',
    );
    expect(result).toMatchObject({ state: 'done', result: { isSound: true } });

    const range = { from: 0, until: Date.now() + 60_000 };
    for (const format of ['jsonl', 'csv'] as const) {
      await queries.beginHistoryWork({ id: v7(), work: { kind: 'export', by: null, ...range, format } });
      const { export: done } = await eventually(
        () => queries.historyWork({}),
        (work) => work.export.state !== 'running',
      );
      if (done.state !== 'done') throw new Error('not done');
      const path = join(dataDir, 'exports', done.result.file);
      if (format === 'jsonl') {
        const whole = checkFile({ path, anchor: null, monotonicMs: () => 0 });
        expect(whole).toMatchObject({ isSound: true, findings: [] });
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replace('=1+1', '=1+2'));
        expect(checkFile({ path, anchor: null, monotonicMs: () => 0 }).findings.map(({ what }) => what)).toEqual([
          'edited',
          'file',
        ]);
        writeFileSync(path, text.slice(0, text.trimEnd().lastIndexOf('\n') + 1));
        expect(checkFile({ path, anchor: null, monotonicMs: () => 0 }).findings.map(({ what }) => what)).toEqual([
          'file',
        ]);
      } else {
        const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
        expect(lines[0]).toBe('entry,when (UTC),who,what,about,old value,new value,why,more,hash');
        expect(lines.find((line) => line.includes('setting'))).toContain(`share,,'=1+1`);
        expect(lines.find((line) => line.includes('export'))).toContain('.jsonl');
      }
    }
    const { entries } = await queries.historyPage({ kinds: ['export'], before: null, limit: 10 });
    expect(entries).toHaveLength(2);
    await store.stop();
  });
});
