/**
 * What the stand-in for a MES got, whichever way it came: counted, one of each id, in order per part.
 *
 * It lives in memory and is as old as the process. A million ids take about 150 MB.
 */

/** One body as it came in. */
export interface Arrival {
  /** What receivers de-duplicate by: the message's id, for CFX its UniqueID. One body an id. */
  readonly id: string;
  readonly via: 'http' | 'amqp' | 'mqtt' | 'files';
  /** `part`, `disposition`, … or the name of a CFX message. */
  readonly kind: string;
  /** What order is kept for: the part's id; null: nothing. */
  readonly part: string | null;
  /** Grows from message to message of a part (its sequence, or its event time in ms); null: not known. */
  readonly order: number | null;
  /** Who sent it: its number, or what it calls itself; null: it does not say. */
  readonly station: string | null;
  /** The name that a station with a number goes by. Two numbers under one name are two stations with one configuration. */
  readonly stationName?: string | null;
  /** JSON text. */
  readonly body: string;
}

export interface ReceivedCounts {
  /** One of each id. */
  readonly messages: number;
  /** Came again under an id that was there. */
  readonly duplicates: number;
  /** Of them, those whose content was another than the first time. */
  readonly changed: number;
  /** Arrived for the first time after a later one of their part. */
  readonly overtaken: number;
  /** Refused by a switch of misbehaviour, each time. */
  readonly refused: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly byWay: Readonly<Record<string, number>>;
  readonly byStation: Readonly<Record<string, number>>;
  /** Names that more than one station goes by. */
  readonly sharedNames: readonly string[];
}

/** Of so many the content is kept, for the page and for tests. */
const shownBodies = 200;

export class Received {
  /** By id, a short hash of the content. */
  private readonly known = new Map<string, number>();
  private readonly lastOfPart = new Map<string, number>();
  private readonly kept: Arrival[] = [];
  private readonly byKind = new Map<string, number>();
  private readonly byWay = new Map<string, number>();
  private readonly byStation = new Map<string, number>();
  private readonly numbersOfName = new Map<string, Set<string>>();
  private duplicates = 0;
  private changed = 0;
  private overtaken = 0;
  private refusals = 0;

  /** Counts it. It is the receiver's word only after this has returned. */
  take(arrival: Arrival): 'accepted' | 'duplicate' {
    const { id, body } = arrival;
    this.noteName(arrival);
    const hash = hashOf(body);
    const before = this.known.get(id);
    if (before !== undefined) {
      this.duplicates += 1;
      if (before !== hash) this.changed += 1;
      return 'duplicate';
    }
    this.known.set(id, hash);
    this.noteOrder(arrival);
    add(this.byKind, arrival.kind);
    add(this.byWay, arrival.via);
    if (arrival.station !== null) add(this.byStation, arrival.station);
    this.kept.push(arrival);
    if (this.kept.length > 2 * shownBodies) this.kept.splice(0, shownBodies);
    return 'accepted';
  }

  /** Something was refused on purpose. */
  refuse(count = 1): void {
    this.refusals += count;
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  /** In the order of their first arrival. */
  ids(): IterableIterator<string> {
    return this.known.keys();
  }

  /** Newest last. */
  newest(): readonly Arrival[] {
    return this.kept.slice(-shownBodies);
  }

  counts(): ReceivedCounts {
    return {
      messages: this.known.size,
      duplicates: this.duplicates,
      changed: this.changed,
      overtaken: this.overtaken,
      refused: this.refusals,
      byKind: Object.fromEntries(this.byKind),
      byWay: Object.fromEntries(this.byWay),
      byStation: Object.fromEntries(this.byStation),
      sharedNames: [...this.numbersOfName].filter(([, numbers]) => numbers.size > 1).map(([name]) => name),
    };
  }

  private noteName({ station, stationName }: Arrival): void {
    if (station === null || !stationName) return;
    const numbers = this.numbersOfName.get(stationName) ?? new Set();
    this.numbersOfName.set(stationName, numbers.add(station));
  }

  private noteOrder({ part, order }: Arrival): void {
    if (part === null || order === null) return;
    const last = this.lastOfPart.get(part);
    if (last !== undefined && order < last) this.overtaken += 1;
    else this.lastOfPart.set(part, order);
  }
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** FNV-1a, 32 bits: tells another content under one id in all but one of four thousand million cases. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
