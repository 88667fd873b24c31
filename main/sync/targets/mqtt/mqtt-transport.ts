/**
 * The way to a broker over MQTT 5: every body of a message is published with QoS 1, and the broker's receipt (PUBACK) settles
 * it. Receivers keep one of each `message-id`.
 */
import { say } from '../../../api/said/say.ts';
import type { MesAnswer } from '../../../api/slices/sync.ts';
import type { Connection } from '../../../api/slices/sync-target.ts';
import type { Envelope } from '../../../station/store/sync-table.ts';
import { type Batch, type Outcome, TargetTrouble, type Transport, type TransportContext } from '../../transport.ts';
import { Asking } from './asking.ts';
import { Evictions, evictionTrouble } from './evictions.ts';
import { noSubscribers, outcomeOf, type Reason, type Speakers } from './reason-codes.ts';
import { type Letter, postAll } from './receipts.ts';
import { hostOf, MqttSession } from './session.ts';
import { clientIdOf, topicFor } from './topic.ts';

export type MqttConnection = Extract<Connection, { kind: 'mqtt' }>;

export interface Patience {
  readonly connectMs: number;
  /** Without a receipt while messages are under way. */
  readonly silentMs: number;
  readonly keepaliveS: number;
}

/** What one call of `send` has learnt, beside the outcomes that stay. */
interface Now {
  readonly outcomes: Map<number, Outcome>;
  readonly putOff: Map<number, string>;
  /** Sequence to topic: dropped by the broker, since nobody is subscribed. */
  readonly unheard: Map<number, string>;
}

const batchMessages = 200;
const batchBytes = 8_000_000;
/** Under way at a time, where the broker takes so many. */
const widestWindow = 64;
/** Of a packet, beside topic, body and properties; rather too much. */
const headerBytes = 64;

export class MqttTransport implements Transport {
  readonly limits = { messages: batchMessages, bytes: batchBytes };
  readonly address: { readonly host: string; readonly port: number };
  readonly ask?: NonNullable<Transport['ask']>;
  private readonly context: TransportContext<MqttConnection>;
  private readonly patience: Patience;
  private readonly clientId: string;
  private readonly host: string;
  private readonly asking: Asking;
  private readonly evictions = new Evictions();
  private session: MqttSession | null = null;
  private opening: Promise<MqttSession> | null = null;
  private readonly closing = new AbortController();
  /** What the last batch has receipts for: a retry does not send that again. */
  private settled: { readonly batch: string; readonly outcomes: Map<number, Outcome> } = {
    batch: '',
    outcomes: new Map(),
  };
  /** Topics that somebody was subscribed to. */
  private readonly heardTopics = new Set<string>();
  /** Somebody else took this client's place while nothing was sent. */
  private owed: TargetTrouble | null = null;

  constructor(context: TransportContext<MqttConnection>, patience: Patience) {
    const { host, port, clientId, askTopic } = context.connection;
    this.context = context;
    this.patience = patience;
    this.address = { host, port };
    this.host = hostOf(this.address);
    this.clientId = clientId ?? clientIdOf(context.station.name);
    this.asking = new Asking(this.clientId);
    if (askTopic !== undefined) this.ask = (question, signal) => this.askAt(askTopic, question, signal);
  }

  async send(batch: Batch, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { owed } = this;
    this.owed = null;
    if (owed) throw owed;
    try {
      return await this.sendNow(batch, signal);
    } catch (thrown) {
      if (thrown === this.owed) this.owed = null;
      throw thrown;
    }
  }

  private async sendNow({ id, envelopes }: Batch, signal: AbortSignal): Promise<readonly Outcome[]> {
    const session = await this.connected(signal);
    if (this.settled.batch !== id) this.settled = { batch: id, outcomes: new Map() };
    const { outcomes } = this.settled;
    const now: Now = { outcomes, putOff: new Map(), unheard: new Map() };
    const letters = envelopes
      .filter(({ sequence }) => !outcomes.has(sequence))
      .flatMap((envelope) => this.letter(session, envelope, outcomes));
    const broken = (): void =>
      session.destroy(new TargetTrouble('away', say('mqttGone', { host: this.host, why: 'this station stops' })));
    signal.addEventListener('abort', broken, { once: true });
    try {
      await postAll(letters, this.window(session), (envelope, reasons) => this.receive(envelope, reasons, now));
    } finally {
      signal.removeEventListener('abort', broken);
    }
    this.judge(now);
    return envelopes.map(
      ({ sequence }) =>
        outcomes.get(sequence) ?? { as: 'again', reason: now.putOff.get(sequence) ?? say('syncNoWord') },
    );
  }

  async test(signal: AbortSignal): Promise<string> {
    const { session } = this;
    const { user } = this.context.connection;
    const reached =
      user === undefined ? say('mqttReached', { host: this.host }) : say('mqttReachedAs', { host: this.host, user });
    topicFor(this.context.connection.topic, this.names('part'));
    if (session && !session.ended) {
      await this.orAborted(session.ping(this.patience.connectMs), signal);
      return reached;
    }
    // Under the client's own id it would throw out the one that sends.
    const tried = await this.open(`${this.clientId}-test`, signal);
    await tried.close();
    return reached;
  }

  async close(): Promise<void> {
    this.closing.abort();
    const session = this.session ?? (await this.opening?.catch(() => null));
    this.session = null;
    await session?.close();
  }

  private async askAt(
    topic: string,
    { serial, recipe }: { readonly serial: string; readonly recipe: string },
    signal: AbortSignal,
  ): Promise<MesAnswer> {
    const session = await this.connected(signal);
    const { id, name } = this.context.station;
    const question = Buffer.from(JSON.stringify({ station: { id, name }, serial, recipe }));
    return this.asking.ask(session, topicFor(topic, this.names('part')), question, signal);
  }

  private async connected(signal: AbortSignal): Promise<MqttSession> {
    if (this.session && !this.session.ended) return this.session;
    this.opening ??= this.open(this.clientId, this.closing.signal)
      .then((session) => {
        this.session = session;
        return session;
      })
      .finally(() => {
        this.opening = null;
      });
    return this.orAborted(this.opening, signal);
  }

  private open(clientId: string, signal: AbortSignal): Promise<MqttSession> {
    const { connection, secrets, station } = this.context;
    const { connectMs, keepaliveS } = this.patience;
    const opening = MqttSession.open(
      {
        ...{ link: connection, secrets, clientId, station: station.name, connectMs, keepaliveS },
        onMessage: (message) => this.asking.hear(message),
        onEnd: (trouble, isWordless) => {
          if (trouble.kind === 'other-station') this.owed = trouble;
          if (isWordless && this.evictions.note(this.context.clock.monotonicMs()))
            this.owed = evictionTrouble(this.speakers);
          this.asking.end(trouble);
        },
      },
      signal,
    );
    return this.evictions.watch(opening);
  }

  /** What goes on behind an abandoned wait goes on; its failure is nobody's any more. */
  private orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const aborted = (): void => reject(new TargetTrouble('away', say('mqttLate', { host: this.host })));
      signal.addEventListener('abort', aborted, { once: true });
      if (signal.aborted) aborted();
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
    });
  }

  private window(session: MqttSession) {
    return {
      messages: Math.min(widestWindow, session.limits.receiveMaximum),
      silentMs: this.patience.silentMs,
      host: this.host,
      giveUp: (trouble: TargetTrouble): void => session.destroy(trouble),
    };
  }

  /** None for a message that the broker would never take; its outcome is known then. */
  private letter(session: MqttSession, envelope: Envelope, outcomes: Map<number, Outcome>): Letter[] {
    const topic = topicFor(this.context.connection.topic, this.names(envelope.kind));
    const packets = envelope.bodies.map((body, index) => this.packet(envelope, Buffer.from(body), index));
    const limit = session.limits.packetBytes;
    const bytes = Math.max(...packets.map((packet) => packet.bytes + Buffer.byteLength(topic)));
    if (limit !== null && bytes > limit) {
      outcomes.set(envelope.sequence, { as: 'refused', reason: say('mqttTooLarge', { bytes, limit }) });
      return [];
    }
    const post = (): Promise<Reason[]> =>
      Promise.all(packets.map(({ body, properties }) => session.publish(topic, body, properties)));
    return [{ envelope, post }];
  }

  private packet({ messageId, sequence, kind, part, eventTime, bodies }: Envelope, body: Buffer, index: number) {
    const userProperties = {
      'message-id': messageId,
      'content-type': contentType,
      n: String(index + 1),
      of: String(bodies.length),
      sequence: String(sequence),
      kind,
      ...(part === null ? {} : { part }),
      at: eventTime,
      station: this.context.station.id,
    };
    const own = Object.entries(userProperties).reduce((sum, [name, value]) => sum + 5 + name.length + value.length, 0);
    // No expiry: a record is as good after a week.
    const properties = { payloadFormatIndicator: true, contentType, userProperties };
    return { body, properties, bytes: headerBytes + own + body.length };
  }

  /** @throws TargetTrouble when a receipt speaks of more than this message. */
  private receive({ sequence, kind }: Envelope, reasons: readonly Reason[], { outcomes, putOff, unheard }: Now): void {
    const { connection } = this.context;
    const topic = topicFor(connection.topic, this.names(kind));
    const all = reasons.map((reason) => outcomeOf(reason, topic, this.speakers));
    const refused = all.find(({ as }) => as === 'refused');
    const again = all.find((outcome) => outcome.as === 'again');
    if (refused) outcomes.set(sequence, refused);
    else if (again) putOff.set(sequence, again.reason);
    else if (connection.needsSubscriber && reasons.some(({ code }) => code === noSubscribers)) {
      unheard.set(sequence, topic);
      putOff.set(sequence, say('mqttNobodyListens', { topic }));
    } else {
      this.heardTopics.add(topic);
      outcomes.set(sequence, { as: 'accepted' });
    }
  }

  /**
   * A broker that says that nobody was subscribed has dropped the message. Where the receiver is away as a whole, everything
   * waits; where it takes some kinds and never took others, those others must not hold up the rest.
   * @throws TargetTrouble
   */
  private judge({ unheard }: Now): void {
    const topics = [...unheard.values()];
    const [first] = topics;
    if (first === undefined) return;
    const wasHeard = topics.find((topic) => this.heardTopics.has(topic));
    if (this.heardTopics.size > 0 && wasHeard === undefined) return;
    throw new TargetTrouble('away', say('mqttNobodyListens', { topic: wasHeard ?? first }), {
      remedy: say('mqttNobodyListensRemedy'),
    });
  }

  private get speakers(): Speakers {
    return { host: this.host, clientId: this.clientId, station: this.context.station.name };
  }

  private names(kind: string): Readonly<Record<string, string>> {
    return { kind, station: this.context.station.name };
  }
}

const contentType = 'application/json';
