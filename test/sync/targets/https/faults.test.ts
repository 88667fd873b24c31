/** Whatever a receiver or the way to it does: nothing is lost, and one of each id is there. Counted at the receiver. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpsSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { batchPath, type Mes, startMes } from '../../../../main/mes/mes.ts';
import { type Misbehaviour, misbehaviourSchema } from '../../../../main/mes/misbehaviour.ts';
import { silentLog } from '../../../../main/station/log/log.ts';
import { createHttpsTarget } from '../../../../main/sync/targets/https/index.ts';
import { eventually } from '../../../support/eventually.ts';
import { Cable } from '../cable.ts';
import { createCa, createCertificate, type Pair } from '../certificates.ts';
import { FilledStore } from '../filled-store.ts';
import { contextOf, type Sending, startSending } from '../sending.ts';

let ca: Pair;
let good: Pair;
let mes: Mes;
let cable: Cable;
const open: Sending[] = [];

beforeAll(async () => {
  ca = await createCa();
  good = await createCertificate(ca);
});
beforeEach(async () => {
  mes = await startMes({ port: 0, tls: good, log: silentLog });
  cable = await Cable.laid(mes.port);
});
afterEach(async () => {
  for (const sending of open.splice(0)) await sending.close();
  await cable.pull();
  await mes.close();
});
afterAll(() => expect(open).toEqual([]));

function send(
  store: FilledStore,
  { batch = 20, answerMs = 10_000, url = `https://127.0.0.1:${cable.port}` } = {},
): Sending {
  const connection = httpsSettingsSchema.parse({
    ...{ kind: 'https', url: `${url}${batchPath}`, tls: { ca: ca.certificate }, batch },
  });
  const type = createHttpsTarget({ answerMs, connectMs: 5_000 });
  const sending = startSending(type, contextOf(connection), store);
  open.push(sending);
  return sending;
}

function misbehave(over: Partial<Misbehaviour> & Pick<Misbehaviour, 'is'>): void {
  mes.switchboard.set(misbehaviourSchema.parse(over));
}

function expectAllThere(store: FilledStore): void {
  expect([...mes.received.ids()].toSorted()).toEqual(store.sentIds.toSorted());
  expect(mes.received.counts()).toMatchObject({ overtaken: 0, changed: 0 });
}

describe('a link that breaks', () => {
  test('before sending: nothing goes, and all of it once it is back', async () => {
    await cable.pull();
    const sending = send(new FilledStore().fill(100));
    const waiting = await sending.becomes('waiting');
    expect(waiting.detail).toContain(`nobody answers at 127.0.0.1:${cable.port}`);
    expect(mes.received.counts().messages).toBe(0);
    await cable.plug();
    await sending.settled();
    expectAllThere(sending.store);
  });

  test('in the middle of a request: the batch goes again', async () => {
    cable.cutOnce(1_500);
    const sending = send(new FilledStore().fill(60, { perPart: 3 }));
    await sending.settled();
    expect(sending.report().lastError?.text).toContain('broke off');
    expectAllThere(sending.store);
  });

  test('after the receiver has stored and before it has said so: sent again, kept once', async () => {
    misbehave({ is: 'lost', times: 3 });
    const sending = send(new FilledStore().fill(60, { perPart: 3 }));
    await sending.settled();
    expectAllThere(sending.store);
    expect(mes.received.counts().duplicates).toBeGreaterThanOrEqual(40);
  });

  test('again and again while a backlog is caught up', async () => {
    const sending = send(new FilledStore().fill(400, { perPart: 4 }));
    for (const share of [40, 120, 240]) {
      await eventually(
        () => mes.received.counts().messages,
        (messages) => messages >= share,
      );
      await cable.pull();
      await cable.plug();
    }
    await sending.settled();
    expectAllThere(sending.store);
  });

  test('half-open: connections are taken and nothing is read', async () => {
    cable.die();
    const sending = send(new FilledStore().fill(50), { answerMs: 300 });
    const waiting = await sending.becomes('waiting');
    expect(waiting.detail).toMatch(/has not answered within|broke off|nobody answers/);
    cable.live();
    await sending.settled();
    expectAllThere(sending.store);
  });

  test('the name of the receiver is gone from the network', async () => {
    // No name server is asked about a label of 64 letters.
    const sending = send(new FilledStore().fill(10), { url: `https://${'m'.repeat(64)}.invalid` });
    const waiting = await sending.becomes('waiting');
    expect(waiting).toMatchObject({ detail: expect.stringContaining('the network does not know the name') });
    expect(waiting.remedy).toContain('name server');
    expect(sending.store.frozen?.envelopes).toHaveLength(10);
  });

  test('closed by the receiver before it has stored', async () => {
    misbehave({ is: 'closes', times: 4 });
    const sending = send(new FilledStore().fill(50));
    await sending.settled();
    expectAllThere(sending.store);
  });
});

describe('a receiver that answers', () => {
  test('with half of the records refused: those are parked with its words, the others are there', async () => {
    misbehave({ is: 'half-refused' });
    const sending = send(new FilledStore().fill(100));
    await sending.settled();
    expect(sending.store.parkedList).toHaveLength(50);
    expect(sending.store.parkedList[0]?.reason).toBe('not of my making');
    expect(sending.store.parkedList[0]?.bodies).toHaveLength(1);
    expectAllThere(sending.store);
  });

  test('with half of the records put off: they go again, alone', async () => {
    misbehave({ is: 'half-again', times: 3 });
    const sending = send(new FilledStore().fill(60));
    await sending.settled();
    expect(sending.store.parkedList).toEqual([]);
    expectAllThere(sending.store);
  });

  test.each([
    ['409, still at work on the key', { is: 'conflict', times: 5 }],
    ['429 with Retry-After', { is: 'patience', times: 2, seconds: 1 }],
    ['500', { is: 'error', times: 5 }],
    ['slowly', { is: 'slow', slowMs: 150, times: 3 }],
  ] as const)('%s: it is all there in the end', async (_words, misbehaviour) => {
    misbehave(misbehaviour);
    const sending = send(new FilledStore().fill(80, { perPart: 2 }));
    await sending.settled();
    expect(sending.store.parkedList).toEqual([]);
    expectAllThere(sending.store);
  });

  test('429: the wait is the one that it asked for', async () => {
    misbehave({ is: 'patience', times: 1, seconds: 77 });
    const before = Date.now();
    const sending = send(new FilledStore().fill(5));
    const waiting = await sending.becomes('waiting');
    expect((waiting.nextTryAt ?? 0) - before).toBeGreaterThanOrEqual(77_000);
    await sending.settled();
  });

  test('413 to more than ten records: it gets less at once', async () => {
    misbehave({ is: 'too-large', most: 10 });
    const sending = send(new FilledStore().fill(120), { batch: 50 });
    await sending.settled();
    expect(sending.store.parkedList).toEqual([]);
    expectAllThere(sending.store);
  });

  test('413 to a single record: that one is parked', async () => {
    misbehave({ is: 'too-large', most: 0, times: 1 });
    const sending = send(new FilledStore().fill(1));
    await sending.settled();
    expect(sending.store.parkedList).toMatchObject([{ sequence: 1, reason: expect.stringContaining('413') }]);
  });

  test('422 because of one record: that one is parked, and blocks none', async () => {
    misbehave({ is: 'poison', mark: 'SN-poison' });
    const sending = send(new FilledStore().fill(70, { serial: (index) => (index === 33 ? 'SN-poison' : 'SN-good') }));
    await sending.settled();
    expect(sending.store.parkedList.map(({ sequence }) => sequence)).toEqual([34]);
    expect(sending.store.parkedList[0]?.reason).toContain('something in it is poison');
    expectAllThere(sending.store);
  });

  test('200 with a sign-in page: that is nobody’s word, a person is told, and it goes on by itself afterwards', async () => {
    misbehave({ is: 'garbage' });
    const sending = send(new FilledStore().fill(40));
    const stopped = await sending.becomes('stopped');
    expect(stopped.detail).toContain('answers, but not about the records');
    expect(stopped.remedy).toContain('sign-in page');
    expect(sending.store.acknowledged).toBe(0);
    misbehave({ is: 'none' });
    await sending.settled();
    expectAllThere(sending.store);
  });

  test('never: the batch goes again', async () => {
    misbehave({ is: 'never', times: 2 });
    const sending = send(new FilledStore().fill(40), { answerMs: 500 });
    expect((await sending.becomes('waiting')).detail).toContain('has not answered within');
    await sending.settled();
    expectAllThere(sending.store);
  });

  test('under a certificate that has expired: a person is told, nothing is sent, and all of it with a new one', async () => {
    mes.showCertificate(await createCertificate(ca, { from: -30, to: -1 }));
    const sending = send(new FilledStore().fill(40));
    const stopped = await sending.becomes('stopped');
    expect(stopped.detail).toContain('is not valid any more');
    expect(stopped.remedy).toContain('date and time');
    expect(mes.received.counts().messages).toBe(0);
    mes.showCertificate(good);
    await sending.settled();
    expectAllThere(sending.store);
  });
});

describe('a station', () => {
  test('that is killed at any moment sends what is frozen again, under the same ids', async () => {
    const store = new FilledStore().fill(300, { perPart: 3 });
    for (const share of [30, 100, 200]) {
      const sending = send(store);
      await eventually(
        () => mes.received.counts().messages,
        (messages) => messages >= share,
      );
      // Nothing of the sender survives; the store does.
      await sending.close();
      open.splice(open.indexOf(sending), 1);
    }
    const sending = send(store);
    await sending.settled();
    expectAllThere(store);
  });

  test('delivers all of it through any succession of faults', { timeout: 120_000 }, async () => {
    const faults: fc.Arbitrary<Misbehaviour['is'] | 'pull' | 'cut'> = fc.constantFrom(
      ...([
        'lost',
        'closes',
        'error',
        'conflict',
        'patience',
        'garbage',
        'half-again',
        'too-large',
        'pull',
        'cut',
      ] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(faults, { minLength: 1, maxLength: 5 }), async (succession) => {
        const own = await startMes({ port: 0, tls: good, log: silentLog });
        const way = await Cable.laid(own.port);
        const store = new FilledStore().fill(60, { perPart: 3 });
        const sending = send(store, { url: `https://127.0.0.1:${way.port}`, batch: 15 });
        try {
          for (const fault of succession) {
            if (fault === 'pull') {
              await way.pull();
              await way.plug();
            } else if (fault === 'cut') way.cutOnce(900);
            else own.switchboard.set(misbehaviourSchema.parse({ is: fault, times: 1, most: 4 }));
            const before = own.received.counts().messages;
            await eventually(
              () => own.received.counts().messages > before || store.isAllSettled,
              (isFurther) => isFurther,
            );
          }
          await sending.settled();
          expect([...own.received.ids()].toSorted()).toEqual(store.sentIds.toSorted());
          expect(own.received.counts().overtaken).toBe(0);
          expect(store.parkedList).toEqual([]);
        } finally {
          open.splice(open.indexOf(sending), 1);
          await sending.close();
          await way.pull();
          await own.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
