/** Whatever a broker or the way to it does to the real sender: nothing is lost, and parts keep their order. Counted at a subscriber. */
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mqttSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { createMqttTarget } from '../../../../main/sync/targets/mqtt/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { idOf } from '../../../support/messages.ts';
import { hasMosquitto, type MosquittoOptions, startMosquitto } from '../../../support/mosquitto.ts';
import { MqttSubscriber, type SubscriberOptions } from '../../../support/mqtt-subscriber.ts';
import { createLink } from '../../../support/tcp-link.ts';
import { FilledStore } from '../filled-store.ts';
import { contextOf, type Sending, startSending } from '../sending.ts';

const settleMs = 50_000;
const testMs = 110_000;
/** A link that died is given up after this long. */
const silentMs = 700;

interface Given {
  readonly count?: number;
  /** Without the link. */
  readonly isDirect?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly broker?: MosquittoOptions;
  readonly mes?: SubscriberOptions;
}

/** A broker, a receiver that is subscribed to it directly, and a station whose link to it can be pulled. */
async function aWorks(given: Given = {}) {
  const broker = await startMosquitto(given.broker);
  const link = await createLink(broker.port);
  // What QoS 0 brings has left the broker before its receipt does: a broker that is killed takes nothing with it.
  const mes = new MqttSubscriber(broker.port, { qos: 0, ...given.mes });
  await mes.start();
  const store = new FilledStore().fill(given.count ?? 300, { perPart: 4 });
  const port = given.isDirect ? broker.port : link.port;
  return {
    ...{ broker, link, mes, store, sending: aStation(store, port, given) },
    ids: () => new Set(mes.heard.map(({ property }) => property('message-id'))),
  };
}

/** Over the store that there is: what was under way before goes again. */
function aStation(store: FilledStore, port: number, { settings = {}, secrets = {} }: Given = {}): Sending {
  const connection = mqttSettingsSchema.parse({ kind: 'mqtt', host: '127.0.0.1', port, ...settings });
  const type = createMqttTarget({ connectMs: 5_000, silentMs, keepaliveS: 1 });
  const station = { id: idOf('station North 1'), name: 'North 1', version: '1.0.0' };
  const sending = startSending(type, contextOf(connection, { station, secrets }), store);
  onTestFinished(() => sending.close());
  return sending;
}

type Works = Awaited<ReturnType<typeof aWorks>>;

async function whenHeard({ ids }: Works, share: number): Promise<void> {
  await eventually(
    () => ids().size,
    (size) => size >= share,
    settleMs,
  );
}

/** Receivers keep the first of each id: none is missing, and the messages of a part are in their order. */
function expectAllThere({ mes, store }: Works): void {
  const sequences = new Map(store.messages.map(({ messageId, sequence }) => [messageId, sequence]));
  const seen = new Set<string>();
  const last = new Map<string, number>();
  const overtaken: string[] = [];
  for (const { property } of mes.heard) {
    const [id, part] = [property('message-id') ?? 'none', property('part') ?? 'none'];
    if (seen.has(id)) continue;
    seen.add(id);
    const sequence = sequences.get(id) ?? -1;
    if (sequence < (last.get(part) ?? 0)) overtaken.push(id);
    last.set(part, sequence);
  }
  expect([...seen].toSorted()).toEqual(store.ids.toSorted());
  expect(overtaken).toEqual([]);
  expect(store.parkedList).toEqual([]);
}

async function expectSettled(works: Works): Promise<void> {
  await works.sending.settled(settleMs);
  await whenHeard(works, works.store.messages.length);
  expectAllThere(works);
  await works.sending.close();
  await works.mes.stop();
}

/** The receiver's session ended with the broker. */
async function comesBack({ broker, mes }: Works): Promise<void> {
  await mes.stop();
  await broker.start();
  await mes.start();
}

const faults = {
  'the broker is restarted': async (works: Works) => {
    await works.broker.stop();
    await comesBack(works);
  },
  'the broker is killed': async (works: Works) => {
    await works.broker.kill();
    await comesBack(works);
  },
  'the link is cut': async ({ link }: Works) => link.cut(),
  'the link is pulled and plugged in': async ({ link }: Works) => {
    await link.unplug();
    await link.plug();
  },
  'the link dies without a word': async ({ link, sending }: Works) => {
    link.die();
    await eventually(
      () => sending.report().state,
      (state) => state === 'waiting',
      settleMs,
    );
    link.revive();
  },
  'receipts are lost': async ({ link, sending }: Works) => {
    link.loseAnswers();
    await eventually(
      () => sending.report().state,
      (state) => state === 'waiting',
      settleMs,
    );
    link.revive();
  },
} as const;
const faultNames = Object.keys(faults) as (keyof typeof faults)[];

describe.skipIf(!hasMosquitto)('nothing is lost over MQTT (skipped without mosquitto)', () => {
  it.each(faultNames)('when %s in the middle of a backlog', { timeout: testMs }, async (name) => {
    const works = await aWorks({ count: 1_000 });
    // Slow enough that the backlog is not over before the fault.
    works.link.slowMs = 2;
    await whenHeard(works, 30);
    await faults[name](works);
    await expectSettled(works);
  });

  it('whatever befalls it, one after the other', { timeout: testMs }, async () => {
    const fault = fc.record({ share: fc.integer({ min: 1, max: 200 }), name: fc.constantFrom(...faultNames) });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { minLength: 2, maxLength: 4 }), async (inTurn) => {
        const works = await aWorks({ count: 800 });
        works.link.slowMs = 2;
        for (const { share, name } of inTurn) {
          await whenHeard(works, Math.min(works.ids().size + share, 600));
          if (!works.store.isAllSettled) await faults[name](works);
        }
        await expectSettled(works);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('while the station itself is stopped and started', { timeout: testMs }, async () => {
    const works = await aWorks({ count: 600 });
    works.link.slowMs = 2;
    let { sending } = works;
    for (const share of [50, 200, 350]) {
      await whenHeard(works, share);
      await sending.close();
      sending = aStation(works.store, works.link.port);
    }
    await expectSettled({ ...works, sending });
  });

  it('while nobody is subscribed, or the receiver comes and goes', { timeout: testMs }, async () => {
    const works = await aWorks({ count: 600 });
    works.link.slowMs = 2;
    for (const share of [50, 200]) {
      await whenHeard(works, share);
      await works.mes.leave();
      const waiting = await eventually(
        () => works.sending.report(),
        ({ state }) => state === 'waiting',
        settleMs,
      );
      expect(waiting.detail).toContain('nobody is subscribed to sightline/North 1/part');
      await works.mes.start();
    }
    await expectSettled(works);
  });

  it('when the password was wrong until somebody entered the right one', { timeout: testMs }, async () => {
    const users = { north: 'right', mes: 'x' };
    const settings = { user: 'north' };
    const mes = { username: 'mes', password: 'x' };
    const works = await aWorks({ ...{ settings, mes, broker: { users } }, secrets: { password: 'wrong' } });
    const stopped = await works.sending.becomes('stopped');
    expect(stopped.remedy).not.toBeNull();
    expect(works.ids().size).toBe(0);
    await works.sending.close();
    const sending = aStation(works.store, works.link.port, { settings, secrets: { password: 'right' } });
    await expectSettled({ ...works, sending });
  });

  it('when another station takes its client id again and again, which is named', { timeout: testMs }, async () => {
    const works = await aWorks({ count: 20, isDirect: true });
    const thief = new MqttSubscriber(works.broker.port, { topics: ['nothing'], clientId: 'sightline-North-1' });
    for (let times = 1; times <= 6; times++) {
      await whenHeard(works, times * 20);
      await thief.start();
      works.store.fill(20);
      await whenHeard(works, (times + 1) * 20);
      await thief.stop();
    }
    const stopped = await works.sending.becomes('stopped');
    expect(stopped.remedy).toContain('Two stations use the client id sightline-North-1');
    await expectSettled(works);
  });

  it('when the broker is killed again and again, which is nobody’s fault', { timeout: testMs }, async () => {
    const works = await aWorks({ count: 20, isDirect: true });
    for (let times = 1; times <= 5; times++) {
      await whenHeard(works, times * 20);
      await works.broker.kill();
      works.store.fill(20);
      await eventually(
        () => works.sending.report().lastError?.text ?? '',
        (text) => text.includes('nobody answers'),
        settleMs,
      );
      await comesBack(works);
    }
    await expectSettled(works);
    expect(works.sending.hasBeen('waiting')).toBe(true);
    expect(works.sending.hasBeen('stopped')).toBe(false);
  });
});
