import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasRabbitMq, type RabbitMq, startRabbitMq } from '../../../support/rabbitmq.ts';
import { aSenderTo, aTransport, parts, QueueReader, waitingIn } from './a-cfx-target.ts';

const longMs = 240_000;

describe.skipIf(!hasRabbitMq)('a CFX target whose RabbitMQ goes away', { timeout: 2 * longMs }, () => {
  let broker: RabbitMq;
  beforeAll(async () => {
    broker = await startRabbitMq({ queues: [{ name: 'mes' }] });
  }, longMs);
  afterAll(() => broker?.close(), longMs);

  it('has everything arrive once, in order of each part, after it was stopped and killed in the middle', async () => {
    const made = aTransport({ port: broker.port, user: broker.user }, { password: broker.password });
    const { sender, store } = aSenderTo(made);
    const all = parts(450);
    // A line that works on: a few parts every moment, whether the broker is there or not.
    let isOver = false;
    const line = (async () => {
      while (all.length > 0 && !isOver) {
        store.add(...all.splice(0, 10));
        sender.more();
        await sleep(40);
      }
    })();
    onTestFinished(() => {
      isOver = true;
    });
    await eventually(
      () => store.acknowledged,
      (sequence) => sequence > 0,
      longMs,
    );
    await broker.stop();
    await eventually(
      () => sender.report().state,
      (state) => state === 'waiting',
      longMs,
    );
    await broker.start();
    const before = store.acknowledged;
    await eventually(
      () => store.acknowledged,
      (sequence) => sequence > before || waitingIn(store) === 0,
      longMs,
    );
    await broker.kill();
    await line;
    await broker.start();
    await eventually(
      () => all.length + waitingIn(store),
      (left) => left === 0,
      longMs,
    );
    expect([...store.parked.values()].map(({ reason }) => reason)).toEqual([]);
    const reader = new QueueReader(broker, 'mes');
    await eventually(
      () => reader.records().length,
      (count) => count >= 1350,
      longMs,
    );
    expect(reader.unreadable).toEqual([]);
    const sent = new Set<string>();
    for (const message of store.messages)
      for (const body of (await made.render(message)) ?? []) sent.add(JSON.parse(body).UniqueID);
    expect(new Set(reader.records().map(({ envelope }) => envelope.UniqueID))).toEqual(sent);
    const order = new Map<string, string[]>();
    for (const { envelope } of reader.records()) {
      const part = String(envelope.MessageBody['TransactionID'] ?? envelope.MessageBody['TransactionId']);
      order.set(part, [...(order.get(part) ?? []), envelope.MessageName]);
    }
    const one = ['WorkStarted', 'TestAndInspection.UnitsInspected', 'WorkCompleted'].map(
      (name) => `CFX.Production.${name}`,
    );
    for (const names of order.values()) expect(names).toEqual(names.map((_, index) => one[index % 3]));
  });
});
