/**
 * The way to a CFX broker: one AMQP message for each body of a message, durable, and the broker's word on each.
 *
 * Messages of a batch are under way side by side; the bodies of one go one after the other, each when the one before it has
 * been accepted, so that a part's messages never overtake each other. A link that breaks keeps what it had accepted: the
 * retry sends only what has no word yet.
 */
import { z } from 'zod';
import { describeIssues } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { MesAnswer } from '../../../api/slices/sync.ts';
import type { Envelope } from '../../../station/store/sync-table.ts';
import {
  type Batch,
  type Outcome,
  type StationFacts,
  TargetTrouble,
  type Transport,
  type TransportContext,
} from '../../transport.ts';
import { type CfxConnection, placeOf, queueAddress, targetAddress } from './address.ts';
import { type Incoming, Link, type Patience } from './link.ts';
import { type Arrived, fromAmqp, readCfx, toAmqp } from './message.ts';
import type { Fate, Outlet } from './outlet.ts';
import {
  answerTo,
  endpointConnected,
  endpointShuttingDown,
  heartbeat,
  type OwnMessage,
  ownMessage,
  validateUnitsRequest,
} from './own-messages.ts';

const fullAgainMs = 3_000;
const goodbyeMs = 2_000;
const bytesOfBatch = 8_000_000;

interface Session {
  readonly link: Link;
  readonly outlet: Outlet;
  heartbeatDueMs: number;
}

export class CfxTransport implements Transport {
  readonly limits = { messages: 200, bytes: bytesOfBatch };
  readonly address: { readonly host: string; readonly port: number };
  readonly ask?: NonNullable<Transport['ask']>;
  private readonly context: TransportContext<CfxConnection>;
  private readonly patience: Patience;
  private readonly closing = new AbortController();
  private session: Session | null = null;
  private opening: Promise<Session> | null = null;
  private lastProblem = '';
  /** Bodies of the batch under way that have been accepted, by message: kept over a broken link. */
  private taken = new Map<string, number>();
  private readonly questions = new Map<string, (answer: Arrived) => void>();
  /** Somebody else who speaks under our handle, and how long that is believed. */
  private other: { readonly station: string; readonly untilMs: number } | null = null;

  constructor(context: TransportContext<CfxConnection>, patience: Patience) {
    const { host, port, askQueue } = context.connection;
    this.context = context;
    this.patience = patience;
    this.address = { host, port };
    if (askQueue !== undefined) this.ask = ({ serial }, signal) => this.askAt(askQueue, serial, signal);
  }

  async send({ envelopes }: Batch, signal: AbortSignal): Promise<readonly Outcome[]> {
    this.mindOther();
    const ids = new Set(envelopes.map(({ messageId }) => messageId));
    this.taken = new Map([...this.taken].filter(([id]) => ids.has(id)));
    const { outlet } = await this.connected(signal);
    const all = await raced(signal, Promise.all(envelopes.map((envelope) => this.deliver(envelope, outlet))));
    for (const [index, { messageId }] of envelopes.entries()) {
      // What was put off in the middle goes on where it stopped.
      if (all[index]?.as !== 'again') this.taken.delete(messageId);
    }
    const full = envelopes.length - all.filter(({ as }) => as !== 'again').length;
    if (full === envelopes.length && full > 0) throw this.full(all[0]);
    return all;
  }

  /** A connection of its own, which ends again at once. */
  async test(signal: AbortSignal): Promise<string> {
    const link = await Link.open(this.linkParts('test'), signal);
    try {
      await this.outletOf(link, signal);
      const { connection } = this.context;
      const isUnseen = connection.to.is === 'exchange' && connection.addressStyle === 'v1';
      return say(isUnseen ? 'cfxReachedUnseen' : 'cfxReached', { host: link.host, place: placeOf(connection) });
    } finally {
      await link.close();
    }
  }

  /** Presence is told and requests are answered also while there is nothing to send. */
  async keep(signal: AbortSignal): Promise<void> {
    this.mindOther();
    await this.connected(signal);
  }

  tick(facts: StationFacts): void {
    const { clock, connection } = this.context;
    const { session } = this;
    const nowMs = clock.monotonicMs();
    if (!session || session.link.trouble || nowMs < session.heartbeatDueMs) return;
    session.heartbeatDueMs = nowMs + connection.heartbeatSeconds * 1000;
    this.tell(session, 'Heartbeat', heartbeat(connection, facts));
    this.lookForOther(session);
  }

  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    const { session } = this;
    this.session = null;
    this.closing.abort();
    if (!session || session.link.trouble) return;
    const { connection } = this.context;
    const told = this.publish(session.outlet, 'EndpointShuttingDown', endpointShuttingDown(connection)).catch(
      (thrown: unknown) => this.tellProblem(thrown),
    );
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([told, new Promise((resolve) => (timer = setTimeout(resolve, goodbyeMs)))]);
    clearTimeout(timer);
    await session.link.close();
  }

  // ── sending ──

  private async deliver(envelope: Envelope, outlet: Outlet): Promise<Outcome> {
    const { messageId, bodies } = envelope;
    for (const [index, body] of bodies.entries()) {
      if (index < (this.taken.get(messageId) ?? 0)) continue;
      let message: Readonly<Record<string, unknown>>;
      try {
        message = await this.onWire(body);
      } catch (thrown) {
        return { as: 'refused', reason: say('cfxNoMessage', { why: wordsOf(thrown) }) };
      }
      const fate = await outlet.deliver(message);
      if (fate.as !== 'accepted') return outcomeOf(fate);
      this.taken.set(messageId, index + 1);
    }
    return { as: 'accepted' };
  }

  private onWire(body: string): Promise<Readonly<Record<string, unknown>>> {
    const { connection, station } = this.context;
    return toAmqp(body, readCfx(body), { gzip: connection.useGzip, station: station.id });
  }

  /** Put off as a whole: it is the receiver, not these messages. */
  private full(first: Outcome | undefined): TargetTrouble {
    const text = first?.as === 'again' ? first.reason : say('cfxFull');
    return new TargetTrouble('busy', text, { retryAfterMs: fullAgainMs });
  }

  // ── the connection ──

  private connected(signal: AbortSignal): Promise<Session> {
    if (this.session && !this.session.link.trouble) return Promise.resolve(this.session);
    this.session = null;
    // Whoever asks first opens; the transport's end, not the asker's, calls it off.
    this.opening ??= this.open().finally(() => {
      this.opening = null;
    });
    return raced(signal, this.opening);
  }

  private async open(): Promise<Session> {
    const { signal } = this.closing;
    signal.throwIfAborted();
    const { connection, clock } = this.context;
    const link = await Link.open(this.linkParts('sync'), signal);
    try {
      const outlet = await this.outletOf(link, signal);
      const { requestQueue, addressStyle } = connection;
      if (requestQueue !== undefined) {
        const heard = (incoming: Incoming): void => void this.heard(incoming);
        await link.inlet(queueAddress(addressStyle, requestQueue), `queue ${requestQueue}`, heard, signal);
      }
      const session: Session = { link, outlet, heartbeatDueMs: clock.monotonicMs() };
      this.session = session;
      this.lastProblem = '';
      this.tell(session, 'EndpointConnected', endpointConnected(connection));
      this.lookForOther(session);
      return session;
    } catch (thrown) {
      await link.close();
      throw thrown;
    }
  }

  private async outletOf(link: Link, signal: AbortSignal): Promise<Outlet> {
    const { connection } = this.context;
    const address = targetAddress(connection);
    const place = placeOf(connection);
    // RabbitMQ 3 accepts what goes to a queue that is not there, and drops it. It does not let anybody read from one.
    if (connection.to.is === 'queue' && connection.addressStyle === 'v1')
      await link.inlet(address, place, null, signal);
    return link.outlet(address, place, signal);
  }

  private linkParts(use: string) {
    const { connection, secrets, station } = this.context;
    return { connection, secrets, containerId: `${connection.handle}/${station.id}/${use}`, patience: this.patience };
  }

  private tell(session: Session, name: string, body: object): void {
    this.publish(session.outlet, name, body).catch((thrown: unknown) => this.tellProblem(thrown));
  }

  private async publish(outlet: Outlet, name: string, body: object): Promise<void> {
    await this.put(outlet, this.own(name, body));
  }

  private own(name: string, body: object, to: { target?: string | null; request?: string | null } = {}): OwnMessage {
    const { connection, clock } = this.context;
    return ownMessage(connection, clock.wallMs(), name, body, to);
  }

  private async put(
    outlet: Outlet,
    message: OwnMessage,
    options: { readonly replyTo?: string; readonly ttlMs?: number } = {},
  ): Promise<void> {
    const { connection, station } = this.context;
    const text = JSON.stringify(message);
    const wire = { gzip: connection.useGzip, station: station.id, ...options };
    const fate = await outlet.deliver(await toAmqp(text, readCfx(text), wire));
    const outcome = outcomeOf(fate);
    if (outcome.as !== 'accepted') throw new TargetTrouble('busy', outcome.reason);
  }

  /** For the log, once each. */
  private tellProblem(thrown: unknown): void {
    const text = wordsOf(thrown);
    if (this.closing.signal.aborted || text === this.lastProblem) return;
    this.lastProblem = text;
    this.context.problem(text);
  }

  // ── requests, answers and others with our name ──

  private async heard({ message, accept }: Incoming): Promise<void> {
    try {
      await this.answer(await fromAmqp(message));
    } catch (thrown) {
      this.tellProblem(thrown);
    } finally {
      // What cannot be read now cannot be read later; a request that got no answer is asked again by whoever asked.
      accept();
    }
  }

  private async answer(arrived: Arrived): Promise<void> {
    const { connection, station } = this.context;
    const { envelope, replyTo } = arrived;
    if (envelope.Source === connection.handle) {
      if (arrived.station !== null && arrived.station !== station.id) this.noteOther(arrived.station);
      return;
    }
    const asked = envelope.RequestID ? this.questions.get(envelope.RequestID) : undefined;
    if (asked) return asked(arrived);
    const answer = answerTo(envelope.MessageName, connection, station);
    if (!answer || !this.isForUs(envelope.MessageName, envelope.MessageBody)) return;
    const to = this.replyAddress(replyTo ?? envelope.Source);
    // A connection of its own: a requester that is gone must not break the one that records go over.
    const own = await Link.open(this.linkParts('answer'), this.closing.signal);
    try {
      const outlet = await own.outlet(to, `queue ${replyTo}`, this.closing.signal);
      const target = envelope.Source;
      await this.put(outlet, this.own(answer.name, answer.body, { target, request: envelope.RequestID ?? null }));
    } finally {
      await own.close();
    }
  }

  /** AreYouThere and GetEndpointInformation name the endpoint that they ask for. */
  private isForUs(name: string, { CFXHandle }: Readonly<Record<string, unknown>>): boolean {
    if (name === 'CFX.WhoIsThereRequest') return true;
    return typeof CFXHandle !== 'string' || CFXHandle === '' || CFXHandle === this.context.connection.handle;
  }

  private replyAddress(to: string): string {
    const { addressStyle } = this.context.connection;
    return to.startsWith('/') ? to : queueAddress(addressStyle, to);
  }

  /**
   * A note to ourselves on the queue of our requests: when another station reads the same queue, sooner or later it gets
   * ours, or we get its.
   */
  private lookForOther(session: Session): void {
    const { connection } = this.context;
    const { requestQueue, addressStyle, handle, heartbeatSeconds } = connection;
    if (requestQueue === undefined) return;
    const note = this.own('AreYouThereRequest', { CFXHandle: handle }, { target: handle });
    const look = async (): Promise<void> => {
      const address = queueAddress(addressStyle, requestQueue);
      const outlet = await session.link.outlet(address, `queue ${requestQueue}`, this.closing.signal);
      await this.put(outlet, note, { ttlMs: heartbeatSeconds * 1000 });
    };
    look().catch((thrown: unknown) => this.tellProblem(thrown));
  }

  private noteOther(station: string): void {
    const { clock, connection } = this.context;
    this.other = { station, untilMs: clock.monotonicMs() + 5 * connection.heartbeatSeconds * 1000 };
  }

  /** @throws TargetTrouble while somebody else speaks under our name. */
  private mindOther(): void {
    const { clock, connection } = this.context;
    if (!this.other || clock.monotonicMs() > this.other.untilMs) return;
    const values = { station: this.other.station, handle: connection.handle };
    throw new TargetTrouble('other-station', say('cfxOtherStation', values), { remedy: say('cfxOtherStationRemedy') });
  }

  private async askAt(queue: string, serial: string, signal: AbortSignal): Promise<MesAnswer> {
    const { connection } = this.context;
    const { requestQueue, addressStyle } = connection;
    if (requestQueue === undefined)
      throw new TargetTrouble('broken', say('cfxNoRequestQueue'), { remedy: say('cfxNoRequestQueueRemedy') });
    const { link } = await this.connected(signal);
    const question = this.own('InformationSystem.UnitValidation.ValidateUnitsRequest', validateUnitsRequest(serial));
    const withId = { ...question, RequestID: question.UniqueID };
    try {
      const address = queueAddress(addressStyle, queue);
      const outlet = await raced(signal, link.outlet(address, `queue ${queue}`, this.closing.signal));
      const answered = new Promise<Arrived>((resolve) => this.questions.set(withId.RequestID, resolve));
      await raced(
        signal,
        this.put(outlet, withId, { replyTo: queueAddress(addressStyle, requestQueue), ttlMs: 30_000 }),
      );
      return readValidation((await raced(signal, answered)).envelope.MessageBody);
    } catch (thrown) {
      if (signal.aborted && thrown === signal.reason)
        throw new TargetTrouble('busy', say('cfxAskSilent'), { cause: thrown });
      throw thrown;
    } finally {
      this.questions.delete(withId.RequestID);
    }
  }
}

function outcomeOf(fate: Fate): Outcome {
  switch (fate.as) {
    case 'accepted':
      return { as: 'accepted' };
    case 'rejected':
      return { as: 'refused', reason: fate.reason || say('cfxRefused') };
    case 'full':
      return { as: 'again', reason: say('cfxFull') };
    case 'released':
      return { as: 'again', reason: fate.reason };
  }
}

const validationSchema = z.object({
  PrimaryResult: z.object({
    Result: z.string(),
    Message: z.string().nullish(),
  }),
});

/** Released is what passed; whatever else the MES says holds the unit with its words. @throws TargetTrouble */
function readValidation(body: unknown): MesAnswer {
  const answer = validationSchema.safeParse(body);
  if (!answer.success) throw new TargetTrouble('broken', say('cfxAskGarbage', { why: describeIssues(answer.error) }));
  const { Result, Message } = answer.data.PrimaryResult;
  const isReleased = Result === 'Passed';
  const reason = Message ? Message.slice(0, 500) : isReleased ? null : Result;
  return { isReleased, reason, workOrder: null, recipe: null };
}

/** @throws the signal's reason when it comes first. */
function raced<T>(signal: AbortSignal, wanted: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const calledOff = (): void => reject(signal.reason);
    if (signal.aborted) calledOff();
    signal.addEventListener('abort', calledOff, { once: true });
    wanted.then(resolve, reject).finally(() => signal.removeEventListener('abort', calledOff));
  });
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
