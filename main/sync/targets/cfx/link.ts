/**
 * One connection to a broker, from sign-in to its end; a broken one is thrown away and never mended.
 *
 * Whatever ends it (the broker's word, a dead network, silence) is one trouble, and everything that still waits for the
 * broker's word fails with it: what has no word is not accepted. Each address has a session of its own, since RabbitMQ 3
 * answers a wrong address by ending the session.
 */
import type { Socket } from 'node:net';
import rhea, { type Connection, type ConnectionOptions, type EventContext, type Session } from 'rhea';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import type { CfxConnection } from './address.ts';
import { Outlet } from './outlet.ts';
import { openSocket } from './socket.ts';
import { brokeOff, faultTrouble, readFault, signInTrouble } from './trouble.ts';

export interface Patience {
  readonly connectMs: number;
  /** Without a sign of life for twice as long the connection is dead (half-open TCP). RabbitMQ takes 2 s at least. */
  readonly idleMs: number;
  /** Without credit, or a word on what was sent, for so long the broker is busy. */
  readonly stallMs: number;
}

export interface LinkParts {
  readonly connection: CfxConnection;
  readonly secrets: Readonly<Record<string, string>>;
  /** How the broker knows this station's connection. */
  readonly containerId: string;
  readonly patience: Patience;
}

/** What came in on a queue; `accept` once it has been dealt with. */
export interface Incoming {
  readonly message: unknown;
  readonly accept: () => void;
}

const closeMs = 1_000;
const largestFrame = 250_000;

export class Link {
  readonly host: string;
  private readonly patience: Patience;
  private readonly socket: Socket;
  private readonly amqp: Connection;
  private readonly outlets: Outlet[] = [];
  private readonly byAddress = new Map<string, Promise<Outlet>>();
  private readonly waiting = new Set<(trouble: TargetTrouble) => void>();
  private ended: TargetTrouble | null = null;
  private isOpen = false;

  /** @throws TargetTrouble; the signal's reason when it was called off. */
  static async open(parts: LinkParts, signal: AbortSignal): Promise<Link> {
    const { connection, secrets, patience } = parts;
    const socket = await openSocket(connection, secrets['clientKey'] || undefined, patience.connectMs, signal);
    const link = new Link(parts, socket);
    try {
      await link.opened(signal);
      return link;
    } catch (thrown) {
      link.fail(brokeOff(link.host, 'given up'));
      throw thrown;
    }
  }

  private constructor({ connection, secrets, containerId, patience }: LinkParts, socket: Socket) {
    const { host, port } = connection;
    this.host = `${host}:${port}`;
    this.patience = patience;
    this.socket = socket;
    const container = rhea.create_container({ id: containerId });
    const options: ConnectionOptions & { readonly sasl_mechanisms: Mechanisms } = {
      ...{ host, port, hostname: host, reconnect: false, container_id: containerId },
      ...{ idle_time_out: patience.idleMs, max_frame_size: largestFrame },
      sasl_mechanisms: mechanisms(connection, secrets['password'] ?? ''),
      // The socket is open already; rhea is told so once it has it.
      connection_details: () => ({ host, port, connect: handOver(socket) }),
    };
    container.on('error', (thrown: unknown) => this.fail(brokeOff(this.host, String(thrown), thrown)));
    this.amqp = container.create_connection(options);
    this.listen();
    this.amqp.connect();
  }

  /** What ended it; null: it is open. */
  get trouble(): TargetTrouble | null {
    return this.ended;
  }

  /** The way to send to an address, the same for each call. @throws TargetTrouble when there is no such place. */
  outlet(address: string, place: string, signal: AbortSignal): Promise<Outlet> {
    const known = this.byAddress.get(address) ?? this.attach(address, place, signal);
    this.byAddress.set(address, known);
    return known;
  }

  private async attach(address: string, place: string, signal: AbortSignal): Promise<Outlet> {
    const session = this.session(place);
    const sender = session.open_sender({ target: { address, durable: 2 }, snd_settle_mode: 0, autosettle: true });
    const outlet = new Outlet(sender, {
      ...{ stallMs: this.patience.stallMs, host: this.host },
      fail: (trouble) => this.fail(trouble),
    });
    this.outlets.push(outlet);
    sender.on('sender_error', () => this.refused(sender.error, place));
    sender.on('sender_close', () => this.refused(sender.error, place));
    await this.within(signal, outlet.ready);
    return outlet;
  }

  /**
   * Hears what comes to a queue, one after the other. `null`: only whether the queue is there.
   * @throws TargetTrouble when it is not.
   */
  async inlet(
    address: string,
    place: string,
    heard: ((incoming: Incoming) => void) | null,
    signal: AbortSignal,
  ): Promise<void> {
    const session = this.session(place);
    const receiver = session.open_receiver({
      source: { address, durable: 2 },
      ...{ credit_window: heard ? 20 : 0, autoaccept: false },
    });
    receiver.on('receiver_error', () => this.refused(receiver.error, place));
    receiver.on('receiver_close', () => {
      if (heard) this.refused(receiver.error, place);
    });
    receiver.on('message', ({ message, delivery }: EventContext) =>
      heard?.({ message, accept: () => delivery?.accept() }),
    );
    await this.within(signal, new Promise<void>((resolve) => receiver.once('receiver_open', () => resolve())));
    if (!heard) session.close();
  }

  /** In order, if the broker still listens. Idempotent. */
  async close(): Promise<void> {
    if (this.ended) return;
    const closed = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, closeMs);
      this.waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    this.amqp.close();
    await closed;
    this.fail(brokeOff(this.host, 'closed by this station'));
  }

  private session(place: string): Session {
    const session = this.amqp.create_session();
    session.on('session_error', () => this.refused(session.error, place));
    session.on('session_close', () => {
      if (session.error) this.refused(session.error, place);
    });
    session.open();
    return session;
  }

  private listen(): void {
    const { amqp, host } = this;
    amqp.on('connection_open', () => {
      this.isOpen = true;
    });
    amqp.on('connection_error', () => this.connectionFailed());
    amqp.on('connection_close', () => this.fail(brokeOff(host, 'closed by the broker')));
    amqp.on('protocol_error', (thrown: unknown) => this.notUnderstood(thrown));
    amqp.on('error', (thrown: unknown) => this.notUnderstood(thrown));
    amqp.on('disconnected', ({ error }: EventContext) =>
      this.fail(brokeOff(host, error instanceof Error ? error.message : 'disconnected')),
    );
    this.socket.on('close', () => this.fail(brokeOff(host, 'disconnected')));
    this.socket.on('error', (thrown) => this.fail(brokeOff(host, thrown.message, thrown)));
  }

  private connectionFailed(): void {
    const error: unknown = this.amqp.get_error();
    const why = error instanceof Error ? error.message : String(error);
    // Before the connection is open it is about the sign-in.
    const condition = error instanceof Error && 'condition' in error ? String(error.condition) : '';
    this.fail(
      this.isOpen
        ? faultTrouble({ condition, description: why }, this.host, 'connection')
        : signInTrouble(this.host, why),
    );
  }

  private notUnderstood(thrown: unknown): void {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const noAmqp = { remedy: say('cfxNoAmqpRemedy'), cause: thrown };
    this.fail(
      this.isOpen
        ? brokeOff(this.host, why, thrown)
        : new TargetTrouble('broken', say('cfxNoAmqp', { host: this.host, why }), noAmqp),
    );
  }

  private refused(error: unknown, place: string): void {
    const fault = readFault(error);
    this.fail(fault ? faultTrouble(fault, this.host, place) : brokeOff(this.host, 'closed by the broker'));
  }

  private async opened(signal: AbortSignal): Promise<void> {
    if (this.amqp.is_remote_open()) return;
    await this.within(signal, new Promise<void>((resolve) => this.amqp.once('connection_open', () => resolve())));
  }

  /** @throws TargetTrouble when the link ends before, or nothing comes within the patience for connecting. */
  private async within<T>(signal: AbortSignal, wanted: Promise<T>): Promise<T> {
    let done: () => void = () => undefined;
    const failed = new Promise<never>((_, reject) => {
      const silent = setTimeout(() => this.fail(this.silence()), this.patience.connectMs);
      const calledOff = (): void => reject(signal.reason);
      signal.addEventListener('abort', calledOff, { once: true });
      this.waiting.add(reject);
      done = () => {
        clearTimeout(silent);
        signal.removeEventListener('abort', calledOff);
        this.waiting.delete(reject);
      };
    });
    try {
      if (signal.aborted) throw signal.reason;
      if (this.ended) throw this.ended;
      return await Promise.race([wanted, failed]);
    } finally {
      done();
    }
  }

  private silence(): TargetTrouble {
    const seconds = Math.max(1, Math.round(this.patience.connectMs / 1000));
    // A connection that stands and is not answered on: RabbitMQ does so while it is short of memory or disk.
    return new TargetTrouble(this.isOpen ? 'busy' : 'away', say('cfxSilent', { host: this.host, seconds }), {
      ...(this.isOpen && { retryAfterMs: this.patience.stallMs }),
    });
  }

  private fail(trouble: TargetTrouble): void {
    if (this.ended) return;
    this.ended = trouble;
    // Told as an error, so that rhea clears its timers as well.
    this.socket.destroy(new Error('given up'));
    for (const reject of this.waiting) reject(trouble);
    this.waiting.clear();
    for (const outlet of this.outlets) outlet.end(trouble);
  }
}

type Mechanisms = Readonly<
  Record<string, { readonly start: (done: (error: undefined, response: Buffer) => void) => void }>
>;

/** rhea's own PLAIN cuts off names and passwords with letters beyond ASCII. */
function mechanisms({ user, tls }: CfxConnection, password: string): Mechanisms {
  const saying = (text: string): Mechanisms[string] => ({ start: (done) => done(undefined, Buffer.from(text)) });
  if (user) return { PLAIN: saying(`\0${user}\0${password}`) };
  return { ...(tls.clientCertificate !== undefined && { EXTERNAL: saying('') }), ANONYMOUS: saying('sightline') };
}

function handOver(socket: Socket) {
  return (_port: number, _host: string, _options: unknown, connected: () => void): Socket => {
    setImmediate(connected);
    return socket;
  };
}
