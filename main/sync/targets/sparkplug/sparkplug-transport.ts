/**
 * The way of telemetry to Sparkplug hosts: an edge node with one device. It takes no records.
 *
 *   CONNECT (will: NDEATH) ─▶ the primary host is online ─▶ NBIRTH, DBIRTH ─▶ DDATA as values change, then what was missed
 *        ▲                                                       │
 *        └── the sender calls `keep` ◀── NDEATH by the broker ◀──┘ the host is offline, the link breaks
 */
import { say } from '../../../api/said/say.ts';
import type { Connection } from '../../../api/slices/sync-target.ts';
import {
  type Outcome,
  type StationFacts,
  TargetTrouble,
  type Transport,
  type TransportContext,
} from '../../transport.ts';
import { Evictions, evictionTrouble } from '../mqtt/evictions.ts';
import type { Patience } from '../mqtt/mqtt-transport.ts';
import { hostOf, MqttSession, type Received } from '../mqtt/session.ts';
import { clientIdOf } from '../mqtt/topic.ts';
import { Backlog } from './backlog.ts';
import { nextBdSeq } from './bd-seq.ts';
import {
  Catalogue,
  type EdgeNames,
  EdgeNode,
  nodeDeath,
  nodeTopic,
  rebirthMetric,
  type Said,
  stationMetric,
} from './edge-node.ts';
import { HostState } from './host-state.ts';
import { decode } from './payload.ts';

export type SparkplugConnection = Extract<Connection, { kind: 'sparkplug' }>;

/** The device is told dead when the station has said nothing for so long. */
const silentStationMs = 10_000;
/** A host that asks for births all the time gets one a second. */
const rebirthEveryMs = 1_000;
const confirmEveryMs = 30_000;

/** One connection and what it has come to. */
interface Life {
  readonly session: MqttSession;
  readonly node: EdgeNode;
  readonly host: HostState;
  readonly backlog: Backlog;
  isBorn: boolean;
  bornMs: number;
  dataMs: number;
  confirmedMs: number;
  wantsRebirth: boolean;
}

export class SparkplugTransport implements Transport {
  readonly limits = { messages: 0, bytes: 0 };
  readonly address: { readonly host: string; readonly port: number };
  private readonly context: TransportContext<SparkplugConnection>;
  private readonly patience: Patience;
  private readonly names: EdgeNames;
  private readonly clientId: string;
  private readonly catalogue = new Catalogue();
  private readonly evictions = new Evictions();
  private readonly closing = new AbortController();
  private life: Life | null = null;
  private facts: { readonly facts: StationFacts; readonly atMs: number } | null = null;
  /** Why the last connection ended, until the sender has heard it. */
  private owed: TargetTrouble | null = null;

  constructor(context: TransportContext<SparkplugConnection>, patience: Patience) {
    const { host, port, clientId, group, edge, device } = context.connection;
    this.context = context;
    this.patience = patience;
    this.address = { host, port };
    this.names = { group, edge, device };
    // Another than that of a target for records: two clients of one id throw each other out.
    this.clientId = clientId ?? `${clientIdOf(context.station.name)}-telemetry`;
  }

  async send(): Promise<readonly Outcome[]> {
    throw new TargetTrouble('broken', say('sparkplugNoRecords'));
  }

  /** Once a second, by the station. */
  tick(facts: StationFacts): void {
    this.facts = { facts, atMs: this.nowMs };
    if (this.life) this.beat(this.life);
  }

  async keep(signal: AbortSignal): Promise<void> {
    const { owed } = this;
    this.owed = null;
    if (owed) throw owed;
    try {
      await this.keepNow(signal);
    } catch (thrown) {
      // It is told now, and once is enough.
      if (thrown === this.owed) this.owed = null;
      throw thrown;
    }
  }

  private async keepNow(signal: AbortSignal): Promise<void> {
    const life = this.life ?? (await this.begin(signal));
    const { primaryHost } = this.context.connection;
    this.beat(life);
    if (primaryHost !== undefined && life.host.isOnline !== true)
      throw new TargetTrouble('away', say('sparkplugHostAway', { id: primaryHost }), {
        remedy: say('sparkplugHostAwayRemedy', { id: primaryHost }),
      });
    if (!life.isBorn || !life.node.hasDevice) return;
    await life.backlog.step();
    if (this.nowMs - life.confirmedMs < confirmEveryMs) return;
    life.confirmedMs = this.nowMs;
    await life.backlog.toldLive();
  }

  async test(signal: AbortSignal): Promise<string> {
    const host = hostOf(this.address);
    const edge = `${this.names.group}/${this.names.edge}`;
    if (this.life && !this.life.session.ended) await this.life.session.ping(this.patience.connectMs);
    else await (await this.open(`${this.clientId}-test`, {}, signal)).close();
    return say('sparkplugReached', { host, edge });
  }

  /** The broker tells the death: it knows the number of the birth. */
  async close(): Promise<void> {
    this.closing.abort();
    const { life } = this;
    this.life = null;
    await life?.session.close(life.isBorn);
  }

  private get nowMs(): number {
    return this.context.clock.monotonicMs();
  }

  private async begin(signal: AbortSignal): Promise<Life> {
    const { target, dataDir, problem, station, telemetry, clock, connection } = this.context;
    const bdSeq = await nextBdSeq(dataDir, target, problem);
    const { topic, payload } = nodeDeath(this.names, bdSeq, clock.wallMs());
    const will = { topic, payload, qos: 1, retain: false } as const;
    const early: Received[] = [];
    let begun: Life | null = null;
    const session = await this.open(
      this.clientId,
      {
        will,
        onMessage: (message) => (begun ? this.hear(begun, message) : early.push(message)),
        onEnd: (trouble, isWordless) => {
          if (!begun || this.life !== begun) return;
          const isThrownOut = isWordless && this.evictions.note(this.nowMs);
          this.ended(isThrownOut ? evictionTrouble(begun.session.speakers) : trouble);
        },
      },
      AbortSignal.any([signal, this.closing.signal]),
    );
    const node = new EdgeNode(this.names, station, bdSeq, this.catalogue);
    const backlog = new Backlog({
      ...{ target, store: telemetry },
      send: async (samples) => {
        this.say(session, node.history(samples, clock.wallMs()));
        await session.ping(this.patience.silentMs);
      },
    });
    const life: Life = {
      ...{ session, node, backlog, host: new HostState() },
      ...{ isBorn: false, bornMs: 0, dataMs: 0, confirmedMs: this.nowMs, wantsRebirth: false },
    };
    begun = life;
    try {
      await session.subscribe(nodeTopic(this.names, 'NCMD'));
      await this.watchTwins(session);
      const { primaryHost } = connection;
      if (primaryHost !== undefined) await session.subscribe(`spBv1.0/STATE/${primaryHost}`);
    } catch (thrown) {
      await session.close();
      throw thrown;
    }
    if (session.ended) throw session.ended;
    this.life = life;
    for (const message of early) this.hear(life, message);
    return life;
  }

  private open(
    clientId: string,
    parts: Partial<Parameters<typeof MqttSession.open>[0]>,
    signal: AbortSignal,
  ): Promise<MqttSession> {
    const { connection, secrets, station } = this.context;
    const { connectMs, keepaliveS } = this.patience;
    const own = { link: connection, secrets, clientId, station: station.name, connectMs, keepaliveS };
    return this.evictions.watch(MqttSession.open({ ...own, ...parts }, signal));
  }

  private hear(life: Life, { topic, payload, isRetained }: Received): void {
    if (topic.startsWith('spBv1.0/STATE/')) this.hearHost(life, payload);
    else if (topic === nodeTopic(this.names, 'NBIRTH')) this.hearTwin(life, payload);
    // A command that is kept by the broker was meant for an earlier life.
    else if (!isRetained && this.read(payload)?.get(rebirthMetric) === true) {
      life.wantsRebirth = true;
      this.beat(life);
    }
  }

  private hearHost(life: Life, payload: Buffer): void {
    const wrong = life.host.hear(payload);
    if (wrong !== null) this.context.problem(wrong);
    if (life.host.isOnline === false && life.isBorn) {
      this.life = null;
      life.session.close(true).then(
        () => this.context.wake(),
        (thrown: unknown) => this.context.problem(`a connection could not be closed: ${String(thrown)}`),
      );
    } else if (life.host.isOnline) {
      this.beat(life);
      this.context.wake();
    }
  }

  /**
   * Somebody else's births: the broker does not give this client its own. A broker may keep births to its hosts; then a twin
   * is not noticed, and everything else goes on.
   */
  private async watchTwins(session: MqttSession): Promise<void> {
    const topic = nodeTopic(this.names, 'NBIRTH');
    try {
      await session.subscribe({ topic, isOwnLeftOut: true });
    } catch (thrown) {
      if (session.ended) throw thrown;
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.context.problem(
        `another station with the same edge node id would not be noticed, ${topic} is closed: ${why}`,
      );
    }
  }

  /** Two that speak under one name make every counter of both worthless, so the one that hears it falls silent. */
  private hearTwin(life: Life, payload: Buffer): void {
    const { name } = this.context.station;
    const said = this.read(payload)?.get(stationMetric);
    const other = typeof said === 'string' && said !== '' ? said : say('sparkplugAnother');
    const edge = `${this.names.group}/${this.names.edge}`;
    life.session.destroy(
      new TargetTrouble('other-station', say('sparkplugTwin', { other, edge, station: name }), {
        remedy: say('sparkplugTwinRemedy', { other, station: name }),
      }),
    );
  }

  private ended(trouble: TargetTrouble): void {
    this.life = null;
    this.owed = trouble;
    this.context.wake();
  }

  /** Says what there is to say now. */
  private beat(life: Life): void {
    const { node, session } = life;
    const { clock, connection } = this.context;
    const isHostThere = connection.primaryHost === undefined || life.host.isOnline === true;
    if (!this.facts || !isHostThere || session.ended) return;
    const { facts, atMs } = this.facts;
    const now = this.nowMs;
    const { telemetry } = facts;
    const isHeard = facts.state !== 'off' && now - atMs < silentStationMs;
    if (!life.isBorn || (life.wantsRebirth && now - life.bornMs >= rebirthEveryMs)) {
      this.say(session, node.birth(telemetry, clock.wallMs()));
      Object.assign(life, { isBorn: true, wantsRebirth: false, bornMs: now, dataMs: now });
    } else if (!isHeard) this.say(session, node.deviceDeath(clock.wallMs()));
    else if (!node.hasDevice || now - life.dataMs >= connection.everySeconds * 1000) {
      life.dataMs = now;
      this.say(session, node.data(telemetry, clock.wallMs()));
    }
  }

  private say(session: MqttSession, said: readonly Said[]): void {
    for (const { topic, payload } of said) session.tell(topic, payload);
  }

  /** Null: it is no payload; whoever sent it hears nothing of it. */
  private read(payload: Buffer): ReadonlyMap<string, unknown> | null {
    try {
      return decode(payload);
    } catch (thrown) {
      this.context.problem(`a Sparkplug message cannot be read: ${String(thrown)}`);
      return null;
    }
  }
}
