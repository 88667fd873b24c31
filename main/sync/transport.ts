/** The way to one target: what the sender needs of HTTPS, AMQP, MQTT and files, and nothing else. */
import type { MesAnswer } from '../api/slices/sync.ts';
import type { Connection, TargetSettings } from '../api/slices/sync-target.ts';
import type { Clock } from '../station/ports.ts';
import type { StoreQueries } from '../station/store/store-queries.ts';
import type { Envelope, Message } from '../station/store/sync-table.ts';

/** What became of one envelope. Only the receiver's own word makes it `accepted`. */
export type Outcome =
  | { readonly as: 'accepted' }
  /** The receiver will never take it as it is: it is parked with this reason. */
  | { readonly as: 'refused'; readonly reason: string }
  /** Not now. */
  | { readonly as: 'again'; readonly reason: string };

export interface Batch {
  /** UUID; the same for every retry of these envelopes (`Idempotency-Key`). */
  readonly id: string;
  readonly envelopes: readonly Envelope[];
}

export interface Transport {
  /** Of one batch at most. */
  readonly limits: { readonly messages: number; readonly bytes: number };
  /**
   * Sends in order and resolves with one outcome for each envelope, in their order; connects when it is not connected. An
   * envelope whose fate is unknown (the link broke, no answer in time) is `again` or the whole is thrown: never accepted.
   * @throws TargetTrouble when it concerns the target and not single envelopes.
   */
  send(batch: Batch, signal: AbortSignal): Promise<readonly Outcome[]>;
  /** Connects and sends nothing that counts. @returns what was found, a sentence. @throws TargetTrouble */
  test(signal: AbortSignal): Promise<string>;
  /** Where to look whether somebody listens again while nobody does; null: only a try tells. */
  readonly address: { readonly host: string; readonly port: number } | null;
  /**
   * For targets that have something to say without messages: connects when it is not connected. Called about once a second
   * while nothing waits, and not again before its time when it throws.
   * @throws TargetTrouble what is wrong with the target now
   */
  keep?(signal: AbortSignal): Promise<void>;
  /** Also without messages: the connection is kept, presence and heartbeats are told. Called once a second. */
  tick?(facts: StationFacts): void;
  /** @throws TargetTrouble without an answer. */
  ask?(question: { readonly serial: string; readonly recipe: string }, signal: AbortSignal): Promise<MesAnswer>;
  /** Says goodbye where the protocol has a word for it. Idempotent. */
  close(): Promise<void>;
}

/** What the station is and how it does, for heartbeats, births and telemetry. */
export interface StationFacts {
  readonly state: 'working' | 'idle' | 'stopped' | 'off';
  readonly recipe: string;
  readonly bundle: { readonly name: string; readonly version: string };
  /** Faults that are raised now. */
  readonly faults: readonly {
    readonly occurrence: string;
    readonly code: string;
    readonly detail: string;
    readonly at: number;
  }[];
  /** By metric name, as `telemetry.ts` makes them. */
  readonly telemetry: Readonly<Record<string, number | string | boolean>>;
}

/**
 * What keeps a whole target from taking messages.
 *
 * `away`: nobody is reached · `busy`: it asks for patience · `too-large`: less at once, please · `broken`: a person has to
 * do something (certificate, password, address) · `other-station`: somebody else speaks under this station's name.
 */
export class TargetTrouble extends Error {
  override readonly name = 'TargetTrouble';
  readonly kind: 'away' | 'busy' | 'too-large' | 'broken' | 'other-station';
  readonly remedy: string | null;
  /** The receiver's own wish; null: it has none. */
  readonly retryAfterMs: number | null;

  constructor(
    kind: TargetTrouble['kind'],
    message: string,
    options: { readonly remedy?: string; readonly retryAfterMs?: number; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.remedy = options.remedy ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

export interface TransportContext<C extends Connection = Connection> {
  /** UUID of the target. */
  readonly target: string;
  readonly connection: C;
  readonly secrets: Readonly<Record<string, string>>;
  /** `id` is made at the first start and never changes; `name` is what the configuration calls it. */
  readonly station: { readonly id: string; readonly name: string; readonly version: string };
  /** Absolute path of the station's data folder. */
  readonly dataDir: string;
  readonly clock: Clock;
  /** What of the telemetry a target has not had. */
  readonly telemetry: Pick<StoreQueries, 'telemetryGaps' | 'telemetrySamples' | 'perform'>;
  /** For the log. */
  readonly problem: (text: string) => void;
  /** The target can be reached again, or has asked for something: the sender need not wait. */
  readonly wake: () => void;
}

/** @returns bodies, JSON each; null: this kind is not sent there. @throws MappingError */
export type Render = (message: Message) => Promise<readonly string[] | null>;

export interface TargetType<C extends Connection = Connection> {
  connect(context: TransportContext<C>): Transport;
  /** JSONata for each kind of message, where the settings have none; null: the kind is not sent. */
  defaultMapping(settings: TargetSettings, kind: Message['kind']): string | null;
}
