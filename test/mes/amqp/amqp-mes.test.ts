import { describe, expect, it, onTestFinished } from 'vitest';
import { type AmqpMesOptions, startAmqpMes } from '../../../main/mes/amqp/amqp-mes.ts';
import { AnswerBook, answersSchema } from '../../../main/mes/answers.ts';
import { misbehaviourSchema, Switchboard } from '../../../main/mes/misbehaviour.ts';
import { Received } from '../../../main/mes/received.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import type { Envelope, Message } from '../../../main/station/store/sync-table.ts';
import { type Outcome, TargetTrouble } from '../../../main/sync/transport.ts';
import { eventually } from '../../support/eventually.ts';
import { idOf } from '../../support/messages.ts';
import { aSenderTo, aTransport, facts, parts, waitingIn } from '../../sync/targets/cfx/a-cfx-target.ts';

const signal = new AbortController().signal;
const longMs = 60_000;

async function aMes(more: Partial<AmqpMesOptions> = {}) {
  const received = new Received();
  const switchboard = new Switchboard();
  const answers = new AnswerBook();
  const mes = await startAmqpMes({ port: 0, received, switchboard, answers, log: silentLog, ...more });
  onTestFinished(() => mes.close());
  return { mes, received, switchboard, answers };
}

type Made = ReturnType<typeof aTransport>;

async function enveloped({ render }: Made, messages: readonly Message[]): Promise<Envelope[]> {
  return Promise.all(
    messages.map(async (message) => ({
      ...{ sequence: message.sequence, messageId: message.messageId, kind: message.kind, eventTime: message.eventTime },
      ...{ part: null, bodies: [...((await render(message)) ?? [])] },
    })),
  );
}

async function send(made: Made, count: number): Promise<readonly Outcome[]> {
  return made.transport.send({ id: idOf('batch'), envelopes: await enveloped(made, parts(count)) }, signal);
}

async function troubleOf(deed: Promise<unknown>): Promise<TargetTrouble> {
  const thrown = await deed.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TargetTrouble)) throw new Error(`no trouble of a target: ${String(thrown)}`);
  return thrown;
}

const single = { unitMessages: ['UnitsInspected'] };

describe('the stand-in for a MES over AMQP, and what a CFX target makes of its words', { timeout: longMs }, () => {
  it('keeps one of each message, in order of each part', async () => {
    const { mes, received } = await aMes();
    const made = aTransport({ port: mes.port });
    const { sender, store } = aSenderTo(made);
    store.add(...parts(60));
    sender.more();
    await eventually(
      () => waitingIn(store),
      (waiting) => waiting === 0,
      longMs,
    );
    // EndpointConnected beside three for each message.
    expect(received.counts()).toMatchObject({ messages: 181, duplicates: 0, overtaken: 0 });
  });

  it('parks what is rejected, with its words, and keeps the others', async () => {
    const { mes, switchboard } = await aMes();
    const made = aTransport({ port: mes.port, ...single });
    switchboard.set(misbehaviourSchema.parse({ is: 'half-refused' }));
    const outcomes = await send(made, 6);
    expect(outcomes.filter(({ as }) => as === 'accepted')).toHaveLength(3);
    expect(outcomes.filter(({ as }) => as === 'refused')).toEqual(
      Array.from({ length: 3 }, () => ({ as: 'refused', reason: 'not of my making' })),
    );
  });

  it('sends again what is released', async () => {
    const { mes, switchboard } = await aMes();
    const made = aTransport({ port: mes.port, ...single });
    switchboard.set(misbehaviourSchema.parse({ is: 'half-again' }));
    const outcomes = await send(made, 6);
    expect(outcomes.filter(({ as }) => as === 'again')).toHaveLength(3);
  });

  it.each(['error', 'patience'])('waits while all is given back (%s): no single message is suspected', async (is) => {
    const { mes, switchboard, received } = await aMes();
    const made = aTransport({ port: mes.port });
    switchboard.set(misbehaviourSchema.parse({ is }));
    expect(await troubleOf(send(made, 4))).toMatchObject({ kind: 'busy', retryAfterMs: expect.any(Number) });
    switchboard.set(misbehaviourSchema.parse({ is: 'none' }));
    expect(await send(made, 4)).toEqual(Array.from({ length: 4 }, () => ({ as: 'accepted' })));
    expect(received.counts().overtaken).toBe(0);
  });

  it('accepts nothing without a word: neither when it is never settled, nor when there is no credit', async () => {
    const short = { patience: { stallMs: 500, connectMs: 1_000 } };
    const silent = await aMes();
    silent.switchboard.set(misbehaviourSchema.parse({ is: 'never' }));
    expect((await troubleOf(send(aTransport({ port: silent.mes.port }, short), 3))).kind).toBe('busy');
    const shut = await aMes({ credit: 0 });
    const made = aTransport({ port: shut.mes.port }, short);
    expect((await troubleOf(send(made, 3))).kind).toBe('busy');
    expect((await troubleOf(made.transport.test(signal))).kind).toBe('busy');
  });

  it.each(['lost', 'closes'])(
    'is away when the connection drops (%s), and the retry brings what is left, once each',
    async (is) => {
      const { mes, switchboard, received } = await aMes();
      const made = aTransport({ port: mes.port });
      // The first message tells of the connection; the link drops at each of the next ones.
      await made.transport.keep?.(signal);
      await eventually(
        () => received.counts().messages,
        (count) => count === 1,
        longMs,
      );
      switchboard.set(misbehaviourSchema.parse({ is, times: 1 }));
      expect((await troubleOf(send(made, 9))).kind).toBe('away');
      expect(await send(made, 9)).toEqual(Array.from({ length: 9 }, () => ({ as: 'accepted' })));
      const kinds = received.counts().byKind;
      for (const name of ['WorkStarted', 'TestAndInspection.UnitsInspected', 'WorkCompleted'])
        expect(kinds[`CFX.Production.${name}`]).toBe(9);
      expect(received.counts()).toMatchObject({ overtaken: 0, changed: 0 });
    },
  );

  it('is away when nobody listens, and broken when something else than AMQP answers', async () => {
    const { mes } = await aMes();
    await mes.close();
    expect((await troubleOf(aTransport({ port: mes.port }).transport.test(signal))).kind).toBe('away');
  });

  it('asks for a password, with letters of every alphabet', async () => {
    const { mes } = await aMes({ user: { name: 'Prüfer', password: 'größer als 5 €' } });
    const right = aTransport({ port: mes.port, user: 'Prüfer' }, { password: 'größer als 5 €' });
    expect(await right.transport.test(signal)).toContain('answers');
    const wrong = aTransport({ port: mes.port, user: 'Prüfer' }, { password: 'größer' });
    expect(await troubleOf(wrong.transport.test(signal))).toMatchObject({ kind: 'broken', remedy: expect.any(String) });
  });

  it('says whether a unit may be inspected, and the question ends when its time is over', async () => {
    const { mes, answers, switchboard } = await aMes();
    answers.set(answersSchema.parse({ bySerial: { 'SN-2': { isReleased: false, reason: 'on hold' } } }));
    const { transport } = aTransport({ port: mes.port, requestQueue: 'requests', askQueue: 'validation' });
    const ask = (serial: string, given = signal) => transport.ask?.({ serial, recipe: 'boards' }, given);
    expect(await ask('SN-1')).toMatchObject({ isReleased: true });
    expect(await ask('SN-2')).toMatchObject({ isReleased: false, reason: 'on hold' });
    switchboard.set(misbehaviourSchema.parse({ is: 'never' }));
    const trouble = await troubleOf(Promise.resolve(ask('SN-3', AbortSignal.timeout(300))));
    expect(trouble.message).toContain('not answered');
  });

  it('hears heartbeats as often as they are set', async () => {
    const { mes, received } = await aMes();
    const { transport } = aTransport({ port: mes.port, heartbeatSeconds: 1 });
    await transport.keep?.(signal);
    await eventually(
      () => {
        transport.tick?.(facts);
        return received.counts().byKind['CFX.Heartbeat'] ?? 0;
      },
      (count) => count >= 3,
      longMs,
    );
  });

  it('parks what is no CFX message, and brings the others', async () => {
    const { mes } = await aMes();
    const made = aTransport({ port: mes.port, ...single });
    const [first, second] = await enveloped(made, parts(2));
    if (!first || !second) throw new Error('two are needed');
    const envelopes = [{ ...first, bodies: ['{"hello":1}'] }, second];
    expect(await made.transport.send({ id: idOf('batch'), envelopes }, signal)).toEqual([
      { as: 'refused', reason: expect.stringContaining('MessageName') },
      { as: 'accepted' },
    ]);
  });
});
