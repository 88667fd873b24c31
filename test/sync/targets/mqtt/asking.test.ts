import { describe, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { hasMosquitto, startMosquitto } from '../../../support/mosquitto.ts';
import { type MqttSubscriber, subscribe } from '../../../support/mqtt-subscriber.ts';
import { anEnvelope, anMqttTransport, patient, sendAll, troubleOf } from './a-mqtt-target.ts';

const askTopic = 'mes/{{station}}/validate';
const question = { serial: 'SN-1', recipe: 'boards' };

function answering(mes: MqttSubscriber, answer: (serial: string) => string | null): void {
  mes.onHeard = ({ payload, packet }) => {
    const { responseTopic, correlationData } = packet.properties ?? {};
    const said = responseTopic === undefined ? null : answer(JSON.parse(payload.toString()).serial);
    if (said === null || responseTopic === undefined || !correlationData) return;
    void mes.publish(responseTopic, said, { qos: 0, properties: { correlationData } });
  };
}

async function aMes() {
  const broker = await startMosquitto();
  const mes = await subscribe(broker.port, { topics: ['mes/+/validate', 'sightline/#'] });
  const transport = anMqttTransport({ ...broker, port: broker.port, settings: { askTopic } });
  const ask = (asked = question, signal = patient()) => {
    if (!transport.ask) throw new Error('it cannot be asked');
    return transport.ask(asked, signal);
  };
  return { broker, mes, transport, ask };
}

describe.skipIf(!hasMosquitto)('a question over MQTT 5 (skipped without mosquitto)', { timeout: 90_000 }, () => {
  it('is answered at the topic that it names', async () => {
    const { mes, ask } = await aMes();
    answering(mes, () => JSON.stringify({ isReleased: true, workOrder: 'WO-7' }));
    expect(await ask()).toEqual({ isReleased: true, reason: null, workOrder: 'WO-7', recipe: null });
    expect(mes.heard[0]?.topic).toBe('mes/North 1/validate');
    expect(JSON.parse(String(mes.heard[0]?.payload))).toMatchObject(question);
  });

  it('has its own answer, also when several are asked at once and answered in another order', async () => {
    const { mes, ask } = await aMes();
    const held: (() => void)[] = [];
    mes.onHeard = ({ payload, packet }) => {
      const { serial } = JSON.parse(payload.toString());
      const { responseTopic = '', correlationData = Buffer.alloc(0) } = packet.properties ?? {};
      const said = JSON.stringify({ isReleased: serial !== 'SN-2', reason: serial });
      held.push(() => void mes.publish(responseTopic, said, { qos: 0, properties: { correlationData } }));
      if (held.length === 3) for (const give of held.toReversed()) give();
    };
    const answers = await Promise.all(['SN-1', 'SN-2', 'SN-3'].map((serial) => ask({ ...question, serial })));
    expect(answers.map(({ reason }) => reason)).toEqual(['SN-1', 'SN-2', 'SN-3']);
    expect(answers.map(({ isReleased }) => isReleased)).toEqual([true, false, true]);
  });

  it('goes beside records over one connection', async () => {
    const { mes, ask, transport } = await aMes();
    answering(mes, () => JSON.stringify({ isReleased: false, reason: 'wrong order' }));
    const [answer, outcomes] = await Promise.all([ask(), sendAll(transport, anEnvelope(1), anEnvelope(2))]);
    expect(answer.isReleased).toBe(false);
    expect(outcomes.map(({ as }) => as)).toEqual(['accepted', 'accepted']);
  });

  it('has no answer when nobody listens, none comes in time, or it cannot be read', async () => {
    const { mes, ask, broker } = await aMes();
    expect(await troubleOf(ask(question, AbortSignal.timeout(200)))).toMatchObject({ kind: 'away' });
    answering(mes, () => '{"isReleased":"maybe"}');
    expect(await troubleOf(ask())).toMatchObject({ message: expect.stringContaining('cannot be read') });
    answering(mes, () => 'yes');
    expect(await troubleOf(ask())).toMatchObject({ message: expect.stringContaining('cannot be read') });
    await mes.stop();
    const other = anMqttTransport({ ...broker, port: broker.port, settings: { askTopic }, station: 'Other' });
    expect(await troubleOf(other.ask?.(question, patient()) ?? Promise.resolve())).toMatchObject({
      message: 'nobody answers questions at mes/Other/validate',
    });
  });

  it('ends with the connection', async () => {
    const { ask, broker, mes } = await aMes();
    const asked = troubleOf(ask());
    await eventually(
      () => mes.heard.length,
      (count) => count === 1,
    );
    await broker.kill();
    expect((await asked).kind).toBe('away');
  });

  it('is not put where no topic is set', async () => {
    const broker = await startMosquitto();
    expect(anMqttTransport(broker).ask).toBeUndefined();
  });
});
