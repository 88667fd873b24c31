/** A receiver at a broker, as a MES has one: keeps everything that comes, in order. */
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';

export interface Heard {
  readonly topic: string;
  readonly payload: Buffer;
  readonly packet: IPublishPacket;
  /** Value of the user property. */
  readonly property: (name: string) => string | undefined;
}

export interface SubscriberOptions {
  readonly topics?: readonly string[];
  readonly qos?: 0 | 1;
  readonly username?: string;
  readonly password?: string;
  /** Its session outlives its connection. */
  readonly clientId?: string;
}

export class MqttSubscriber {
  readonly heard: Heard[] = [];
  onHeard: (heard: Heard) => void = () => undefined;
  private readonly port: number;
  private readonly options: SubscriberOptions;
  private client: MqttClient | null = null;

  constructor(port: number, options: SubscriberOptions = {}) {
    this.port = port;
    this.options = options;
  }

  /** Connected and subscribed. */
  async start(): Promise<void> {
    const { topics = ['#'], qos = 1, username, password, clientId } = this.options;
    const client = await mqtt.connectAsync({
      ...{ host: '127.0.0.1', port: this.port, protocolVersion: 5, reconnectPeriod: 0, keepalive: 60 },
      ...(username === undefined ? {} : { username }),
      ...(password === undefined ? {} : { password }),
      ...(clientId === undefined ? {} : { clientId, clean: false, properties: { sessionExpiryInterval: 3600 } }),
    });
    this.client = client;
    // A broker that goes away is part of the tests.
    client.on('error', () => undefined);
    client.on('message', (topic, payload, packet) => this.take(topic, payload, packet));
    await client.subscribeAsync([...topics], { qos, rap: true });
  }

  async publish(topic: string, payload: string | Buffer, options: mqtt.IClientPublishOptions = {}): Promise<void> {
    await this.client?.publishAsync(topic, payload, { qos: 1, ...options });
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.endAsync(true);
  }

  private take(topic: string, payload: Buffer, packet: IPublishPacket): void {
    const properties = packet.properties?.userProperties ?? {};
    const property = (name: string): string | undefined => {
      const value = properties[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const heard = { topic, payload, packet, property };
    this.heard.push(heard);
    this.onHeard(heard);
  }
}

/** Listens until the test is over. */
export async function subscribe(port: number, options: SubscriberOptions = {}): Promise<MqttSubscriber> {
  const subscriber = new MqttSubscriber(port, options);
  onTestFinished(() => subscriber.stop());
  await subscriber.start();
  return subscriber;
}
