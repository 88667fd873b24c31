/**
 * What an edge node says and in which order, for one connection: birth of the node, birth of its device, then data; `seq`
 * counts them. Pure but for its own memory: facts go in, messages come out.
 *
 * Source: Sparkplug 3.0.0, 5.5 to 5.9 (flow) and 6.4 (payloads).
 */
import { metrics as known, type Metric } from '../../../station/sync/telemetry.ts';
import { type Datatype, encode, type WireMetric } from './payload.ts';

export const rebirthMetric = 'Node Control/Rebirth';
export const bdSeqMetric = 'bdSeq';
export const stationMetric = 'Properties/Station';
const highestSeq = 255;

export interface EdgeNames {
  readonly group: string;
  readonly edge: string;
  readonly device: string;
}

export interface Station {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export interface Said {
  readonly topic: string;
  readonly payload: Buffer;
}

export type Values = Readonly<Record<string, unknown>>;

export interface Sample {
  readonly at: number;
  readonly values: Values;
}

export function nodeTopic({ group, edge }: EdgeNames, kind: 'NBIRTH' | 'NDEATH' | 'NCMD'): string {
  return `spBv1.0/${group}/${kind}/${edge}`;
}

/** The last will of a connection: it names the birth that it ends. */
export function nodeDeath(names: EdgeNames, bdSeq: number, nowMs: number): Said {
  const metrics: WireMetric[] = [{ name: bdSeqMetric, type: 'Int64', value: bdSeq, timestamp: nowMs }];
  return { topic: nodeTopic(names, 'NDEATH'), payload: encode({ timestamp: nowMs, metrics }, 'death') };
}

export class EdgeNode {
  private readonly names: EdgeNames;
  private readonly station: Station;
  private readonly bdSeq: number;
  private readonly catalogue: Catalogue;
  private seq = 0;
  private lastMs = 0;
  private isDeviceBorn = false;
  private told = new Map<string, WireMetric['value']>();

  constructor(names: EdgeNames, station: Station, bdSeq: number, catalogue: Catalogue) {
    this.names = names;
    this.station = station;
    this.bdSeq = bdSeq;
    this.catalogue = catalogue;
  }

  /** Also when a host asks for it again. */
  birth(values: Values, wallMs: number): Said[] {
    const timestamp = this.notBefore(wallMs);
    const { id, name, version } = this.station;
    const text = (metric: string, value: string): WireMetric => ({ name: metric, type: 'String', value, timestamp });
    const metrics: WireMetric[] = [
      { name: bdSeqMetric, type: 'Int64', value: this.bdSeq, timestamp },
      { name: rebirthMetric, type: 'Boolean', value: false, timestamp },
      text(stationMetric, name),
      text('Properties/Station Id', id),
      text('Properties/Software Version', version),
    ];
    this.seq = 0;
    const payload = encode({ timestamp, seq: this.nextSeq(), metrics }, 'birth');
    return [{ topic: nodeTopic(this.names, 'NBIRTH'), payload }, this.deviceBirth(values, wallMs)];
  }

  deviceBirth(values: Values, wallMs: number): Said {
    const timestamp = this.notBefore(wallMs);
    this.catalogue.learn(values);
    const metrics = this.catalogue.all().map(({ name, type, unit }): WireMetric => {
      const value = fitting(type, values[name]);
      return { name, type, value, timestamp, unit };
    });
    this.told = new Map(metrics.map(({ name, value }) => [name, value]));
    this.isDeviceBorn = true;
    return this.ofDevice('DBIRTH', encode({ timestamp, seq: this.nextSeq(), metrics }, 'birth'));
  }

  /** What has changed since it was told last; a metric that no birth has named needs a birth first. */
  data(values: Values, wallMs: number): Said[] {
    if (!this.isDeviceBorn || !this.catalogue.knowsAll(values)) return [this.deviceBirth(values, wallMs)];
    const timestamp = this.notBefore(wallMs);
    const changed = this.catalogue
      .all()
      .map(({ name, type }): WireMetric => ({ name, type, value: fitting(type, values[name]), timestamp }))
      .filter(({ name, value }) => this.told.get(name) !== value);
    if (changed.length === 0) return [];
    for (const { name, value } of changed) this.told.set(name, value);
    return [this.ofDevice('DDATA', encode({ timestamp, seq: this.nextSeq(), metrics: changed }, 'data'))];
  }

  /** What was missed: never a value of now. Metrics that no birth has named are left out. */
  history(samples: readonly Sample[], wallMs: number): Said[] {
    const metrics = samples.flatMap(({ at, values }) =>
      this.catalogue
        .all()
        .filter(({ name }) => Object.hasOwn(values, name))
        .map(({ name, type }): WireMetric => ({ name, type, value: fitting(type, values[name]), timestamp: at })),
    );
    if (metrics.length === 0) return [];
    const payload = encode({ timestamp: this.notBefore(wallMs), seq: this.nextSeq(), metrics }, 'history');
    return [this.ofDevice('DDATA', payload)];
  }

  /** The station cannot be heard any more, or is switched off; the node lives on. */
  deviceDeath(wallMs: number): Said[] {
    if (!this.isDeviceBorn) return [];
    this.isDeviceBorn = false;
    const payload = encode({ timestamp: this.notBefore(wallMs), seq: this.nextSeq(), metrics: [] }, 'death');
    return [this.ofDevice('DDEATH', payload)];
  }

  get hasDevice(): boolean {
    return this.isDeviceBorn;
  }

  private ofDevice(kind: 'DBIRTH' | 'DDATA' | 'DDEATH', payload: Buffer): Said {
    const { group, edge, device } = this.names;
    return { topic: `spBv1.0/${group}/${kind}/${edge}/${device}`, payload };
  }

  private nextSeq(): number {
    const { seq } = this;
    this.seq = seq === highestSeq ? 0 : seq + 1;
    return seq;
  }

  /** Values of now come in the order of their times, also when the clock is set back. */
  private notBefore(wallMs: number): number {
    this.lastMs = Math.max(this.lastMs, Math.floor(wallMs));
    return this.lastMs;
  }
}

interface Entry {
  readonly name: string;
  readonly type: Datatype;
  readonly unit?: string | undefined;
}

/** Every metric that there ever was: births name them all, and their types stay while the process runs. */
export class Catalogue {
  private readonly entries = new Map<string, Entry>(
    Object.entries<Metric>(known).map(([name, { is, unit }]) => [name, { name, type: typeFor[is], unit }]),
  );

  all(): Entry[] {
    return [...this.entries.values()];
  }

  knowsAll(values: Values): boolean {
    return Object.keys(values).every((name) => this.entries.has(name));
  }

  learn(values: Values): void {
    for (const [name, value] of Object.entries(values)) {
      const type = typeOf(value);
      if (!this.entries.has(name) && type) this.entries.set(name, { name, type });
    }
  }
}

const typeFor: Readonly<Record<Metric['is'], Datatype>> = { count: 'Int64', number: 'Double', text: 'String' };

function typeOf(value: unknown): Datatype | null {
  if (typeof value === 'number') return 'Double';
  if (typeof value === 'boolean') return 'Boolean';
  return typeof value === 'string' ? 'String' : null;
}

/** Null: there is none, or none of this type. */
function fitting(type: Datatype, value: unknown): WireMetric['value'] {
  if (type === 'String') return typeof value === 'string' ? value : null;
  if (type === 'Boolean') return typeof value === 'boolean' ? value : null;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
