/**
 * One connection to a broker, from CONNECT to its end. It never connects again by itself: whoever holds it decides that.
 *
 * The outbox of the station is the session: the broker is asked to keep nothing (clean start, session expiry 0), and whatever
 * has no receipt when the connection ends is unknown.
 */
import { Socket } from 'node:net';
import mqtt, {
  type IClientOptions,
  type IConnackPacket,
  type IPublishPacket,
  type MqttClient,
  type Packet,
} from 'mqtt';
import { say } from '../../../api/said/say.ts';
import type { Connection } from '../../../api/slices/sync-target.ts';
import { TargetTrouble } from '../../transport.ts';
import { networkTrouble } from '../https/network-trouble.ts';
import { doorTrouble, type Reason, type Speakers, sessionTrouble } from './reason-codes.ts';

const mostReceiveMaximum = 65_535;
/** For a goodbye; a broker that does not read it will see the connection close. */
const goodbyeMs = 1_000;

export type MqttLink = Pick<
  Extract<Connection, { kind: 'mqtt' }>,
  'host' | 'port' | 'useTls' | 'tls' | 'user' | 'clientId'
>;

export interface SessionParts {
  readonly link: MqttLink;
  readonly secrets: Readonly<Record<string, string>>;
  readonly clientId: string;
  readonly station: string;
  readonly will?: IClientOptions['will'];
  /** A dead link is noticed within one and a half times as much. */
  readonly keepaliveS: number;
  readonly connectMs: number;
  readonly onMessage?: (message: Received) => void;
  /** Once, however it ends; not when it was closed from here. `isWordless`: the broker has ended it in order and said nothing. */
  readonly onEnd?: (trouble: TargetTrouble, isWordless: boolean) => void;
}

export interface Received {
  readonly topic: string;
  readonly payload: Buffer;
  readonly isRetained: boolean;
  readonly correlation: Buffer | null;
}

export interface Limits {
  /** Messages that may be without a receipt at a time. */
  readonly receiveMaximum: number;
  /** Of a whole packet; null: none. */
  readonly packetBytes: number | null;
}

interface Waiting {
  readonly resolve: (reason: Reason) => void;
  readonly reject: (trouble: TargetTrouble) => void;
}

interface Queued extends Waiting {
  readonly topic: string;
  readonly payload: Buffer;
  readonly properties: IPublishPacket['properties'];
}

export class MqttSession {
  readonly limits: Limits;
  private readonly client: MqttClient;
  readonly speakers: Speakers;
  private readonly parts: SessionParts;
  private readonly waiting = new Map<number, Waiting>();
  /** Until the broker takes more at a time; in their order. */
  private readonly queued: Queued[] = [];
  private why: TargetTrouble | null = null;
  private isClosing = false;

  private constructor(client: MqttClient, parts: SessionParts, limits: Limits, first: FirstWords) {
    this.client = client;
    this.parts = parts;
    this.speakers = speakersOf(parts);
    this.limits = limits;
    client.on('packetreceive', (packet) => this.hear(packet));
    client.on('message', (topic, payload, packet) => this.take(topic, payload, packet));
    client.on('disconnect', (packet) => this.end(sessionTrouble(reasonOf(packet), this.speakers)));
    client.on('error', (error) => this.end(errorTrouble(error, this.speakers)));
    client.on('close', () => this.end(new TargetTrouble('away', goneWords(this.speakers, null)), true));
    first.pass(this);
  }

  /**
   * @param signal ends the attempt, not the session
   * @throws TargetTrouble
   */
  static async open(parts: SessionParts, signal: AbortSignal): Promise<MqttSession> {
    const speakers = speakersOf(parts);
    const client = createClient(parts);
    const first = new FirstWords(client);
    try {
      const connack = await connected(client, parts, speakers, signal);
      const limits = limitsOf(connack, speakers);
      return new MqttSession(client, parts, limits, first);
    } catch (thrown) {
      first.stop();
      // An error that comes after the first is about the same connection.
      client.on('error', () => undefined);
      client.end(true);
      throw thrown;
    }
  }

  /** Null while it is open. */
  get ended(): TargetTrouble | null {
    return this.why;
  }

  /**
   * QoS 1: resolves with the broker's receipt. Order of calls is the order on the wire, and no more are without a receipt at
   * a time than the broker takes.
   * @throws TargetTrouble when the connection ends before; then its fate is unknown.
   */
  publish(topic: string, payload: Buffer, properties: IPublishPacket['properties']): Promise<Reason> {
    return new Promise((resolve, reject) => {
      if (this.why || this.isClosing) {
        reject(this.why ?? new TargetTrouble('away', goneWords(this.speakers, null)));
        return;
      }
      this.queued.push({ topic, payload, properties, resolve, reject });
      this.sendQueued();
    });
  }

  private sendQueued(): void {
    while (this.waiting.size < this.limits.receiveMaximum) {
      const next = this.queued.shift();
      if (!next) return;
      const { topic, payload, properties, resolve, reject } = next;
      this.client.publish(topic, payload, { qos: 1, ...(properties ? { properties } : {}) }, () => undefined);
      // The library's callback keeps the receipt's code to itself where it is no failure.
      this.waiting.set(this.client.getLastMessageId(), { resolve, reject });
    }
  }

  /** QoS 0, not retained. @returns whether it was given to the connection */
  tell(topic: string, payload: Buffer): boolean {
    if (this.why || this.isClosing) return false;
    this.client.publish(topic, payload, { qos: 0 }, () => undefined);
    return this.why === null;
  }

  /** QoS 1. @throws TargetTrouble */
  async subscribe(to: string | { readonly topic: string; readonly isOwnLeftOut: boolean }): Promise<void> {
    const { topic, isOwnLeftOut } = typeof to === 'string' ? { topic: to, isOwnLeftOut: false } : to;
    await new Promise<void>((resolve, reject) => {
      const ended = (): void => reject(this.why ?? new TargetTrouble('away', goneWords(this.speakers, null)));
      if (this.why || this.isClosing) {
        ended();
        return;
      }
      this.client.subscribe([topic], { qos: 1, nl: isOwnLeftOut }, (error, _granted, packet) => {
        if (!error) resolve();
        else if (this.why) ended();
        else {
          const refused = packet?.granted.map(Number).find((code) => code >= 0x80);
          reject(sessionTrouble({ code: refused ?? 128, text: null, server: null }, this.speakers));
        }
      });
    });
  }

  /** There and back. @throws TargetTrouble */
  ping(withinMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const { host } = this.speakers;
      const settle = (outcome: () => void): void => {
        clearTimeout(timer);
        this.client.off('packetreceive', heard);
        this.client.off('close', ended);
        outcome();
      };
      const heard = ({ cmd }: Packet): void => {
        if (cmd === 'pingresp') settle(resolve);
      };
      const silent = (): TargetTrouble =>
        new TargetTrouble('away', say('mqttSilent', { host, seconds: Math.round(withinMs / 1000) }));
      const ended = (): void => settle(() => reject(this.why ?? silent()));
      const timer = setTimeout(() => settle(() => reject(silent())), withinMs);
      this.client.on('packetreceive', heard);
      this.client.on('close', ended);
      if (this.why) ended();
      else this.client.sendPing();
    });
  }

  /**
   * Says goodbye. Idempotent.
   * @param withWill the broker tells the will all the same (MQTT 5.0, 3.14.2.1: 0x04)
   */
  async close(withWill = false): Promise<void> {
    if (this.isClosing || this.why) {
      this.client.end(true);
      return;
    }
    this.isClosing = true;
    this.rejectWaiting(new TargetTrouble('away', goneWords(this.speakers, null)));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, goodbyeMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.client.once('close', done);
      // What has no receipt would hold the goodbye up.
      for (const id of Object.keys(this.client.outgoing)) this.client.removeOutgoingMessage(Number(id));
      this.client.end(false, withWill ? { reasonCode: 4 } : {}, done);
    });
    this.client.end(true);
  }

  /** Without a goodbye. */
  destroy(trouble: TargetTrouble): void {
    this.end(trouble);
  }

  private hear(packet: Packet): void {
    if (packet.cmd !== 'puback' || packet.messageId === undefined) return;
    const waiting = this.waiting.get(packet.messageId);
    this.waiting.delete(packet.messageId);
    waiting?.resolve(reasonOf(packet));
    this.sendQueued();
  }

  take(topic: string, payload: Buffer, packet: IPublishPacket): void {
    const correlation = packet.properties?.correlationData ?? null;
    this.parts.onMessage?.({ topic, payload, isRetained: packet.retain, correlation });
  }

  /** The first word on why counts: what comes after is the connection going down. */
  private end(trouble: TargetTrouble, isWordless = false): void {
    if (this.why || this.isClosing) return;
    this.why = trouble;
    this.rejectWaiting(trouble);
    this.client.end(true);
    this.parts.onEnd?.(trouble, isWordless);
  }

  private rejectWaiting(trouble: TargetTrouble): void {
    for (const { reject } of [...this.waiting.values(), ...this.queued.splice(0)]) reject(trouble);
    this.waiting.clear();
  }
}

/** Messages may follow the CONNACK at once; they wait until somebody listens. */
class FirstWords {
  private readonly client: MqttClient;
  private readonly heard: [string, Buffer, IPublishPacket][] = [];
  private readonly listen = (topic: string, payload: Buffer, packet: IPublishPacket): void => {
    this.heard.push([topic, payload, packet]);
  };

  constructor(client: MqttClient) {
    this.client = client;
    client.on('message', this.listen);
  }

  pass(session: MqttSession): void {
    this.stop();
    for (const message of this.heard) session.take(...message);
  }

  stop(): void {
    this.client.off('message', this.listen);
  }
}

function createClient({ link, secrets, clientId, will, keepaliveS, connectMs }: SessionParts): MqttClient {
  const { host, port, useTls, tls, user } = link;
  const { password, clientKey } = secrets;
  const own = tls.clientCertificate !== undefined && clientKey ? { cert: tls.clientCertificate, key: clientKey } : {};
  const options: IClientOptions = {
    ...{
      host,
      port,
      clientId,
      will,
      protocolVersion: 5,
      clean: true,
      keepalive: keepaliveS,
      connectTimeout: connectMs,
    },
    protocol: useTls ? 'mqtts' : 'mqtt',
    properties: { sessionExpiryInterval: 0 },
    ...(user === undefined ? {} : { username: user, password: password ?? '' }),
    ...(useTls ? { ...own, ...(tls.ca === undefined ? {} : { ca: tls.ca }), rejectUnauthorized: true } : {}),
    // Who sends decides when to try again, and what goes again.
    ...{ reconnectPeriod: 0, queueQoSZero: false, resubscribe: false },
    // Else a station that sends all the time would never ask whether somebody is still there.
    reschedulePings: false,
  };
  try {
    const client = mqtt.connect(options);
    // Else small messages wait 40 ms for the receipt of the one before (Nagle and delayed acknowledgements).
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
    return client;
  } catch (thrown) {
    // A certificate or key that is none.
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TargetTrouble('broken', say('httpsOwnCertificate', { why }), {
      remedy: say('httpsOwnCertificateRemedy'),
      cause: thrown,
    });
  }
}

function connected(
  client: MqttClient,
  { connectMs }: SessionParts,
  speakers: Speakers,
  signal: AbortSignal,
): Promise<IConnackPacket> {
  return new Promise((resolve, reject) => {
    const { host } = speakers;
    const silent = say('mqttSilent', { host, seconds: Math.round(connectMs / 1000) });
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      client.off('connect', welcomed);
      client.off('packetreceive', refused);
      client.off('error', failed);
      client.off('close', closed);
      outcome();
    };
    const welcomed = (connack: IConnackPacket): void => settle(() => resolve(connack));
    // The words of the broker come with the packet; the library's error has the code alone.
    const refused = (packet: Packet): void => {
      if (packet.cmd !== 'connack' || reasonOf(packet).code === 0) return;
      settle(() => reject(doorTrouble(reasonOf(packet), speakers)));
    };
    const early = (cause?: unknown): TargetTrouble =>
      new TargetTrouble('away', say('mqttClosed', { host }), { remedy: say('mqttClosedRemedy'), cause });
    const failed = (error: Error): void =>
      settle(() => reject(codeOf(error) === 'ECONNRESET' ? early(error) : errorTrouble(error, speakers)));
    const closed = (): void => settle(() => reject(early()));
    const aborted = (): void => settle(() => reject(new TargetTrouble('away', silent)));
    const timer = setTimeout(() => settle(() => reject(new TargetTrouble('away', silent))), connectMs);
    client.on('connect', welcomed);
    client.on('packetreceive', refused);
    client.on('error', failed);
    client.on('close', closed);
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) aborted();
  });
}

/** @throws TargetTrouble when the broker gives no receipts */
function limitsOf({ properties }: IConnackPacket, { host }: Speakers): Limits {
  if (properties?.maximumQoS === 0)
    throw new TargetTrouble('broken', say('mqttNoAnswers', { host }), { remedy: say('mqttNoAnswersRemedy') });
  return {
    receiveMaximum: properties?.receiveMaximum ?? mostReceiveMaximum,
    packetBytes: properties?.maximumPacketSize ?? null,
  };
}

function speakersOf({ link, clientId, station }: SessionParts): Speakers {
  return { host: hostOf(link), clientId, station };
}

export function hostOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function goneWords({ host }: Speakers, why: string | null): string {
  return say('mqttGone', { host, why: why ?? 'it broke off' });
}

function reasonOf(packet: Packet): Reason {
  const code =
    'reasonCode' in packet && typeof packet.reasonCode === 'number'
      ? packet.reasonCode
      : 'returnCode' in packet && typeof packet.returnCode === 'number'
        ? packet.returnCode
        : 0;
  const properties = 'properties' in packet ? packet.properties : undefined;
  const said = (name: 'reasonString' | 'serverReference'): string | null => {
    const value: unknown = properties && Object.entries(properties).find(([key]) => key === name)?.[1];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { code, text: said('reasonString'), server: said('serverReference') };
}

function errorTrouble(thrown: unknown, speakers: Speakers): TargetTrouble {
  const { host } = speakers;
  const code = codeOf(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (typeof code === 'number') return sessionTrouble({ code, text: null, server: null }, speakers);
  if (message === 'Keepalive timeout' || message === 'connack timeout')
    return new TargetTrouble('away', goneWords(speakers, 'it does not answer any more'), { cause: thrown });
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO')
    return new TargetTrouble('broken', say('mqttNoTls', { host, why: code }), {
      remedy: say('mqttNoTlsRemedy'),
      cause: thrown,
    });
  // A packet that cannot be read has no code.
  if (code === '' && !message.startsWith('TLS'))
    return new TargetTrouble('broken', say('mqttMisunderstood', { host, why: message }), {
      remedy: say('mqttMisunderstoodRemedy'),
      cause: thrown,
    });
  return networkTrouble(thrown, { host, first: host });
}

function codeOf(thrown: unknown): string | number {
  const error = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' || typeof error.code === 'number' ? error.code : '';
}
