/**
 * The way of a record to the MES with its real processes: the store, the sync process, a receiver on a real socket. A power
 * cut is SIGKILL for both; the receiver loses acknowledgements and refuses to speak now and then as well.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { startMes } from '../../../main/mes/mes.ts';
import { misbehaviourSchema } from '../../../main/mes/misbehaviour.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { createStoreQueries } from '../../../main/station/store/store-queries.ts';
import { aRecord } from '../../storekeeper/a-record.ts';
import { allCommitted, aWriter } from '../../storekeeper/a-writer.ts';
import { isReady, type StoreChild, startStore, temporaryFolder } from '../../storekeeper/store-child.ts';
import { eventually } from '../../support/eventually.ts';
import { idOf } from '../../support/messages.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import { type SyncProcessChild, startSync } from './sync-child-process.ts';

const kills = 100;
/** What the receiver does meanwhile, one after the other. */
const moods = ['none', 'lost', 'none', 'closes', 'half-again', 'none', 'error'] as const;

it(`every record reaches the MES once, though store and sync process are killed ${kills} times while parts run`, async () => {
  const dataDir = temporaryFolder();
  const mes = await startMes({ port: 0, log: silentLog });
  onTestFinished(() => mes.close());
  const settings = targetSettingsSchema.parse({
    connection: { kind: 'https', url: `http://127.0.0.1:${mes.port}/v1/inspection-results:batch`, batch: 100 },
  });
  const target = { id: idOf('mes'), name: 'MES', settings, isPaused: false, createdAt: 0, secrets: {} };

  const writer = aWriter();
  const startStoreAgain = async (): Promise<StoreChild> => {
    const started = startStore({ dataDir });
    await started.until(isReady);
    await writer.attach(started.endpoint);
    return started;
  };
  const startSyncAgain = (): SyncProcessChild => startSync({ dataDir, endpoint: store.endpoint, targets: [target] });
  let store = await startStoreAgain();
  const queries = createStoreQueries();
  onTestFinished(() => queries.close());
  await queries.attach(store.endpoint);
  const { id, name } = target;
  await queries.perform('saveTarget', { by: null, id, name, settings, startsFrom: 'oldest', secrets: [] });
  let sync = startSyncAgain();

  let triggers = 0;
  const running = setInterval(() => {
    triggers += 1;
    writer.append(aRecord(triggers));
    if (triggers % 5 === 0) sync.send({ kind: 'more' });
  }, 40);
  onTestFinished(() => clearInterval(running));

  for (let kill = 0; kill < kills; kill += 1) {
    mes.switchboard.set(misbehaviourSchema.parse({ is: moods[kill % moods.length], times: 3 }));
    // It is at work; then at any moment.
    const { messages, duplicates } = mes.received.counts();
    const before = messages + duplicates;
    await eventually(
      () => mes.received.counts(),
      (now) => now.messages + now.duplicates > before,
    );
    await sleep(Math.random() * 120);
    const isPowerCut = kill % 4 === 0;
    await Promise.all([sync.kill(), ...(isPowerCut ? [store.kill()] : [])]);
    if (isPowerCut) store = await startStoreAgain();
    sync = startSyncAgain();
  }
  clearInterval(running);
  mes.switchboard.set(misbehaviourSchema.parse({ is: 'none' }));
  await allCommitted(writer);
  await eventually(
    () => ({ received: mes.received.counts().messages, reports: sync.reports, problems: sync.problems.slice(-3) }),
    ({ received, reports }) => received >= triggers && reports[0]?.state === 'up-to-date' && reports[0].waiting === 0,
    120_000,
  );
  await sync.stop();
  // Before the store stops: then it seals the history, which is one more message.
  const written = outboxIds(dataDir);
  await store.stop();

  const counts = mes.received.counts();
  expect([...mes.received.ids()].toSorted()).toEqual(written.toSorted());
  expect(counts.byKind['part']).toBe(triggers);
  expect(counts).toMatchObject({ changed: 0, overtaken: 0 });
  // Else nothing of what this is about has happened.
  expect(counts.duplicates).toBeGreaterThan(0);
}, 480_000);
