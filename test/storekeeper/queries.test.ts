import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { partSummarySchema } from '../../main/api/slices/live.ts';
import { systemClock } from '../../main/station/clock.ts';
import { connectLink } from '../../main/station/link/link.ts';
import { summaryOf } from '../../main/station/record/build-record.ts';
import { picturePath } from '../../main/station/store/picture-path.ts';
import { createStoreQueries, type StoreQueries } from '../../main/station/store/store-queries.ts';
import { databasePath } from '../../main/storekeeper/database.ts';
import { Readers } from '../../main/storekeeper/readers.ts';
import { eventually } from '../support/eventually.ts';
import { aFail, aFrame, anyRun, aRecord, shiftStart } from './a-record.ts';
import { allCommitted, aWriter } from './a-writer.ts';
import { writeRecords } from './rows-of.ts';
import { isReady, type StoreChild, startStore, temporaryFolder } from './store-child.ts';

async function askable(store: StoreChild): Promise<StoreQueries> {
  await store.until(isReady);
  const queries = createStoreQueries();
  onTestFinished(() => queries.close());
  await queries.attach(store.endpoint);
  return queries;
}

describe('questions to the store', () => {
  it('are answered from what is committed: last parts, sums, reasons, incidents', async () => {
    const store = startStore({ dataDir: temporaryFolder() });
    const queries = await askable(store);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const fail = aFail(3, { serial: 'SN000003', workOrder: 'WO-7' });
    for (const record of [aRecord(1), aRecord(2), fail]) writer.append(record);
    await allCommitted(writer);
    const ofShift = { shift: 'A', startedAt: shiftStart };

    const parts = await queries.recentParts({ limit: 2 });
    expect(parts.map(({ trigger }) => trigger)).toEqual([2, 3]);
    expect(partSummarySchema.parse(parts[1])).toEqual({
      id: fail.id,
      trigger: 3,
      at: fail.at,
      verdict: 'fail',
      reasons: fail.reasons,
      regions: fail.frames[0]?.regions,
      frameIndex: 0,
      placed: null,
      frame: { width: 1280, height: 1024 },
      picture: null,
      latencyMs: 9.5,
      truth: null,
      serial: 'SN000003',
      workOrder: 'WO-7',
    });
    expect(await queries.shiftCounts(ofShift)).toEqual({ pass: 2, fail: 1, review: 0, missed: 0 });
    expect(await queries.pareto({ ...ofShift, limit: 5 })).toEqual([{ reason: 'defect:pitting', count: 1 }]);
    expect(await queries.yieldPerMinute({ ...ofShift, until: shiftStart + 60_000 })).toEqual([2 / 3, null]);
    expect(await queries.runLedger({ runId: anyRun })).toEqual({
      ...{ pass: 2, fail: 1, review: 0, missed: 0 },
      lastTrigger: 3,
    });
    expect(await queries.runLedger({ runId: v7() })).toBeNull();
    expect(await queries.incidents({ limit: 5 })).toEqual([]);
    // The message of the first start's segment is the fourth.
    expect(await queries.counts({})).toMatchObject({ parts: 3, pictures: 0, outbox: 4 });
  });

  it('find a picture only by the id of one that is kept, and never a path outside the pictures', async () => {
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    const queries = await askable(store);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const placed = { dx: 2.5, dy: -1, turnDegrees: 0.25 };
    const measured = { brightness: 80, saturatedShare: 0, blackShare: 0, focus: 200, obstruction: null };
    const fail = aFail(1);
    const record = { ...fail, frames: fail.frames.map((frame) => ({ ...frame, reading: { ...measured, placed } })) };
    const picture = record.frames[0]?.picture ?? '';
    writer.append(record);
    await allCommitted(writer);
    expect(await queries.pictureFile({ picture })).toBeNull();

    const path = picturePath(dataDir, picture) ?? '';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'jpeg');
    writer.pictureDone({ picture, part: record.id, outcome: 'kept', bytes: 4 });
    while ((await queries.counts({})).pictures === 0) await new Promise((resolve) => setTimeout(resolve, 10));

    expect(await queries.pictureFile({ picture })).toBe(path);
    expect((await queries.recentParts({ limit: 1 }))[0]?.picture).toBe(picture);
    // Beside the picture, so that it can be compared with the golden one after a restart as well.
    expect((await queries.recentParts({ limit: 1 }))[0]?.placed).toEqual(placed);
    for (const other of [v7(), '../station.sqlite', '', `${picture}/..`, picture.replace('-7', '-4')]) {
      expect(await queries.pictureFile({ picture: other })).toBeNull();
    }
  });

  it('are refused with a reason while the store is away, and when they are none', async () => {
    const store = startStore({ dataDir: temporaryFolder() });
    const queries = await askable(store);
    await expect(queries.recentParts({ limit: 0 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('recentParts: limit'),
    });
    const link = await connectLink(store.endpoint);
    const answer = new Promise((resolve) => link.onMessage(resolve));
    link.send({ kind: 'query', call: 1, name: 'constructor', input: {}, limitMs: 100 });
    expect(await answer).toMatchObject({ kind: 'no-answer', error: { code: 'bad-input' } });
    link.close();

    await store.kill();
    await expect(queries.counts({})).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('the reader threads', () => {
  function readersOf(dataDir: string): Readers {
    const readers = new Readers({
      dataDir,
      databasePath: databasePath(dataDir),
      threads: 1,
      monotonicMs: systemClock.monotonicMs,
      damaged: (error) => {
        throw error;
      },
    });
    onTestFinished(() => readers.close());
    return readers;
  }

  it('end a question that takes longer than its limit, and answer the next', async () => {
    const dataDir = temporaryFolder();
    writeRecords(
      dataDir,
      Array.from({ length: 4000 }, (_, index) => aRecord(index + 1)),
    );
    const readers = readersOf(dataDir);
    await readers.ask('counts', {}, 60_000);

    await expect(readers.ask('runLedger', { runId: anyRun }, 0.001)).rejects.toMatchObject({ code: 'timeout' });
    await expect(readers.ask('runLedger', { runId: anyRun }, 0.2)).rejects.toMatchObject({ code: 'timeout' });

    expect(await readers.ask('runLedger', { runId: anyRun }, 60_000)).toMatchObject({ pass: 4000 });
  });

  it('replace a thread that was ended under its question', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, [aRecord(1)]);
    const readers = readersOf(dataDir);
    const asked = readers.ask('counts', {}, 60_000);
    readers.restart();
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readers.ask('counts', {}, 60_000)).toMatchObject({ parts: 1 });
  });
});

describe('the frame of a part that people are shown', () => {
  it('is another than the worst where only that has a picture, from the record and from the store alike', async () => {
    const store = startStore({ dataDir: temporaryFolder() });
    const queries = await askable(store);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    const picture = v7();
    const late = { kind: 'late', tookMs: 120, deadlineMs: 100 } as const;
    const record = aRecord(1, {
      verdict: 'review',
      reasons: [late],
      frames: [aFrame({ frameIndex: 0 }), aFrame({ frameIndex: 1, picture, pictureOutcome: 'queued' })],
      worstFrame: 0,
    });
    writer.append(record);
    writer.pictureDone({ picture, part: record.id, outcome: 'kept', bytes: 1000 });
    await eventually(
      () => queries.recentParts({ limit: 1 }),
      ([part]) => part?.picture === picture,
    );
    const [fromStore] = await queries.recentParts({ limit: 1 });
    expect(fromStore).toMatchObject({ frameIndex: 1, picture });
    expect(summaryOf(record)).toEqual(fromStore);
  });
});
