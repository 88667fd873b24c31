/**
 * A small MES for trials: what a station sends it counts, keeps one of each id, and shows. It misbehaves when it is told to.
 *
 *   POST /v1/inspection-results:batch   gzip NDJSON, answers for each record (`main/sync/targets/https/answer.ts`)
 *   POST /ask                           may this unit be inspected?
 *   GET  /                              a page for people
 *   GET  /received                      the counts and the newest contents, JSON
 *   GET  /received/ids                  every id, one a line, in the order of arrival
 *   GET, POST /misbehave                the switch (`misbehaviour.ts`)
 *   GET, POST /answers                  what `/ask` answers (`answers.ts`)
 *
 * It is for trials on a machine or in a laboratory: nobody signs in unless a token is set.
 */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeIssues, StationError } from '../api/errors.ts';
import type { Log } from '../station/log/log.ts';
import { AnswerBook, answersSchema } from './answers.ts';
import { readBatch } from './batch.ts';
import { type Misbehaviour, misbehaviourSchema, Switchboard } from './misbehaviour.ts';
import { page } from './page.ts';
import { Received } from './received.ts';
import { takeBatch } from './take-batch.ts';

export const batchPath = '/v1/inspection-results:batch';
const largestRequest = 64_000_000;

export interface MesOptions {
  /** 0: any free one. */
  readonly port: number;
  /** `127.0.0.1` unless somebody wants it from elsewhere. */
  readonly host?: string;
  /** PEM; null: plain HTTP. `ca`: stations need a certificate that it has signed. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly ca?: string } | null;
  /** What `Authorization` must be (`Bearer …`, `Basic …`); null: anything. */
  readonly authorization?: string | null;
  readonly received?: Received;
  readonly switchboard?: Switchboard;
  readonly log: Log;
}

export interface Mes {
  readonly port: number;
  readonly received: Received;
  readonly switchboard: Switchboard;
  readonly answers: AnswerBook;
  /** From now on it shows this certificate, an expired one say. */
  showCertificate(tls: { readonly certificate: string; readonly key: string }): void;
  close(): Promise<void>;
}

/** @throws StationError `conflict` when the port is in use. */
export async function startMes(options: MesOptions): Promise<Mes> {
  const { port, host = '127.0.0.1', log, authorization = null } = options;
  const received = options.received ?? new Received();
  const switchboard = options.switchboard ?? new Switchboard();
  const answers = new AnswerBook();
  const app = createApp(options.tls ?? null);
  // What the parser makes of it decides `readBatch`: a body may be gzip, torn or empty.
  app.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request, reply) => {
    const isOpen = request.method === 'GET';
    if (isOpen || authorization === null || request.headers.authorization === authorization) return;
    return reply.code(401).send({ title: 'sign in, please' });
  });
  app.setErrorHandler((thrown, _request, reply) => answerFailure(thrown, reply, log));
  // A colon in a path of fastify is written twice.
  app.post(batchPath.replace(':', '::'), (request, reply) => batchCame(request, reply, received, switchboard));
  app.post('/ask', async (request, reply) => {
    const { serial } = parsed(z.object({ serial: z.string() }), request.body);
    return misbehaving(switchboard.next(), request, reply) ?? reply.send(answers.answer(serial));
  });
  app.get('/', (_request, reply) => reply.type('text/html').send(page(received, switchboard.current)));
  app.get('/received', async () => ({ ...received.counts(), newest: received.newest().map(shown) }));
  app.get('/received/ids', (_request, reply) => reply.type('text/plain').send([...received.ids()].join('\n')));
  app.get('/misbehave', async () => switchboard.current);
  app.post('/misbehave', async (request) => {
    switchboard.set(parsed(misbehaviourSchema, request.body));
    return switchboard.current;
  });
  app.get('/answers', async () => answers.current);
  app.post('/answers', async (request) => {
    answers.set(parsed(answersSchema, request.body));
    return answers.current;
  });
  await listen(app, port, host);
  return {
    port: (app.server.address() as AddressInfo).port,
    ...{ received, switchboard, answers },
    showCertificate: ({ certificate, key }) => (app.server as Server).setSecureContext({ cert: certificate, key }),
    close: () => app.close(),
  };
}

function createApp(tls: MesOptions['tls'] | null): FastifyInstance {
  const options = { forceCloseConnections: true, bodyLimit: largestRequest };
  if (!tls) return fastify(options);
  const { certificate, key, ca } = tls;
  const https = {
    cert: certificate,
    key,
    ...(ca !== undefined && { ca, requestCert: true, rejectUnauthorized: true }),
  };
  return fastify({ ...options, https }) as unknown as FastifyInstance;
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<void> {
  try {
    await app.listen({ port, host });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code !== 'EADDRINUSE') throw cause;
    throw new StationError('conflict', `port ${port} is in use`, { remedy: 'name another with --port', cause });
  }
}

async function batchCame(
  request: FastifyRequest,
  reply: FastifyReply,
  received: Received,
  switchboard: Switchboard,
): Promise<FastifyReply> {
  const records = await readBatch(request.body, request.headers['content-encoding']);
  // An empty batch is a try: it is answered as the switch says, and uses none of its times.
  const misbehaviour = records.length === 0 ? switchboard.current : switchboard.next();
  if (misbehaviour.is === 'lost') {
    takeBatch(records, misbehaviour, received);
    return dropped(request.raw, reply);
  }
  if (misbehaviour.is === 'too-large' && records.length <= misbehaviour.most)
    return reply.send(takeBatch(records, misbehaviour, received));
  if (misbehaviour.is === 'poison' && records.some(({ text }) => text.includes(misbehaviour.mark)))
    return reply.code(422).send({ title: 'something in it is poison' });
  if (misbehaviour.is === 'slow') await sleep(misbehaviour.slowMs);
  return misbehaving(misbehaviour, request, reply) ?? reply.send(takeBatch(records, misbehaviour, received));
}

/** @returns null when it behaves, or misbehaves in what it says of each record only */
function misbehaving(misbehaviour: Misbehaviour, request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  switch (misbehaviour.is) {
    case 'conflict':
      return reply.code(409).send({ title: 'still at work on this key' });
    case 'too-large':
      return reply.code(413).send({ title: 'too large' });
    case 'patience':
      return reply.code(429).header('retry-after', String(misbehaviour.seconds)).send({ title: 'not so fast' });
    case 'error':
      return reply.code(500).send({ title: 'out of order' });
    case 'garbage':
      return reply.code(200).type('text/html').send('<html><body>Please sign in to the network</body></html>');
    case 'never':
      return reply.hijack();
    case 'closes':
      return dropped(request.raw, reply);
    default:
      return null;
  }
}

function dropped(raw: IncomingMessage, reply: FastifyReply): FastifyReply {
  reply.hijack();
  raw.socket.destroy();
  return reply;
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  throw new StationError('bad-input', describeIssues(result.error));
}

function answerFailure(thrown: unknown, reply: FastifyReply, log: Log): FastifyReply {
  if (thrown instanceof StationError) return reply.code(400).send({ title: thrown.message });
  const status =
    thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number'
      ? thrown.statusCode
      : 500;
  if (status >= 500) log.error('the stand-in failed at a request', { error: thrown });
  return reply.code(status).send({ title: thrown instanceof Error ? thrown.message : String(thrown) });
}

function shown({ body, ...arrival }: ReturnType<Received['newest']>[number]): object {
  return { ...arrival, body: JSON.parse(body) as unknown };
}
