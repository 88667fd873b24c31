/**
 * A Sparkplug B 3.0 host application that checks every rule on every message that it hears, and keeps what was told.
 *
 * Source of the rules: Sparkplug 3.0.0, chapters 4 to 6; `wrong` has what was broken, in words.
 */
import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

const { Payload } = proto.org.eclipse.tahu.protobuf;

const metricSchema = z.object({
  name: z.string(),
  timestamp: z.number(),
  datatype: z.number().optional(),
  isHistorical: z.boolean().optional(),
  isNull: z.boolean().optional(),
  longValue: z.number().optional(),
  doubleValue: z.number().optional(),
  booleanValue: z.boolean().optional(),
  stringValue: z.string().optional(),
  properties: z
    .object({ keys: z.array(z.string()), values: z.array(z.object({ type: z.number(), stringValue: z.string() })) })
    .optional(),
});
type HeardMetric = z.infer<typeof metricSchema>;

const payloadSchema = z.object({
  timestamp: z.number().optional(),
  seq: z.number().optional(),
  metrics: z.array(metricSchema).default([]),
});

export type Kind = 'NBIRTH' | 'NDEATH' | 'DBIRTH' | 'DDEATH' | 'NDATA' | 'DDATA';

export interface Heard {
  readonly kind: Kind;
  readonly node: string;
  readonly seq: number | undefined;
  readonly metrics: readonly HeardMetric[];
  readonly values: Readonly<Record<string, number | string | boolean | null>>;
}

interface Node {
  isAlive: boolean;
  seq: number;
  bdSeq: number | null;
  /** Of deaths that were told. */
  readonly dead: number[];
  readonly born: number[];
  readonly devices: Map<
    string,
    { isAlive: boolean; readonly types: Map<string, number>; readonly last: Map<string, number> }
  >;
}

const typeOfValue: Readonly<Record<string, number>> = {
  longValue: 4,
  doubleValue: 10,
  booleanValue: 11,
  stringValue: 12,
};

export class SparkplugHost {
  readonly heard: Heard[] = [];
  readonly wrong: string[] = [];
  private readonly port: number;
  private readonly id: string;
  private readonly nodes = new Map<string, Node>();
  private client: MqttClient | null = null;

  constructor(port: number, id: string) {
    this.port = port;
    this.id = id;
  }

  async start(): Promise<void> {
    const client = await mqtt.connectAsync({
      ...{ host: '127.0.0.1', port: this.port, protocolVersion: 5, reconnectPeriod: 0, clean: true },
      properties: { sessionExpiryInterval: 0 },
    });
    this.client = client;
    // A broker that goes away is part of the tests.
    client.on('error', () => undefined);
    client.on('message', (topic, payload, packet) => this.take(topic, payload, packet));
    for (const kind of ['NBIRTH', 'NDEATH', 'NDATA'])
      await client.subscribeAsync(`spBv1.0/+/${kind}/+`, { qos: 1, rap: true });
    for (const kind of ['DBIRTH', 'DDEATH', 'DDATA'])
      await client.subscribeAsync(`spBv1.0/+/${kind}/+/#`, { qos: 1, rap: true });
  }

  async stop(): Promise<void> {
    const { client } = this;
    this.client = null;
    // What it missed meanwhile it does not know: births tell it anew.
    this.nodes.clear();
    await client?.endAsync(true);
  }

  async state(online: boolean, timestamp: number): Promise<void> {
    await this.publish(`spBv1.0/STATE/${this.id}`, JSON.stringify({ online, timestamp }), true);
  }

  async publish(topic: string, payload: string | Buffer, retain = false): Promise<void> {
    await this.client?.publishAsync(topic, payload, { qos: 1, retain });
  }

  /** Asks for births. */
  async rebirth(node: string, retain = false): Promise<void> {
    const [group, edge] = node.split('/');
    const metric = { name: 'Node Control/Rebirth', timestamp: Date.now(), datatype: 11, booleanValue: true };
    const payload = Payload.encode({ timestamp: Date.now(), metrics: [metric] }).finish();
    await this.client?.publishAsync(`spBv1.0/${group}/NCMD/${edge}`, Buffer.from(payload), { qos: 0, retain });
  }

  of(...kinds: readonly Kind[]): Heard[] {
    return this.heard.filter(({ kind }) => kinds.includes(kind));
  }

  get kinds(): string {
    return this.heard.map(({ kind }) => kind).join(' ');
  }

  /** Samples that were told as history, by their time: values of one metric. */
  history(metric: string): { at: number; value: unknown }[] {
    return this.of('DDATA').flatMap(({ metrics }) =>
      metrics
        .filter(({ name, isHistorical }) => isHistorical && name === metric)
        .map((each) => ({ at: each.timestamp, value: valueOfMetric(each) })),
    );
  }

  private take(topic: string, bytes: Buffer, packet: IPublishPacket): void {
    const [, group, kind, edge, device] = topic.split('/');
    const node = `${group}/${edge}`;
    const parsed = payloadSchema.safeParse(Payload.toObject(Payload.decode(bytes), { longs: Number }));
    if (!parsed.success) {
      this.wrong.push(`${topic}: ${parsed.error.message}`);
      return;
    }
    const { seq, metrics, timestamp } = parsed.data;
    const wrong = (text: string): void => {
      this.wrong.push(`${kind} ${this.heard.length} (seq ${seq}): ${text}`);
    };
    if (packet.retain) wrong('is retained');
    if (packet.qos !== (kind === 'NDEATH' ? 1 : 0)) wrong(`has QoS ${packet.qos}`);
    if (timestamp === undefined && kind !== 'NDEATH') wrong('has no time');
    const known = this.nodes.get(node) ?? {
      isAlive: false,
      seq: 0,
      bdSeq: null,
      dead: [],
      born: [],
      devices: new Map(),
    };
    this.nodes.set(node, known);
    this.check(kind as Kind, known, device ?? '', { seq, metrics }, wrong);
    const values = Object.fromEntries(metrics.map((metric) => [metric.name, valueOfMetric(metric)]));
    this.heard.push({ kind: kind as Kind, node, seq, metrics, values });
  }

  private check(
    kind: Kind,
    node: Node,
    device: string,
    { seq, metrics }: { seq: number | undefined; metrics: readonly HeardMetric[] },
    wrong: (text: string) => void,
  ): void {
    if (kind === 'NDEATH') {
      this.checkDeath(node, seq, metrics, wrong);
      return;
    }
    if (seq === undefined || seq < 0 || seq > 255) wrong('seq is not 0 to 255');
    if (kind === 'NBIRTH') this.checkBirth(node, seq, metrics, wrong);
    else {
      if (!node.isAlive) wrong('comes before a birth of the node');
      if (seq !== (node.seq + 1) % 256) wrong(`seq follows ${node.seq}`);
    }
    node.seq = seq ?? 0;
    if (kind === 'DBIRTH') {
      for (const metric of metrics) checkBorn(metric, wrong);
      const types = new Map(metrics.map(({ name, datatype }) => [name, datatype ?? 0]));
      if (types.size !== metrics.length) wrong('names a metric twice');
      for (const [name, type] of node.devices.get(device)?.types ?? [])
        if (types.get(name) !== type) wrong(`${name} is not what it was in the birth before`);
      const last = node.devices.get(device)?.last ?? new Map<string, number>();
      node.devices.set(device, { isAlive: true, types, last });
      this.inOrder(metrics, last, wrong);
    }
    if (kind === 'DDATA' || kind === 'DDEATH') {
      const born = node.devices.get(device);
      if (!born?.isAlive) wrong('comes before a birth of the device');
      if (kind === 'DDEATH' && born) born.isAlive = false;
      if (kind === 'DDATA' && metrics.length === 0) wrong('says nothing');
      for (const metric of metrics) {
        if (metric.datatype !== undefined) wrong(`${metric.name} has a datatype`);
        if (metric.properties) wrong(`${metric.name} has properties`);
        const type = born?.types.get(metric.name);
        if (type === undefined) wrong(`${metric.name} is not in the birth`);
        checkValue(metric, type, wrong);
      }
      if (born) this.inOrder(metrics, born.last, wrong);
    }
  }

  private inOrder(metrics: readonly HeardMetric[], last: Map<string, number>, wrong: (text: string) => void): void {
    for (const { name, timestamp, isHistorical } of metrics) {
      if (isHistorical) continue;
      if (timestamp < (last.get(name) ?? 0)) wrong(`${name} is older than its last value`);
      last.set(name, timestamp);
    }
  }

  private checkBirth(
    node: Node,
    seq: number | undefined,
    metrics: readonly HeardMetric[],
    wrong: (text: string) => void,
  ): void {
    if (seq !== 0) wrong('seq is not 0');
    const rebirth = metrics.find(({ name }) => name === 'Node Control/Rebirth');
    if (rebirth?.datatype !== 11 || rebirth.booleanValue !== false) wrong('has no Node Control/Rebirth that is false');
    const bdSeq = metrics.find(({ name }) => name === 'bdSeq');
    const number = bdSeq?.longValue;
    if (bdSeq?.datatype !== 4 || number === undefined || number < 0 || number > 255)
      wrong('has no bdSeq from 0 to 255');
    for (const metric of metrics) checkBorn(metric, wrong);
    if (node.isAlive && number !== node.bdSeq) wrong(`bdSeq changed from ${node.bdSeq} without a death`);
    if (!node.isAlive && number !== undefined && node.dead.at(-1) === number)
      wrong('bdSeq is that of the death before');
    for (const device of node.devices.values()) device.isAlive = false;
    node.bdSeq = number ?? null;
    if (number !== undefined) node.born.push(number);
    node.isAlive = true;
  }

  private checkDeath(
    node: Node,
    seq: number | undefined,
    metrics: readonly HeardMetric[],
    wrong: (text: string) => void,
  ): void {
    if (seq !== undefined) wrong('has a seq');
    const [bdSeq] = metrics;
    if (metrics.length !== 1 || bdSeq?.name !== 'bdSeq' || bdSeq.datatype !== 4) wrong('is not bdSeq alone');
    const number = bdSeq?.longValue ?? -1;
    node.dead.push(number);
    // A connection that broke before it had said its birth.
    if (!node.isAlive) return;
    if (number !== node.bdSeq) wrong(`is of ${number}, the birth is ${node.bdSeq}`);
    node.isAlive = false;
    for (const device of node.devices.values()) device.isAlive = false;
  }
}

function checkBorn(metric: HeardMetric, wrong: (text: string) => void): void {
  if (metric.datatype === undefined) wrong(`${metric.name} has no datatype`);
  if (metric.isHistorical) wrong(`${metric.name} is history in a birth`);
  checkValue(metric, metric.datatype, wrong);
}

function checkValue(metric: HeardMetric, type: number | undefined, wrong: (text: string) => void): void {
  const fields = Object.keys(typeOfValue).filter((field) => metric[field as keyof HeardMetric] !== undefined);
  if (metric.isNull ? fields.length > 0 : fields.length !== 1) wrong(`${metric.name} has ${fields.length} values`);
  const [field] = fields;
  if (field !== undefined && typeOfValue[field] !== type)
    wrong(`${metric.name} is told as ${field}, its type is ${type}`);
}

function valueOfMetric({ booleanValue, stringValue, longValue, doubleValue }: HeardMetric) {
  return booleanValue ?? stringValue ?? longValue ?? doubleValue ?? null;
}

/** Listens until the test is over. */
export async function startHost(port: number, id = 'scada'): Promise<SparkplugHost> {
  const host = new SparkplugHost(port, id);
  onTestFinished(() => host.stop());
  await host.start();
  return host;
}
