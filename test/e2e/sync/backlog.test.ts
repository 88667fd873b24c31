/**
 * A backlog of days to a receiver that counts, with the real store and the real sync process, whose memory stays flat.
 * `SIGHTLINE_ROWS=1000000` drains a million.
 */
import { expect, it, onTestFinished } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { batchPath, startMes } from '../../../main/mes/mes.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { createStoreQueries } from '../../../main/station/store/store-queries.ts';
import { databasePath } from '../../../main/storekeeper/database.ts';
import { sampleProcess } from '../../bench/process-figures.ts';
import { seedStore } from '../../bench/store/seed.ts';
import { isReady, startStore, temporaryFolder } from '../../storekeeper/store-child.ts';
import { eventually } from '../../support/eventually.ts';
import { idOf } from '../../support/messages.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import { startSync } from './sync-child-process.ts';

const rows = Number(process.env['SIGHTLINE_ROWS'] ?? 60_000);
const withinMs = 120_000 + rows * 3;

it(
  `a backlog of ${rows} messages is drained once, with the memory of the sync process flat`,
  async () => {
    const dataDir = temporaryFolder();
    seedStore(databasePath(dataDir), rows, () => undefined);
    const mes = await startMes({ port: 0, log: silentLog });
    onTestFinished(() => mes.close());
    const settings = targetSettingsSchema.parse({
      connection: { kind: 'https', url: `http://127.0.0.1:${mes.port}${batchPath}` },
      messagesPerSecond: 100_000,
    });
    const target = { id: idOf('mes'), name: 'MES', settings, isPaused: false, createdAt: 0, secrets: {} };
    const store = startStore({ dataDir });
    await store.until(isReady);
    const queries = createStoreQueries();
    onTestFinished(() => queries.close());
    await queries.attach(store.endpoint);
    const { id, name } = target;
    await queries.perform('saveTarget', { by: null, id, name, settings, startsFrom: 'oldest', secrets: [] });

    const startedMs = performance.now();
    const sync = startSync({ dataDir, endpoint: store.endpoint, targets: [target] });
    const memory: number[] = [];
    const watch = setInterval(() => {
      const sample = sync.pid === undefined ? null : sampleProcess(sync.pid);
      if (sample) memory.push(sample.memoryMb);
    }, 250);
    onTestFinished(() => clearInterval(watch));
    await eventually(
      () => ({ received: mes.received.counts().messages, reports: sync.reports }),
      ({ received, reports }) => received >= rows && reports[0]?.waiting === 0,
      withinMs,
    );
    clearInterval(watch);
    const perSecond = Math.round(rows / ((performance.now() - startedMs) / 1000));
    const written = outboxIds(dataDir);
    expect([...mes.received.ids()].toSorted()).toEqual(written.toSorted());
    expect(mes.received.counts()).toMatchObject({ duplicates: 0, changed: 0, overtaken: 0 });
    // Its start apart: a process that has just begun has little.
    const quarter = memory.length / 4;
    const [early, late] = [median(memory.slice(quarter, 2 * quarter)), median(memory.slice(3 * quarter))];
    console.log(`${rows} messages, ${perSecond} a second, ${early.toFixed(0)} and then ${late.toFixed(0)} MB`);
    expect(late).toBeLessThan(early * 1.5);
    await sync.stop();
  },
  withinMs,
);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
