/** The store as a process: killed, and without room. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { createStoreQueries, type StoreQueries } from '../../../main/station/store/store-queries.ts';
import { aRecord } from '../a-record.ts';
import { someSettings } from '../a-target.ts';
import { allCommitted, aWriter } from '../a-writer.ts';
import { isReady, isStatus, type StoreChild, startStore, temporaryFolder } from '../store-child.ts';
import { aside, batchOf } from './a-store.ts';

async function askable(store: StoreChild): Promise<StoreQueries> {
  await store.until(isReady);
  const queries = createStoreQueries();
  onTestFinished(() => queries.close());
  await queries.attach(store.endpoint);
  return queries;
}

/** Resolves when these parts are on disk. */
async function write(store: StoreChild, first: number, last: number): Promise<void> {
  const writer = aWriter();
  await writer.attach(store.endpoint);
  for (let trigger = first; trigger <= last; trigger += 1) writer.append(aRecord(trigger));
  await allCommitted(writer);
}

/** A busy machine may need longer than the limit of a question; then it is asked again, and a deed is done again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (thrown) {
      if (!(thrown instanceof StationError) || thrown.code !== 'timeout') throw thrown;
    }
  }
}

const saved = { by: null, settings: someSettings, startsFrom: 'oldest' as const, secrets: [] };

describe('a store that is killed', () => {
  it('goes on where it was, after each word that it gave: the same batch, the same cursor, the same parked ones', async () => {
    const dataDir = temporaryFolder();
    const target = v7();
    let store = startStore({ dataDir });
    let queries = await askable(store);
    const killed = async (): Promise<void> => {
      await store.kill();
      store = startStore({ dataDir });
      queries = await askable(store);
    };
    await write(store, 1, 20);
    await patiently(() => queries.perform('saveTarget', { ...saved, id: target, name: 'mes' }));
    await killed();
    expect(await patiently(() => queries.syncTargets({}))).toMatchObject([{ id: target, name: 'mes' }]);

    // Each start seals what the one before has left open, and that is a message as well.
    const { messages } = await patiently(() => queries.outboxMessages({ after: 0, limit: 10 }));
    const batch = batchOf(messages);
    await patiently(() => queries.perform('freezeBatch', { target, batch, aside: [aside(1, 'no mapping', null)] }));
    await killed();
    expect(await patiently(() => queries.frozenBatch({ target }))).toEqual(batch);
    expect(await patiently(() => queries.syncProgress({ target }))).toMatchObject({ acknowledged: 0, parked: 1 });

    await patiently(() => queries.perform('settleBatch', { target, batch: batch.id, refused: [aside(2)] }));
    await killed();
    expect(await patiently(() => queries.frozenBatch({ target }))).toBeNull();
    expect(await patiently(() => queries.syncProgress({ target }))).toMatchObject({
      acknowledged: batch.upTo,
      parked: 2,
      again: 0,
    });

    await patiently(() => queries.perform('settleBatch', { target, batch: batch.id, refused: [] }));
    expect(await patiently(() => queries.perform('resendParked', { by: null, target, sequences: null }))).toEqual({
      count: 2,
    });
    await killed();
    expect(
      (await patiently(() => queries.messagesAgain({ target, limit: 9 }))).map(({ sequence }) => sequence),
    ).toEqual([1, 2]);
    const parked = await patiently(() => queries.parkedPage({ target, before: null, limit: 9 }));
    expect(parked.parked.map(({ reason }) => reason)).toEqual(['no such product', 'no mapping']);
  }, 120_000);

  it('between a command and its answer has done it or not, and the same command again is the same deed', async () => {
    const dataDir = temporaryFolder();
    const target = v7();
    let store = startStore({ dataDir });
    let queries = await askable(store);
    await write(store, 1, 20);
    await patiently(() => queries.perform('saveTarget', { ...saved, id: target, name: 'mes' }));
    const { messages } = await patiently(() => queries.outboxMessages({ after: 0, limit: 20 }));
    for (let place = 0; place < 4; place += 1) {
      const batch = batchOf(messages.slice(place, place + 1));
      for (const command of [
        () => queries.perform('freezeBatch', { target, batch, aside: [] }),
        () => queries.perform('settleBatch', { target, batch: batch.id, refused: place === 3 ? [aside(4)] : [] }),
      ]) {
        const lost = command().then(
          () => null,
          (thrown: Error) => thrown,
        );
        // One turn of a loop, or several: it dies before, within or after the commit.
        for (let turns = 0; turns < place * 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
        await store.kill();
        await lost;
        store = startStore({ dataDir });
        queries = await askable(store);
        await patiently(command);
      }
      expect(await patiently(() => queries.frozenBatch({ target }))).toBeNull();
      expect((await patiently(() => queries.syncProgress({ target })))?.acknowledged).toBe(place + 1);
    }
    expect(await patiently(() => queries.syncProgress({ target }))).toMatchObject({ parked: 1 });
  }, 180_000);
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe('a disk that is full', () => {
  it.skipIf(!canMount)(
    'lets a batch wait, and has it whole or not at all (needs root for a mount)',
    async () => {
      const dataDir = temporaryFolder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', dataDir]);
      onTestFinished(() => {
        execFileSync('umount', ['-l', dataDir]);
      });
      const store = startStore({ dataDir, config: { reserveBytes: 1_000_000 } });
      const queries = await askable(store);
      const target = v7();
      await write(store, 1, 50);
      await patiently(() => queries.perform('saveTarget', { ...saved, id: target, name: 'mes' }));
      const { messages } = await patiently(() => queries.outboxMessages({ after: 0, limit: 50 }));
      const large = batchOf(messages);
      // No compression makes less of it, so that it needs more room than there is.
      const noise = () => randomBytes(60_000).toString('base64');
      const batch = {
        ...large,
        envelopes: large.envelopes.map((each) => ({ ...each, bodies: [noise()] })),
      };
      while (!existsSync(join(dataDir, 'reserve.bin'))) await new Promise((resolve) => setTimeout(resolve, 10));
      const other = join(dataDir, 'somebody-elses.file');
      // Whatever is left: dd ends when there is no more.
      try {
        execFileSync('dd', ['if=/dev/zero', `of=${other}`, 'bs=4k'], { stdio: 'ignore' });
      } catch (thrown) {
        expect((thrown as { status: number }).status).toBe(1);
      }
      const frozen = patiently(() => queries.perform('freezeBatch', { target, batch, aside: [aside(1)] }));
      await store.until(isStatus('full'));
      expect(await patiently(() => queries.frozenBatch({ target }))).toBeNull();
      expect(await patiently(() => queries.syncProgress({ target }))).toMatchObject({ parked: 0 });
      rmSync(other);
      await frozen;
      expect(await patiently(() => queries.frozenBatch({ target }))).toEqual(batch);
      expect(await patiently(() => queries.syncProgress({ target }))).toMatchObject({ parked: 1, acknowledged: 0 });
    },
    120_000,
  );
});
