/**
 * A shift's worth of parts to the two brokers that factories have, while these are restarted at random: the real store, the real
 * sync process, RabbitMQ with AMQP 1.0 and Mosquitto with MQTT 5, and a receiver behind each that counts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { createStoreQueries } from '../../../main/station/store/store-queries.ts';
import { aRecord } from '../../storekeeper/a-record.ts';
import { allCommitted, aWriter } from '../../storekeeper/a-writer.ts';
import { isReady, startStore, temporaryFolder } from '../../storekeeper/store-child.ts';
import { eventually } from '../../support/eventually.ts';
import { idOf } from '../../support/messages.ts';
import { hasMosquitto, startMosquitto } from '../../support/mosquitto.ts';
import { subscribe } from '../../support/mqtt-subscriber.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import { hasRabbitMq, startRabbitMq } from '../../support/rabbitmq.ts';
import { QueueReader } from '../../sync/targets/cfx/a-cfx-target.ts';
import { type SyncProcessChild, startSync } from './sync-child-process.ts';

/** Eight hours at one part a second. */
const shift = 28_800;
const restarts = 3;
const withinMs = 200_000;

it.skipIf(!hasRabbitMq || !hasMosquitto)(
  'a shift reaches RabbitMQ and Mosquitto once, though both are restarted at random (skipped without them)',
  async () => {
    const rabbit = await startRabbitMq({ queues: [{ name: 'mes' }] });
    onTestFinished(() => rabbit.close());
    // What a subscriber has not fetched yet must wait for it, however much it is.
    const mosquitto = await startMosquitto({ config: ['max_queued_messages 0', 'max_inflight_messages 200'] });
    const dataDir = temporaryFolder();
    const store = startStore({ dataDir });
    await store.until(isReady);
    const writer = aWriter();
    await writer.attach(store.endpoint);
    for (let trigger = 1; trigger <= shift; trigger += 1) writer.append(aRecord(trigger));
    await allCommitted(writer);

    const targets = [
      aTarget('RabbitMQ', {
        ...{ kind: 'cfx', host: '127.0.0.1', port: rabbit.port, user: rabbit.user, handle: 'Sightline.Station.SN1' },
        ...{ to: { is: 'queue', name: 'mes' }, unitMessages: ['UnitsInspected'] },
      }),
      aTarget('Mosquitto', { kind: 'mqtt', host: '127.0.0.1', port: mosquitto.port }),
    ].map((target) => ({ ...target, secrets: target.name === 'RabbitMQ' ? { password: rabbit.password } : {} }));
    const queries = createStoreQueries();
    onTestFinished(() => queries.close());
    await queries.attach(store.endpoint);
    for (const { id, name, settings } of targets)
      await queries.perform('saveTarget', { by: null, id, name, settings, startsFrom: 'oldest', secrets: [] });

    // Each reads until the broker goes; what they keep is one receiver's.
    const readers = [new QueueReader(rabbit, 'mes')];
    const subscriber = await subscribe(mosquitto.port, { clientId: 'mes' });
    const sync = startSync({ dataDir, endpoint: store.endpoint, targets });
    await Promise.all([
      restartAtRandom(rabbit, sync, 'RabbitMQ', async () => {
        await readers.at(-1)?.close();
        readers.push(new QueueReader(rabbit, 'mes'));
      }),
      restartAtRandom(mosquitto, sync, 'Mosquitto', async () => {
        await subscriber.stop();
        await subscriber.start();
      }),
    ]);

    const written = outboxIds(dataDir);
    await eventually(
      () => sync.reports.map(({ id, state, waiting, detail, parked }) => ({ id, state, waiting, detail, parked })),
      (reports) => reports.length === 2 && reports.every(({ waiting }) => waiting === 0),
      withinMs,
    );
    const inspected = () => [
      ...new Set(
        readers
          .flatMap(({ kept }) => [...kept.values()])
          .filter(({ envelope }) => envelope.MessageName.endsWith('UnitsInspected'))
          .map(({ envelope }) => envelope.UniqueID),
      ),
    ];
    await eventually(
      () => inspected().length,
      (count) => count >= shift,
      withinMs,
    );
    const heardIds = () => new Set(subscriber.heard.map(({ property }) => property('message-id')));
    await eventually(
      () => heardIds().size,
      (count) => count >= written.length,
      withinMs,
    );
    expect(sync.reports.map(({ parked }) => parked)).toEqual([0, 0]);
    expect(inspected().toSorted()).toEqual(outboxIds(dataDir, 'part').toSorted());
    expect([...heardIds()].toSorted()).toEqual(written.toSorted());
    const doubled = subscriber.heard.length - heardIds().size;
    console.log(`${shift} parts and ${written.length - shift} others to each broker; Mosquitto had ${doubled} twice`);
    await sync.stop();
  },
  withinMs + 120_000,
);

function aTarget(name: string, connection: Readonly<Record<string, unknown>>) {
  const settings = targetSettingsSchema.parse({ connection, messagesPerSecond: 800 });
  return { id: idOf(name), name, settings, isPaused: false, createdAt: 0 };
}

/** Each time once it has taken more, so that it happens in the middle; at this pace there is time for all of them. */
async function restartAtRandom(
  broker: { stop(): Promise<void>; start(): Promise<void> },
  sync: SyncProcessChild,
  name: string,
  after: () => Promise<void> = async () => undefined,
): Promise<void> {
  const sent = (): number => sync.reports.find(({ id }) => id === idOf(name))?.sent ?? 0;
  for (let restart = 0; restart < restarts; restart += 1) {
    const before = sent();
    await eventually(sent, (count) => count > before, 120_000);
    await sleep(Math.random() * 1_500);
    await broker.stop();
    await sleep(Math.random() * 1_000);
    await broker.start();
    await after();
  }
}
