/**
 * The way to a receiver over HTTPS: one request a batch, gzip NDJSON, one answer for each record (`answer.ts`).
 *
 * Only the receiver's word settles a record. Whatever ends before its answer is whole (the link, the patience, the process)
 * leaves the fate of the batch unknown: it goes again under the same ids and the same key.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { v7 } from 'uuid';
import { z } from 'zod';
import { describeIssues } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import { type MesAnswer, mesAnswerSchema } from '../../../api/slices/sync.ts';
import { type Batch, type Outcome, TargetTrouble, type Transport, type TransportContext } from '../../transport.ts';
import { recordLines } from '../record-line.ts';
import { isAbout, outcomesOf, readAnswer } from './answer.ts';
import { bare, createDispatcher, type HttpsConnection } from './dispatcher.ts';
import type { Way } from './network-trouble.ts';
import { post } from './request.ts';
import { type Reply, statusTrouble } from './status-trouble.ts';

const compress = promisify(gzip);
/** Before compression; about a tenth goes over the wire. */
const bytesOfBatch = 8_000_000;

export interface Patience {
  /** For a whole answer, from the first byte of the request. */
  readonly answerMs: number;
  readonly connectMs: number;
}

/** What a receiver may leave out is null. */
const askAnswerSchema = z.object({
  ...mesAnswerSchema.shape,
  reason: mesAnswerSchema.shape.reason.default(null),
  workOrder: mesAnswerSchema.shape.workOrder.default(null),
  recipe: mesAnswerSchema.shape.recipe.default(null),
});

export class HttpsTransport implements Transport {
  readonly limits: Transport['limits'];
  readonly address: { readonly host: string; readonly port: number };
  readonly ask?: NonNullable<Transport['ask']>;
  private readonly context: TransportContext<HttpsConnection>;
  private readonly patience: Patience;
  private readonly url: URL;
  /** By address: where records go, and where is asked. */
  private readonly dispatchers = new Map<string, Dispatcher>();

  constructor(context: TransportContext<HttpsConnection>, patience: Patience) {
    const { url, proxy, batch, askUrl } = context.connection;
    this.context = context;
    this.patience = patience;
    this.url = new URL(url);
    this.limits = { messages: batch, bytes: bytesOfBatch };
    this.address = placeOf(new URL(proxy ?? url));
    if (askUrl !== undefined) this.ask = (question, signal) => this.askAt(new URL(askUrl), question, signal);
  }

  async send({ id, envelopes }: Batch, signal: AbortSignal): Promise<readonly Outcome[]> {
    const lines = envelopes.flatMap((envelope) => recordLines(envelope, this.context.station.id));
    const reply = await this.postLines(lines, id, signal);
    if (reply.status === 204) return envelopes.map(() => ({ as: 'accepted' }));
    if (!isSuccess(reply)) throw this.trouble(reply);
    const answer = this.read(reply);
    if (!isAbout(answer, envelopes)) throw this.garbage('it names none of them');
    const outcomes = outcomesOf(answer, envelopes);
    const [first] = outcomes;
    // Put off as a whole: it is the receiver, not these records.
    if (envelopes.length > 1 && first?.as === 'again' && outcomes.every(({ as }) => as === 'again'))
      throw new TargetTrouble('busy', first.reason);
    return outcomes;
  }

  /** An empty batch goes the whole way of a batch, to the answer, and leaves nothing behind. */
  async test(signal: AbortSignal): Promise<string> {
    const reply = await this.postLines([], v7(), signal);
    const { status } = reply;
    const host = hostOf(this.url);
    if (status === 400 || status === 422) return say('httpsReachedSome', { host, status });
    if (status !== 204 && !isSuccess(reply)) throw this.trouble(reply);
    if (status !== 204) this.read(reply);
    return say('httpsReachedAll', { host });
  }

  async close(): Promise<void> {
    const open = [...this.dispatchers.values()];
    this.dispatchers.clear();
    // What is under way is given up: nobody waits for it any more.
    await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
  }

  private async postLines(lines: readonly string[], key: string, signal: AbortSignal): Promise<Reply> {
    const body = await compress(lines.map((line) => `${line}\n`).join(''));
    const headers = {
      'content-type': 'application/x-ndjson',
      'content-encoding': 'gzip',
      // A string of structured headers has quotes (draft-ietf-httpapi-idempotency-key-header).
      'idempotency-key': `"${key}"`,
    };
    return this.post(this.url, headers, body, signal);
  }

  private async askAt(
    url: URL,
    { serial, recipe }: { readonly serial: string; readonly recipe: string },
    signal: AbortSignal,
  ): Promise<MesAnswer> {
    const { id, name } = this.context.station;
    const body = Buffer.from(JSON.stringify({ station: { id, name }, serial, recipe }));
    const reply = await this.post(url, { 'content-type': 'application/json' }, body, signal);
    const host = hostOf(url);
    if (!isSuccess(reply)) throw statusTrouble(reply, host, this.context.clock.wallMs());
    const unreadable = (why: string): TargetTrouble =>
      new TargetTrouble('broken', say('httpsAskGarbage', { host, why }));
    const answer = askAnswerSchema.safeParse(jsonOf(reply.text));
    if (!answer.success) throw unreadable(describeIssues(answer.error));
    return answer.data;
  }

  private post(url: URL, headers: Record<string, string>, body: Buffer, signal: AbortSignal): Promise<Reply> {
    const { answerMs: withinMs } = this.patience;
    const dispatcher = this.dispatcherTo(url);
    const proxy = this.context.connection.proxy;
    const host = hostOf(url);
    const way: Way = { host, first: proxy === undefined ? host : hostOf(new URL(proxy)) };
    return post({ dispatcher, url, way, headers: { ...headers, ...this.signIn() }, body, withinMs, signal });
  }

  private dispatcherTo(url: URL): Dispatcher {
    const kept = this.dispatchers.get(url.origin);
    if (kept) return kept;
    const { connection, secrets, problem } = this.context;
    const { connectMs } = this.patience;
    const made = createDispatcher({ url, connection, secrets, connectMs, problem });
    this.dispatchers.set(url.origin, made);
    return made;
  }

  private signIn(): Record<string, string> {
    const { connection, secrets } = this.context;
    const { user } = connection;
    const { token, password = '' } = secrets;
    if (token) return { authorization: `Bearer ${token}` };
    if (!user) return {};
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  }

  private read(reply: Reply): ReturnType<typeof readAnswer> {
    try {
      return readAnswer(reply.text);
    } catch (thrown) {
      throw this.garbage(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  private garbage(why: string): TargetTrouble {
    return new TargetTrouble('broken', say('httpsGarbage', { host: hostOf(this.url), why }), {
      remedy: say('httpsGarbageRemedy'),
    });
  }

  private trouble(reply: Reply): TargetTrouble {
    return statusTrouble(reply, hostOf(this.url), this.context.clock.wallMs());
  }
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    // No JSON is no answer; the schema says so.
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function placeOf(url: URL): { readonly host: string; readonly port: number } {
  const usual = url.protocol === 'https:' ? 443 : 80;
  return { host: bare(url.hostname), port: url.port === '' ? usual : Number(url.port) };
}

function hostOf(url: URL): string {
  return `${url.hostname}:${placeOf(url).port}`;
}
