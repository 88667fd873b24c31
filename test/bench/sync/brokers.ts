/** Brokers of the bench, as factories have them; somebody who fetches what arrives, so that queues stay short. */
import mqtt from 'mqtt';
import rhea from 'rhea';
import { hasMosquitto, openMosquitto } from '../../support/mosquitto.ts';
import { hasRabbitMq, startRabbitMq } from '../../support/rabbitmq.ts';
import type { Receiver } from './receivers.ts';

export function brokerReceivers(tell: (line: string) => void): (() => Promise<Receiver>)[] {
  if (!hasRabbitMq) tell('rabbitmq-server is not installed: CFX is left out');
  if (!hasMosquitto) tell('mosquitto is not installed: MQTT is left out');
  return [...(hasRabbitMq ? [cfxReceiver] : []), ...(hasMosquitto ? [mqttReceiver] : [])];
}

async function cfxReceiver(): Promise<Receiver> {
  const broker = await startRabbitMq({ queues: [{ name: 'mes' }] });
  const { port, user, password } = broker;
  const container = rhea.create_container();
  // The broker ends before its reader has said goodbye: nothing of the bench.
  container.on('disconnected', () => undefined);
  const reader = container.connect({ host: '127.0.0.1', port, username: user, password, reconnect: false });
  reader.open_receiver({ source: { address: '/amq/queue/mes', durable: 2 }, credit_window: 200 });
  return {
    name: 'CFX (RabbitMQ)',
    connection: {
      ...{ kind: 'cfx', host: '127.0.0.1', port, user, handle: 'Sightline.Station.Bench' },
      ...{ to: { is: 'queue', name: 'mes' }, unitMessages: ['UnitsInspected'] },
    },
    secrets: { password },
    stop: async () => {
      reader.close();
      await broker.close();
    },
  };
}

async function mqttReceiver(): Promise<Receiver> {
  const { broker, close } = await openMosquitto({ config: ['max_queued_messages 0'] });
  const { port } = broker;
  const subscriber = await mqtt.connectAsync({ host: '127.0.0.1', port, protocolVersion: 5 });
  await subscriber.subscribeAsync('#', { qos: 1 });
  return {
    ...{ name: 'MQTT (Mosquitto)', connection: { kind: 'mqtt', host: '127.0.0.1', port }, secrets: {} },
    stop: async () => {
      await subscriber.endAsync(true);
      await close();
    },
  };
}
