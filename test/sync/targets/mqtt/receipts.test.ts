import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { startPlayedBroker } from '../../../support/played-broker.ts';
import { aBatch, anEnvelope, anMqttTransport, patient, sendAll, troubleOf } from './a-mqtt-target.ts';

const many = (count: number) => Array.from({ length: count }, (_, index) => anEnvelope(index + 1));
const sequenceOf = (packet: { payload: string | Buffer }): number => JSON.parse(packet.payload.toString()).sequence;

describe('receipts of a broker', { timeout: 90_000 }, () => {
  it.each([
    [0x80, 'again', 'unspecified error'],
    [0x83, 'again', 'implementation specific error'],
    [0x99, 'refused', 'payload format invalid'],
  ])('settle one message alone: %i is %s', async (code, as, why) => {
    const broker = await startPlayedBroker();
    broker.receipt = (packet) => (sequenceOf(packet) === 2 ? code : 0);
    const outcomes = await sendAll(anMqttTransport(broker), ...many(3));
    expect(outcomes.map((outcome) => outcome.as)).toEqual(['accepted', as, 'accepted']);
    expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining(why) });
  });

  it.each([
    [0x87, 'broken', 'the right to publish at sightline/North 1/part'],
    [0x90, 'broken', 'no + and no #'],
    [0x97, 'busy', null],
  ])('speak of the target as a whole: %i is %s', async (code, kind, remedy) => {
    const broker = await startPlayedBroker();
    broker.receipt = (packet) => (sequenceOf(packet) === 2 ? code : 0);
    const trouble = await troubleOf(sendAll(anMqttTransport(broker), ...many(3)));
    expect(trouble.kind).toBe(kind);
    if (remedy === null) expect(trouble.remedy).toBeNull();
    else expect(trouble.remedy).toContain(remedy);
  });

  it('are never outnumbered by more messages under way than the broker takes', async () => {
    for (const receiveMaximum of [1, 7]) {
      const broker = await startPlayedBroker();
      broker.connackProperties = { receiveMaximum };
      await sendAll(anMqttTransport(broker), ...many(60));
      expect(broker.mostWaiting).toBe(receiveMaximum);
      expect(broker.published.map(sequenceOf)).toEqual(many(60).map(({ sequence }) => sequence));
    }
  });

  it('are not outnumbered by the bodies of one message, nor by a question beside it', async () => {
    const broker = await startPlayedBroker();
    broker.connackProperties = { receiveMaximum: 2 };
    const transport = anMqttTransport({ ...broker, settings: { askTopic: 'mes/ask' } });
    const bodies = ['1', '2', '3', '4', '5'];
    const sent = sendAll(transport, ...many(12).map((envelope) => ({ ...envelope, bodies })));
    const asking = new AbortController();
    const asked = troubleOf(transport.ask?.({ serial: 'SN-1', recipe: 'boards' }, asking.signal) ?? sent);
    expect((await sent).every(({ as }) => as === 'accepted')).toBe(true);
    await eventually(
      () => broker.published.length,
      (count) => count === 61,
    );
    asking.abort();
    expect((await asked).kind).toBe('away');
    expect(broker.mostWaiting).toBe(2);
    const records = broker.published.filter(({ topic }) => topic !== 'mes/ask');
    expect(records.map(({ payload }) => payload.toString())).toEqual(many(12).flatMap(() => bodies));
  });

  it('let no more than a window of messages be under way where the broker has no limit', async () => {
    const broker = await startPlayedBroker();
    broker.holdsReceipts = true;
    const sent = sendAll(anMqttTransport(broker), ...many(150));
    await eventually(
      () => broker.published.length,
      (count) => count === 64,
    );
    broker.holdsReceipts = false;
    broker.giveReceipts();
    expect((await sent).every(({ as }) => as === 'accepted')).toBe(true);
    expect(broker.published.map(sequenceOf)).toEqual(many(150).map(({ sequence }) => sequence));
  });

  it('that never come end the connection; what had one is not sent again', async () => {
    const broker = await startPlayedBroker();
    broker.receipt = (_, count) => (count <= 5 ? 0 : null);
    const transport = anMqttTransport({ ...broker, patience: { silentMs: 200 } });
    const batch = aBatch(...many(8));
    expect(await troubleOf(transport.send(batch, patient()))).toMatchObject({ kind: 'away' });
    broker.receipt = () => 0;
    expect((await transport.send(batch, patient())).map(({ as }) => as)).toEqual(Array(8).fill('accepted'));
    expect(broker.published.map(sequenceOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 6, 7, 8]);
    expect(broker.clients).toHaveLength(2);
  });

  it('that are out of order belong to their own messages', async () => {
    const broker = await startPlayedBroker();
    broker.receipt = (packet) => (sequenceOf(packet) % 3 === 0 ? 0x99 : 0);
    const outcomes = await sendAll(anMqttTransport(broker), ...many(30));
    expect(outcomes.map(({ as }) => as)).toEqual(
      many(30).map(({ sequence }) => (sequence % 3 === 0 ? 'refused' : 'accepted')),
    );
  });
});

describe('a broker that sends the station away', { timeout: 90_000 }, () => {
  it.each([
    [0x8e, 'other-station', 'sightline-North-1'],
    [0x8b, 'away', null],
    [0x97, 'busy', null],
    [0x95, 'too-large', null],
    [0x9d, 'broken', 'follows no broker'],
    [0x82, 'broken', 'a broker with MQTT 5'],
  ])('with %i is %s', async (code, kind, remedy) => {
    const broker = await startPlayedBroker();
    broker.receipt = () => null;
    const transport = anMqttTransport(broker);
    const trouble = troubleOf(sendAll(transport, anEnvelope(1)));
    await eventually(
      () => broker.published.length,
      (count) => count === 1,
    );
    broker.dismiss(code, 'says the broker');
    const { kind: got, remedy: said } = await trouble;
    expect(got).toBe(kind);
    if (remedy !== null) expect(said).toContain(remedy);
  });

  it('is told of at the next message when it happened while nothing was sent, once', async () => {
    const broker = await startPlayedBroker();
    const transport = anMqttTransport(broker);
    await sendAll(transport, anEnvelope(1));
    broker.dismiss(0x8e);
    await eventually(
      async () => troubleOf(transport.send(aBatch(anEnvelope(2)), patient())).catch(() => null),
      (trouble) => trouble?.kind === 'other-station',
    );
    expect(await sendAll(transport, anEnvelope(3))).toEqual([{ as: 'accepted' }]);
  });

  it.each([
    [0x84, 'broken', 'MQTT 5'],
    [0x85, 'broken', 'another client id'],
    [0x86, 'broken', 'user and password'],
    [0x88, 'away', null],
    [0x89, 'busy', null],
  ])('does so already at the door, with %i: %s', async (code, kind, remedy) => {
    const broker = await startPlayedBroker();
    broker.connackReason = code;
    const trouble = await troubleOf(sendAll(anMqttTransport(broker), anEnvelope(1)));
    expect(trouble.kind).toBe(kind);
    if (remedy !== null) expect(trouble.remedy).toContain(remedy);
  });

  it('gives no receipts at all, which is not enough for records', async () => {
    const broker = await startPlayedBroker();
    broker.connackProperties = { maximumQoS: 0 };
    const trouble = await troubleOf(sendAll(anMqttTransport(broker), anEnvelope(1)));
    expect(trouble).toMatchObject({ kind: 'broken', remedy: 'Have QoS 1 switched on at the broker.' });
  });
});
