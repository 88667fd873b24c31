import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { aFail, aRecord } from './a-record.ts';
import { allCommitted, aWriter, nextCommitted } from './a-writer.ts';
import { idsIn, reading } from './rows-of.ts';
import { isFault, isReady, startStore, temporaryFolder } from './store-child.ts';

describe('the store process', () => {
  it('commits a record with its frames, scores, picture and outbox row, and acknowledges it', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const record = aFail(1);

    const committed = nextCommitted(writer, 1);
    writer.append(record);

    expect(await committed).toEqual([record]);
    expect(writer.waiting).toBe(0);
    const db = reading(dataDir);
    expect(db.prepare('SELECT verdict, line_ok FROM part').get()).toEqual({
      verdict: 'fail',
      line_ok: 0,
    });
    expect(db.prepare('SELECT class, score FROM part_score ORDER BY class').all()).toEqual([
      { class: 0, score: 0.97 },
      { class: 1, score: 0.1 },
    ]);
    expect(db.prepare('SELECT class, x, width_mm FROM region').all()).toEqual([
      { class: 'pitting', x: 10, width_mm: 1.5 },
    ]);
    expect(db.prepare(`SELECT kind, record, event_time FROM outbox WHERE kind = 'part'`).all()).toEqual([
      { kind: 'part', record: 1, event_time: '2026-05-04T06:00:00.017+02:00' },
    ]);
    expect(db.prepare('SELECT picture_outcome FROM frame').pluck().all()).toEqual(['queued']);
  });

  it('keeps and counts one record of an id, however often it comes', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const record = aRecord(1);
    for (let time = 0; time < 3; time += 1) {
      const writer = aWriter();
      await writer.attach(store.endpoint);
      const committed = nextCommitted(writer, 1);
      writer.append(record);
      await committed;
    }

    const db = reading(dataDir);
    expect(db.prepare('SELECT count(*) FROM part').pluck().get()).toBe(1);
    expect(db.prepare('SELECT sum(pass) FROM rollup_minute').pluck().get()).toBe(1);
    expect(db.prepare(`SELECT count(*) FROM outbox WHERE kind = 'part'`).pluck().get()).toBe(1);
  });

  it('refuses a record that contradicts another, keeps it as an incident and goes on', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const refused: string[] = [];
    writer.onRefused(({ id }) => refused.push(id));
    const twin = aRecord(1);

    const committed = nextCommitted(writer, 2);
    for (const record of [aRecord(1), twin, aRecord(2)]) writer.append(record);

    expect((await committed).map((record) => record.trigger)).toEqual([1, 2]);
    expect(refused).toEqual([twin.id]);
    expect(writer.waiting).toBe(0);
    const facts = reading(dataDir).prepare(`SELECT facts FROM incident WHERE kind = 'record-refused'`).pluck().get();
    expect(facts).toContain(twin.id);
  });

  it('is restarted after kill -9 at random moments and loses or doubles no record', async () => {
    const dataDir = temporaryFolder();
    const writer = aWriter();
    const sent: PartRecord[] = [];
    const committed: string[] = [];
    writer.onCommitted((records) => committed.push(...records.map((record) => record.id)));
    const appending = setInterval(() => {
      const record = sent.length % 5 === 0 ? aFail(sent.length + 1) : aRecord(sent.length + 1);
      sent.push(record);
      writer.append(record);
    }, 4);
    onTestFinished(() => clearInterval(appending));

    for (let life = 0; life < 8; life += 1) {
      const store = startStore({ dataDir });
      await store.until(isReady);
      await writer.attach(store.endpoint);
      await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 250));
      const known = committed.length;
      await store.kill();
      expect(idsIn(dataDir).slice(0, known)).toEqual(committed.slice(0, known));
    }
    clearInterval(appending);
    const store = startStore({ dataDir });
    await store.until(isReady);
    const rest = allCommitted(writer);
    await writer.attach(store.endpoint);
    await rest;

    const ids = sent.map((record) => record.id);
    expect(committed).toEqual(ids);
    expect(idsIn(dataDir)).toEqual(ids);
    const db = reading(dataDir);
    expect(db.prepare('SELECT sum(pass + fail + review + missed) FROM rollup_minute').pluck().get()).toBe(ids.length);
    expect(db.prepare(`SELECT count(*) FROM outbox WHERE kind = 'part'`).pluck().get()).toBe(ids.length);
    const [messages, last] =
      db.prepare<[], [number, number]>('SELECT count(*), max(sequence) FROM outbox').raw().get() ?? [];
    expect(messages).toBe(last);
  });

  it('refuses a second station on the same folder and says what to do; after the first is gone it starts', async () => {
    const dataDir = temporaryFolder();
    const first = startStore({ dataDir });
    await first.until(isReady);

    const second = startStore({ dataDir, runId: v7() });
    const fault = await second.until(isFault);
    expect(fault.message).toContain('another station uses the data folder');
    expect(fault.remedy).toContain('--data');
    expect(await second.exited).toBe('exit code 1');

    await first.kill();
    const third = startStore({ dataDir, runId: v7() });
    expect((await third.until(isReady)).kind).toBe('ready');
  });

  it('commits what waits and marks the end of the run when it is asked to stop', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const committed = nextCommitted(writer, 1);
    writer.append(aRecord(1));
    await committed;

    expect(await store.stop()).toBe('exit code 0');

    expect(reading(dataDir).prepare('SELECT ending FROM run').pluck().all()).toEqual(['stopped']);
  });
});
