/** The real sender to a real broker while everything in between fails; what counts is what a subscriber has got. */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mqttSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import type { Message } from '../../../../main/station/store/sync-table.ts';
import { createMqttTarget } from '../../../../main/sync/targets/mqtt/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { aDisposition, aPartMessage } from '../../../support/messages.ts';
import { hasMosquitto, type Mosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { type MqttSubscriber, subscribe } from '../../../support/mqtt-subscriber.ts';
import { createLink, type TcpLink } from '../../../support/tcp-link.ts';
import { FilledStore } from '../filled-store.ts';
import { type Sending, startSending } from '../sending.ts';
import { aContext } from './a-mqtt-target.ts';

/** A decision follows on some parts, so that order within a part shows. */
function someMessages(count: number): Message[] {
  return Array.from({ length: count }, (_, index) => {
    const sequence = index + 1;
    return sequence % 10 === 0 && sequence > 50
      ? aDisposition(sequence, String(sequence - 41))
      : aPartMessage(sequence);
  });
}

interface Way {
  readonly broker: Mosquitto;
  readonly link: TcpLink;
  readonly mes: MqttSubscriber;
  readonly sending: Sending;
  readonly messages: readonly Message[];
}

async function aWay(count: number): Promise<Way> {
  const broker = await startMosquitto();
  const link = await createLink(broker.port);
  // Without receipts of its own, a message is on its way to it before the station's receipt is.
  const mes = await subscribe(broker.port, { qos: 0 });
  const store = new FilledStore();
  const messages = someMessages(count);
  store.add(...messages);
  const connection = mqttSettingsSchema.parse({ kind: 'mqtt', host: '127.0.0.1', port: link.port });
  const type = createMqttTarget({ connectMs: 5_000, silentMs: 500, keepaliveS: 1 });
  return { broker, link, mes, messages, sending: startSending(type, aContext(connection), store) };
}

/** Nothing lost, and nothing doubled once one of each id is kept; what is about one part comes in its order. */
function expectAll({ mes, messages, sending }: Way): void {
  const sequenceOf = new Map(messages.map(({ messageId, sequence }) => [messageId, sequence]));
  const first = new Map<string, number>();
  for (const { property } of mes.heard) {
    const id = property('message-id') ?? '';
    if (!first.has(id)) first.set(id, sequenceOf.get(id) ?? -1);
  }
  expect([...first.values()].toSorted((a, b) => a - b)).toEqual(messages.map(({ sequence }) => sequence));
  const lastOfPart = new Map<string, number>();
  for (const { property } of mes.heard.filter(
    (each, index) => indexOfFirst(mes, each.property('message-id')) === index,
  )) {
    const part = property('part') ?? '';
    const sequence = Number(property('sequence'));
    expect(sequence).toBeGreaterThan(lastOfPart.get(part) ?? 0);
    lastOfPart.set(part, sequence);
  }
  expect(sending.store.parked.size).toBe(0);
}

const firsts = new WeakMap<MqttSubscriber, Map<string | undefined, number>>();
function indexOfFirst(mes: MqttSubscriber, id: string | undefined): number | undefined {
  const known = firsts.get(mes) ?? new Map<string | undefined, number>();
  if (!firsts.has(mes)) {
    for (const [index, { property }] of mes.heard.entries()) {
      const each = property('message-id');
      if (!known.has(each)) known.set(each, index);
    }
    firsts.set(mes, known);
  }
  return known.get(id);
}

async function arrived({ mes, sending, messages }: Way): Promise<void> {
  await sending.settled(40_000);
  await eventually(
    () => new Set(mes.heard.map(({ property }) => property('message-id'))).size,
    (count) => count === messages.length,
  );
  await sending.close();
}

/** The broker goes and comes back, and its receiver is there before the station is. */
async function comesBack({ broker, link, mes }: Way, how: 'stop' | 'kill'): Promise<void> {
  await link.unplug();
  await broker[how]();
  await mes.stop();
  await broker.start();
  await mes.start();
  await link.plug();
}

const somewhere = (): number => Math.floor(Math.random() * 60);

describe.skipIf(!hasMosquitto)('records on their way to Mosquitto (skipped without it)', { timeout: 90_000 }, () => {
  it.each(['stop', 'kill'] as const)(
    'arrive although the broker is gone (%s) again and again in the middle of batches',
    async (how) => {
      const way = await aWay(1500);
      for (let times = 0; times < 4; times++) {
        const seen = way.mes.heard.length;
        await eventually(
          () => way.mes.heard.length,
          (count) => count > seen || way.sending.store.isAllSettled,
        );
        await delay(somewhere());
        await comesBack(way, how);
      }
      await arrived(way);
      expectAll(way);
    },
    90_000,
  );

  it('arrive although the link is cut in the middle of batches, between message and receipt too', async () => {
    const way = await aWay(2000);
    let passed = 0;
    way.link.onBytes = (bytes) => {
      passed += bytes;
      if (passed > 150_000) {
        passed = 0;
        way.link.cut();
      }
    };
    let answered = 0;
    way.link.onAnswer = (bytes) => {
      answered += bytes;
      if (answered > 1_500) {
        answered = 0;
        way.link.cut();
      }
    };
    await arrived(way);
    expect(way.link.connections).toBeGreaterThan(5);
    expectAll(way);
  }, 90_000);

  it('arrive although receipts are lost and the link goes dead', async () => {
    const way = await aWay(1000);
    for (const fault of ['loseAnswers', 'die', 'loseAnswers'] as const) {
      const seen = way.mes.heard.length;
      await eventually(
        () => way.mes.heard.length,
        (count) => count > seen || way.sending.store.isAllSettled,
      );
      const { lastError } = way.sending.report();
      way.link[fault]();
      await eventually(
        () => way.sending.report().lastError,
        (error) => error !== lastError || way.sending.store.isAllSettled,
      );
      way.link.revive();
    }
    await arrived(way);
    expectAll(way);
  }, 90_000);

  it('arrive although the broker stands still for a while', async () => {
    const way = await aWay(1000);
    await eventually(
      () => way.mes.heard.length,
      (count) => count > 0,
    );
    way.broker.pause();
    await way.sending.becomes('waiting');
    way.broker.resume();
    await arrived(way);
    expectAll(way);
  }, 90_000);

  it('arrive over a slow link', async () => {
    const way = await aWay(600);
    way.link.slowMs = 15;
    await arrived(way);
    expectAll(way);
  }, 90_000);

  it('are doubled by a cut no more often than messages were under way', async () => {
    const way = await aWay(800);
    for (let times = 1; times <= 3; times++) {
      await eventually(
        () => way.mes.heard.length,
        (count) => count >= times * 150 || way.sending.store.isAllSettled,
      );
      way.link.cut();
    }
    await arrived(way);
    expectAll(way);
    expect(way.mes.heard.length).toBeLessThanOrEqual(800 + 3 * 64);
  }, 90_000);
});
