import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { idOf } from '../../../support/messages.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { subscribe } from '../../../support/mqtt-subscriber.ts';
import { aBatch, anEnvelope, anMqttTransport, patient, sendAll, troubleOf } from './a-mqtt-target.ts';

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe.skipIf(!hasMosquitto)('records over MQTT 5 (skipped without mosquitto)', { timeout: 90_000 }, () => {
  it('reach a subscriber with id, type and place as properties, and the body as it was frozen', async () => {
    const broker = await startMosquitto();
    const mes = await subscribe(broker.port);
    const body = '{"a" : "ä€"}';
    const envelope = anEnvelope(4711, { bodies: [body] });
    expect(await sendAll(anMqttTransport(broker), envelope)).toEqual([{ as: 'accepted' }]);
    const [heard] = await eventually(
      () => mes.heard,
      ({ length }) => length === 1,
    );
    expect(heard?.topic).toBe('sightline/North 1/part');
    expect(heard?.payload.toString()).toBe(body);
    expect(heard?.packet).toMatchObject({ qos: 1, retain: false });
    expect(heard?.packet.properties).toMatchObject({ contentType: 'application/json', payloadFormatIndicator: true });
    expect(heard?.packet.properties?.messageExpiryInterval).toBeUndefined();
    const { messageId, eventTime, part } = envelope;
    const names = ['message-id', 'content-type', 'n', 'of', 'sequence', 'kind', 'part', 'at', 'station'];
    const values = [messageId, 'application/json', '1', '1', '4711', 'part', part, eventTime, idOf('station North 1')];
    expect(names.map((name) => heard?.property(name))).toEqual(values);
  });

  it('come in the order of the batch, all bodies of a message one after the other', async () => {
    const broker = await startMosquitto();
    const mes = await subscribe(broker.port);
    const envelopes = range(1, 150).map((sequence) => anEnvelope(sequence, { bodies: ['1', '2', '3'] }));
    const outcomes = await sendAll(anMqttTransport(broker), ...envelopes);
    expect(outcomes.every(({ as }) => as === 'accepted')).toBe(true);
    await eventually(
      () => mes.heard.length,
      (count) => count === 450,
    );
    const got = mes.heard.map(({ property }) => `${property('sequence')}.${property('n')}`);
    expect(got).toEqual(range(1, 150).flatMap((sequence) => [1, 2, 3].map((n) => `${sequence}.${n}`)));
  });

  it('go to a topic made of the kind and the station’s name, which is one level of it', async () => {
    const broker = await startMosquitto();
    const mes = await subscribe(broker.port);
    const settings = { topic: 'works/{{station}}/{{kind}}' };
    const transport = anMqttTransport({ ...broker, settings, station: 'Hall 2/North+#' });
    await sendAll(transport, anEnvelope(1, { kind: 'event', part: null }));
    const [heard] = await eventually(
      () => mes.heard,
      ({ length }) => length === 1,
    );
    expect(heard?.topic).toBe('works/Hall 2-North--/event');
  });

  it('that are larger than the broker takes are refused, the others go', async () => {
    const broker = await startMosquitto({ config: ['max_packet_size 2000'] });
    const mes = await subscribe(broker.port);
    const large = JSON.stringify('x'.repeat(2000));
    const outcomes = await sendAll(
      anMqttTransport(broker),
      anEnvelope(1),
      anEnvelope(2, { bodies: [large] }),
      anEnvelope(3),
    );
    expect(outcomes.map(({ as }) => as)).toEqual(['accepted', 'refused', 'accepted']);
    expect(outcomes[1]).toMatchObject({ reason: expect.stringContaining('the broker takes 2000 at most') });
    await eventually(
      () => mes.heard.length,
      (count) => count === 2,
    );
  });

  it('wait while nobody is subscribed, and go once somebody is', async () => {
    const broker = await startMosquitto();
    const transport = anMqttTransport(broker);
    const trouble = await troubleOf(sendAll(transport, anEnvelope(1), anEnvelope(2)));
    expect(trouble).toMatchObject({ kind: 'away', message: expect.stringContaining('sightline/North 1/part') });
    expect(trouble.remedy).toContain('subscribe');
    const mes = await subscribe(broker.port);
    await sendAll(transport, anEnvelope(1), anEnvelope(2));
    await eventually(
      () => mes.heard.length,
      (count) => count === 2,
    );
  });

  it('of a kind that nobody ever wanted are put off by themselves while others are taken', async () => {
    const broker = await startMosquitto();
    await subscribe(broker.port, { topics: ['sightline/+/part'] });
    const segment = anEnvelope(2, { kind: 'segment', part: null });
    const transport = anMqttTransport(broker);
    const outcomes = await sendAll(transport, anEnvelope(1), segment, anEnvelope(3));
    expect(outcomes.map(({ as }) => as)).toEqual(['accepted', 'again', 'accepted']);
    expect(outcomes[1]).toMatchObject({ reason: 'nobody is subscribed to sightline/North 1/segment at the broker' });
    expect(await sendAll(transport, segment)).toMatchObject([{ as: 'again' }]);
  });

  it('count as taken without a subscriber where the settings say so', async () => {
    const broker = await startMosquitto();
    const transport = anMqttTransport({ ...broker, settings: { needsSubscriber: false } });
    expect(await sendAll(transport, anEnvelope(1))).toEqual([{ as: 'accepted' }]);
  });

  it('are not sent at a topic that is none', async () => {
    const broker = await startMosquitto();
    for (const topic of ['a/#', 'a/+/b', '$SYS/x'])
      expect(
        await troubleOf(sendAll(anMqttTransport({ ...broker, settings: { topic } }), anEnvelope(1))),
      ).toMatchObject({
        kind: 'broken',
        remedy: expect.stringContaining('no + and no #'),
      });
  });

  it('that have a receipt are not sent again when the same batch is tried once more', async () => {
    const broker = await startMosquitto();
    const mes = await subscribe(broker.port);
    const transport = anMqttTransport(broker);
    const batch = aBatch(...range(1, 20).map((sequence) => anEnvelope(sequence)));
    await transport.send(batch, patient());
    await transport.send(batch, patient());
    await sendAll(transport, anEnvelope(21));
    await eventually(() => mes.heard.some(({ property }) => property('sequence') === '21'), Boolean);
    expect(mes.heard).toHaveLength(21);
  });
});
