import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { TargetTrouble } from '../../../../main/sync/transport.ts';
import { eventually } from '../../../support/eventually.ts';
import { idOf } from '../../../support/messages.ts';
import { hasRabbitMq, type RabbitMq, startRabbitMq } from '../../../support/rabbitmq.ts';
import { aSenderTo, aTransport, facts, parts, QueueReader, waitingIn } from './a-cfx-target.ts';
import { checkedCfx } from './cfx-schemas.ts';

const signal = new AbortController().signal;
const longMs = 90_000;

describe.skipIf(!hasRabbitMq)('a CFX target on RabbitMQ', { timeout: longMs }, () => {
  let broker: RabbitMq;
  beforeAll(async () => {
    const queues = ['mes', 'requests', 'asked', 'bound', 'replies', 'half-open', 'shared', 'own'].map((name) => ({
      name,
    }));
    broker = await startRabbitMq({
      queues: [...queues, { name: 'full', arguments: { 'x-max-length': 5, 'x-overflow': 'reject-publish' } }],
      exchanges: ['cfx'],
      bindings: [{ exchange: 'cfx', queue: 'bound', key: '#' }],
    });
  }, 120_000);
  afterAll(() => broker?.close(), 60_000);

  const given = (more: object = {}) => ({ port: broker.port, user: broker.user, ...more });
  const toQueue = (name: string) => ({ to: { is: 'queue', name } });
  const withPassword = () => ({ password: broker.password });
  const troubleOf = async (deed: Promise<unknown>): Promise<TargetTrouble> => {
    const thrown = await deed.then(
      () => null,
      (error: unknown) => error,
    );
    if (!(thrown instanceof TargetTrouble)) throw new Error(`no trouble of a target: ${String(thrown)}`);
    return thrown;
  };

  it('brings every message through an exchange, whole and in order of each part, and says hello and goodbye', async () => {
    const made = aTransport(given({ to: { is: 'exchange', name: 'cfx' } }), withPassword());
    const { sender, store } = aSenderTo(made);
    store.add(...parts(90));
    sender.more();
    const reader = new QueueReader(broker, 'bound');
    await eventually(
      () => reader.records().length,
      (count) => count === 270,
      longMs,
    );
    await eventually(
      () => waitingIn(store),
      (waiting) => waiting === 0,
      longMs,
    );
    await sender.close();
    const names = () => [...reader.kept.values()].map(({ envelope }) => envelope.MessageName);
    await eventually(names, (all) => all.includes('CFX.EndpointShuttingDown'), longMs);
    expect(names()[0]).toBe('CFX.EndpointConnected');
    for (const { text } of reader.kept.values()) checkedCfx(text);
    expectInOrder(reader);
    expect(reader.duplicates).toBe(0);
  });

  it('names a wrong password, a missing exchange, a missing queue and a wrong style of addresses as what a person must put right', async () => {
    const wrong = [
      [aTransport(given(), { password: 'wrong' }), /sign/],
      [aTransport(given({ to: { is: 'exchange', name: 'nowhere' } }), withPassword()), /exchange nowhere/],
      [aTransport(given(toQueue('nowhere')), withPassword()), /queue nowhere/],
      [aTransport(given({ addressStyle: 'v2' }), withPassword()), /address/],
    ] as const;
    for (const [{ transport }, words] of wrong) {
      for (const deed of [
        () => transport.test(signal),
        () => transport.send({ id: idOf('batch'), envelopes: [] }, signal),
      ]) {
        const trouble = await troubleOf(deed());
        expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringMatching(words) });
        expect(trouble.remedy).not.toBeNull();
      }
    }
  });

  it('finds in a test that all is well', async () => {
    expect(await aTransport(given(), withPassword()).transport.test(signal)).toContain('has the queue mes');
  });

  it('parks nothing and loses nothing while a queue takes no more', async () => {
    const made = aTransport(given(toQueue('full')), { ...withPassword(), patience: { stallMs: 2_000 } });
    const { sender, store } = aSenderTo(made);
    store.add(...parts(8));
    sender.more();
    await eventually(
      () => sender.report(),
      ({ state }) => state === 'waiting',
      longMs,
    );
    await eventually(
      () => broker.depth('full'),
      (depth) => depth >= 5,
      longMs,
    );
    const reader = new QueueReader(broker, 'full');
    await eventually(
      () => waitingIn(store),
      (waiting) => waiting === 0,
      longMs,
    );
    await eventually(
      () => reader.records().length,
      (count) => count === 24,
      longMs,
    );
    expect(store.parked.size).toBe(0);
    expectInOrder(reader);
  });

  it('notices a connection that is open at this end only, and sends the rest over a new one', async () => {
    const proxy = await startProxy(broker.port);
    const made = aTransport(given({ ...toQueue('half-open'), port: proxy.port }), {
      ...withPassword(),
      patience: { idleMs: 2_000 },
    });
    const { sender, store } = aSenderTo(made);
    store.add(...parts(6));
    sender.more();
    await eventually(
      () => waitingIn(store),
      (waiting) => waiting === 0,
      longMs,
    );
    proxy.swallow();
    store.add(...parts(12).slice(6));
    sender.more();
    await eventually(
      () => sender.report().lastError,
      (error) => error !== null,
      longMs,
    );
    expect(waitingIn(store)).toBeGreaterThan(0);
    proxy.forward();
    await eventually(
      () => waitingIn(store),
      (waiting) => waiting === 0,
      longMs,
    );
    const reader = new QueueReader(broker, 'half-open');
    await eventually(
      () => reader.records().length,
      (count) => count === 36,
      longMs,
    );
  });

  it('answers who is there, and asks the MES before a unit is inspected', async () => {
    const settings = given({ ...toQueue('own'), requestQueue: 'requests', askQueue: 'asked' });
    const made = aTransport(settings, withPassword());
    await made.transport.keep?.(signal);
    const asker = aTransport(given({ ...toQueue('requests'), handle: 'Mes.Server.1' }), {
      ...withPassword(),
      station: 'mes',
    });
    const replies = new QueueReader(broker, 'replies');
    for (const name of ['WhoIsThere', 'AreYouThere', 'GetEndpointInformation', 'Strange']) {
      const text = JSON.stringify({
        ...{ MessageName: `CFX.${name}Request`, Version: '2.1', TimeStamp: new Date().toISOString() },
        ...{ UniqueID: idOf(name), Source: 'replies', Target: 'Sightline.Station.SN1', RequestID: idOf(name) },
        MessageBody: { $type: `CFX.${name}Request, CFX`, CFXHandle: 'Sightline.Station.SN1' },
      });
      const envelope = {
        sequence: 1,
        messageId: idOf(name),
        kind: 'event' as const,
        eventTime: '',
        part: null,
        bodies: [text],
      };
      expect(await asker.transport.send({ id: idOf(name), envelopes: [envelope] }, signal)).toEqual([
        { as: 'accepted' },
      ]);
    }
    await eventually(
      () => replies.kept.size,
      (count) => count === 4,
      longMs,
    );
    const answers = [...replies.kept.values()].map(({ text }) => checkedCfx(text).MessageName);
    expect(answers.sort()).toEqual([
      'CFX.AreYouThereResponse',
      'CFX.GetEndpointInformationResponse',
      'CFX.NotSupportedResponse',
      'CFX.WhoIsThereResponse',
    ]);
  });

  it('finds out that another station speaks under its name, and sends nothing until it has one of its own', async () => {
    const settings = given({ requestQueue: 'shared', heartbeatSeconds: 1 });
    const made = ['one', 'two'].map((station) => aTransport(settings, { ...withPassword(), station }));
    for (const { transport } of made) await transport.keep?.(signal);
    const ticking = setInterval(() => {
      for (const { transport } of made) transport.tick?.(facts);
    }, 300);
    onTestFinished(() => clearInterval(ticking));
    const tried = async () => {
      const [first] = made;
      return first?.transport.send({ id: idOf('batch'), envelopes: [] }, signal).then(
        () => null,
        (thrown: unknown) => (thrown instanceof TargetTrouble ? thrown : null),
      );
    };
    const trouble = await eventually(tried, (thrown) => thrown?.kind === 'other-station', longMs);
    expect(trouble?.message).toContain(idOf('two'));
    expect(trouble?.remedy).not.toBeNull();
  });
});

/** Messages about one part arrive in the order in which they were made. */
function expectInOrder(reader: QueueReader): void {
  const byPart = new Map<string, string[]>();
  for (const { envelope } of reader.records()) {
    const body = envelope.MessageBody;
    const part = String(body['TransactionID'] ?? body['TransactionId']);
    byPart.set(part, [...(byPart.get(part) ?? []), envelope.MessageName.split('.').at(-1) ?? '']);
  }
  const one = ['WorkStarted', 'UnitsInspected', 'WorkCompleted'];
  for (const names of byPart.values()) expect(names).toEqual(names.map((_, index) => one[index % 3]));
}

interface Proxy {
  readonly port: number;
  /** From now on nothing goes through, and nobody is told. */
  swallow(): void;
  /** New connections go through again; those that were swallowed stay dead. */
  forward(): void;
}

async function startProxy(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server: Server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const isDead = (): boolean => dead.has(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('data', (bytes) => {
        if (!isDead()) other.write(bytes);
      });
      one.on('error', () => undefined);
      one.on('close', () => {
        if (!isDead()) other.destroy();
      });
    }
    if (!isOpen) dead.add(near);
    near.on('close', () => far.destroy());
    nearSockets.add(near);
  });
  const dead = new Set<Socket>();
  const nearSockets = new Set<Socket>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    swallow: () => {
      isOpen = false;
      for (const socket of nearSockets) dead.add(socket);
    },
    forward: () => {
      isOpen = true;
    },
  };
}
