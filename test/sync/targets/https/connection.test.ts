/** Certificates, sign-in, proxies and what is asked, over real sockets. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { v7 } from 'uuid';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpsSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { batchPath, type Mes, type MesOptions, startMes } from '../../../../main/mes/mes.ts';
import { misbehaviourSchema } from '../../../../main/mes/misbehaviour.ts';
import { silentLog } from '../../../../main/station/log/log.ts';
import type { Envelope } from '../../../../main/station/store/sync-table.ts';
import { httpsTarget } from '../../../../main/sync/targets/https/index.ts';
import { type Outcome, TargetTrouble, type Transport } from '../../../../main/sync/transport.ts';
import { createCa, createCertificate, type Pair } from '../certificates.ts';
import { contextOf, station } from '../sending.ts';

let ca: Pair;
let good: Pair;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  ca = await createCa();
  good = await createCertificate(ca);
});
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function receiver(over: Partial<MesOptions> = {}): Promise<Mes> {
  const mes = await startMes({ port: 0, tls: good, log: silentLog, ...over });
  ends.push(() => mes.close());
  return mes;
}

function transportTo(url: string, over: object = {}, secrets: Record<string, string> = {}): Transport {
  const connection = httpsSettingsSchema.parse({ kind: 'https', url, tls: { ca: ca.certificate }, ...over });
  const transport = httpsTarget.connect(contextOf(connection, { secrets }));
  ends.push(() => transport.close());
  return transport;
}

function envelope(sequence: number, bodies = ['{"verdict":"pass"}']): Envelope {
  return { sequence, messageId: v7(), kind: 'part', eventTime: '2026-11-27T10:00:00+01:00', part: v7(), bodies };
}

function sendOne(transport: Transport): Promise<readonly Outcome[]> {
  return transport.send({ id: v7(), envelopes: [envelope(1)] }, AbortSignal.timeout(20_000));
}

async function troubleOf(work: Promise<unknown>): Promise<TargetTrouble> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof TargetTrouble) return thrown;
  throw new Error(`no trouble: ${String(thrown)}`);
}

describe('certificates', () => {
  test('signed by the own CA are trusted, and by nobody else', async () => {
    const mes = await receiver();
    const url = `https://127.0.0.1:${mes.port}${batchPath}`;
    expect(await sendOne(transportTo(url))).toEqual([{ as: 'accepted' }]);
    const stranger = await createCa('another CA');
    const trouble = await troubleOf(sendOne(transportTo(url, { tls: { ca: stranger.certificate } })));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('does not trust') });
    expect(trouble.remedy).toContain('CA');
    const usual = await troubleOf(sendOne(transportTo(url, { tls: {} })));
    expect(usual.message).toContain('does not trust');
  });

  test.each([
    ['of another name', { name: 'elsewhere.example' }, 'certificate of another name'],
    ['that is not valid yet', { from: 5 }, 'is not valid yet'],
    ['that has expired', { from: -9, to: -5 }, 'is not valid any more'],
  ])('%s is told in words', async (_words, over, said) => {
    const mes = await receiver({ tls: await createCertificate(ca, over) });
    const trouble = await troubleOf(sendOne(transportTo(`https://127.0.0.1:${mes.port}${batchPath}`)));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining(said) });
    expect(trouble.remedy).not.toBeNull();
  });

  test('of the station are shown to a receiver that asks for one', async () => {
    const mes = await receiver({ tls: { ...good, ca: ca.certificate } });
    const url = `https://127.0.0.1:${mes.port}${batchPath}`;
    const own = await createCertificate(ca, { name: 'line-1', use: 'client' });
    const tls = { ca: ca.certificate, clientCertificate: own.certificate };
    expect(await sendOne(transportTo(url, { tls }, { clientKey: own.key }))).toEqual([{ as: 'accepted' }]);
    const trouble = await troubleOf(sendOne(transportTo(url)));
    // The receiver's refusal may come as its word or as a torn connection.
    expect(trouble.message).toMatch(/certificate of this station|broke off/);
    expect(mes.received.counts().messages).toBe(1);
  });

  test('that cannot be used are the settings’ fault, and said so', async () => {
    const own = await createCertificate(ca, { use: 'client' });
    const other = await createCertificate(ca, { use: 'client' });
    const url = 'https://127.0.0.1:9/';
    const cases = [
      transportTo(url, { tls: { ca: 'no certificate' } }),
      transportTo(url, { tls: { clientCertificate: own.certificate } }),
      transportTo(url, {}, { clientKey: own.key }),
      transportTo(url, { tls: { clientCertificate: own.certificate } }, { clientKey: other.key }),
      transportTo(url, { tls: { clientCertificate: own.certificate } }, { clientKey: 'no key' }),
    ];
    for (const transport of cases) {
      const trouble = await troubleOf(sendOne(transport));
      expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('settings of this target') });
    }
  });

  test('are missing: a receiver without TLS is told from one that is away', async () => {
    const mes = await receiver({ tls: null });
    const trouble = await troubleOf(sendOne(transportTo(`https://127.0.0.1:${mes.port}${batchPath}`)));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('does not speak TLS') });
  });
});

describe('signing in', () => {
  test('with a token, or with user and password', async () => {
    const bearer = await receiver({ tls: null, authorization: 'Bearer s3cret' });
    const url = (mes: Mes): string => `http://127.0.0.1:${mes.port}${batchPath}`;
    expect(await sendOne(transportTo(url(bearer), {}, { token: 's3cret' }))).toEqual([{ as: 'accepted' }]);
    const basic = await receiver({
      tls: null,
      authorization: `Basic ${Buffer.from('line1:pässword').toString('base64')}`,
    });
    const user = { user: 'line1' };
    expect(await sendOne(transportTo(url(basic), user, { password: 'pässword' }))).toEqual([{ as: 'accepted' }]);
    const trouble = await troubleOf(sendOne(transportTo(url(bearer))));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('signs in') });
  });
});

describe('a plain receiver of somebody’s own', () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;
  let url: string;
  beforeEach(async () => {
    server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      answer(request, response, Buffer.concat(pieces));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in?line=1`;
    ends.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
  });

  test('gets gzip NDJSON, a line for each body, under the key of the batch', async () => {
    let seen: { url: string | undefined; key: unknown; type: unknown; lines: unknown[] } | null = null;
    answer = ({ url: path, headers }, response, body) => {
      const lines = gunzipSync(body).toString().trimEnd().split('\n');
      seen = {
        url: path,
        key: headers['idempotency-key'],
        type: headers['content-type'],
        lines: lines.map((line) => JSON.parse(line)),
      };
      response.writeHead(204).end();
    };
    const one = envelope(7);
    const two = envelope(9, ['{"first":\n1}', '{"second":"a\\nb"}']);
    const id = v7();
    const outcomes = await transportTo(url).send({ id, envelopes: [one, two] }, AbortSignal.timeout(20_000));
    expect(outcomes).toEqual([{ as: 'accepted' }, { as: 'accepted' }]);
    expect(seen).toMatchObject({
      ...{ url: '/in?line=1', key: `"${id}"`, type: 'application/x-ndjson' },
      lines: [
        { id: one.messageId, n: 1, of: 1, sequence: 7, station: station.id, part: one.part, body: { verdict: 'pass' } },
        { id: two.messageId, n: 1, of: 2, body: { first: 1 } },
        { id: two.messageId, n: 2, of: 2, body: { second: 'a\nb' } },
      ],
    });
  });

  test.each([
    ['200 without a word', 200, ''],
    ['201 and a friendly text', 201, 'thank you!'],
    ['200 about other records', 200, '{"results":[{"id":"0190aaaa-0000-7000-8000-000000000000","status":"accepted"}]}'],
  ])('has accepted nothing with %s', async (_words, status, text) => {
    answer = (_request, response) => response.writeHead(status).end(text);
    const trouble = await troubleOf(sendOne(transportTo(url)));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('not about the records') });
  });

  test('that puts off all of a batch is busy, and no record is at fault', async () => {
    answer = (_request, response, body) => {
      const ids = gunzipSync(body)
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id);
      const results = ids.map((each) => ({ id: each, status: 'again', reason: 'the database sleeps' }));
      response.end(JSON.stringify({ results }));
    };
    const envelopes = [envelope(1), envelope(2)];
    const trouble = await troubleOf(transportTo(url).send({ id: v7(), envelopes }, AbortSignal.timeout(20_000)));
    expect(trouble).toMatchObject({ kind: 'busy', message: 'the database sleeps' });
  });

  test('that sends on elsewhere is not followed', async () => {
    let requests = 0;
    answer = (_request, response) => {
      requests += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    };
    expect(await troubleOf(sendOne(transportTo(url)))).toMatchObject({ kind: 'broken' });
    expect(requests).toBe(1);
  });

  test('that floods the station with an answer without end is cut off', async () => {
    answer = (_request, response) => {
      response.on('error', () => response.destroy());
      const flood = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    };
    expect(await troubleOf(sendOne(transportTo(url)))).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('not about the records'),
    });
  });
});

describe('a try', () => {
  test('goes the whole way of a batch and leaves nothing behind', async () => {
    const mes = await receiver();
    const transport = transportTo(`https://127.0.0.1:${mes.port}${batchPath}`);
    expect(await transport.test(AbortSignal.timeout(20_000))).toBe(`127.0.0.1:${mes.port} answers and takes records.`);
    expect(mes.received.counts().messages).toBe(0);
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'error' }));
    expect(await troubleOf(transport.test(AbortSignal.timeout(20_000)))).toMatchObject({ kind: 'busy' });
    const elsewhere = transportTo(`https://127.0.0.1:${mes.port}/elsewhere`);
    expect(await troubleOf(elsewhere.test(AbortSignal.timeout(20_000)))).toMatchObject({
      kind: 'broken',
      message: expect.stringContaining('404'),
    });
  });
});

describe('a question to the MES', () => {
  const question = { serial: 'SN-1', recipe: 'board' };

  test('is answered, and what the MES leaves out is not known', async () => {
    const mes = await receiver();
    mes.answers.set({
      otherwise: { isReleased: true, reason: null, workOrder: 'WO-7', recipe: null },
      bySerial: { 'SN-2': { isReleased: false, reason: 'scrapped', workOrder: null, recipe: null } },
    });
    const base = `https://127.0.0.1:${mes.port}`;
    const { ask } = transportTo(`${base}${batchPath}`, { askUrl: `${base}/ask` });
    expect(await ask?.(question, AbortSignal.timeout(20_000))).toMatchObject({ isReleased: true, workOrder: 'WO-7' });
    expect(await ask?.({ ...question, serial: 'SN-2' }, AbortSignal.timeout(20_000))).toMatchObject({
      ...{ isReleased: false, reason: 'scrapped' },
    });
  });

  test('does not wait behind a batch that is under way', async () => {
    const mes = await receiver({ tls: null });
    const base = `http://127.0.0.1:${mes.port}`;
    const transport = transportTo(`${base}${batchPath}`, { askUrl: `${base}/ask` });
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'never', times: 1 }));
    const given = new AbortController();
    const batch = transport
      .send({ id: v7(), envelopes: [envelope(1)] }, given.signal)
      .catch((thrown: unknown) => thrown);
    await expect.poll(() => mes.switchboard.current.is).toBe('none');
    expect(await transport.ask?.(question, AbortSignal.timeout(20_000))).toMatchObject({ isReleased: true });
    given.abort(new Error('called off'));
    expect(await batch).toMatchObject({ message: 'called off' });
  });

  test('is not asked where no address is set, and no nonsense is taken for an answer', async () => {
    const mes = await receiver({ tls: null });
    const base = `http://127.0.0.1:${mes.port}`;
    expect(transportTo(`${base}${batchPath}`).ask).toBeUndefined();
    const { ask } = transportTo(`${base}${batchPath}`, { askUrl: `${base}/ask` });
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'garbage' }));
    const trouble = await troubleOf(ask?.(question, AbortSignal.timeout(20_000)) ?? Promise.resolve());
    expect(trouble.message).toContain('not to the question');
  });
});

describe('a proxy', () => {
  const passed: string[] = [];
  let port: number;
  let wants: string | null;
  beforeEach(async () => {
    passed.length = 0;
    wants = null;
    const sockets = new Set<Socket>();
    const proxy = createServer((request, response) => {
      // Plain http: the whole address stands in the request line.
      passed.push(`${request.method} ${request.url}`);
      response.writeHead(204).end();
      request.resume();
    });
    proxy.on('connection', (socket) => sockets.add(socket));
    proxy.on('connect', (request, near: Socket) => {
      passed.push(`CONNECT ${request.url}`);
      near.on('error', () => near.destroy());
      if (wants !== null && request.headers['proxy-authorization'] !== wants) {
        near.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const [host, to] = (request.url ?? '').split(':');
      const far = connect(Number(to), host ?? '');
      sockets.add(far);
      far.on('error', () => near.destroy());
      far.on('connect', () => near.write('HTTP/1.1 200 OK\r\n\r\n'));
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    port = (proxy.address() as AddressInfo).port;
    ends.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => proxy.close(resolve));
    });
  });

  test('is passed by CONNECT, and the receiver’s own certificate is looked at behind it', async () => {
    const mes = await receiver();
    const url = `https://localhost:${mes.port}${batchPath}`;
    const transport = transportTo(url, { proxy: `http://127.0.0.1:${port}` });
    expect(transport.address).toEqual({ host: '127.0.0.1', port });
    expect(await sendOne(transport)).toEqual([{ as: 'accepted' }]);
    expect(passed).toEqual([`CONNECT localhost:${mes.port}`]);
    mes.showCertificate(await createCertificate(ca, { name: 'elsewhere.example' }));
    const trouble = await troubleOf(sendOne(transportTo(url, { proxy: `http://127.0.0.1:${port}` })));
    expect(trouble).toMatchObject({ kind: 'broken', message: expect.stringContaining('certificate of another name') });
  });

  test('carries plain http as well', async () => {
    const transport = transportTo('http://mes.example/in', { proxy: `http://127.0.0.1:${port}` });
    expect(await sendOne(transport)).toEqual([{ as: 'accepted' }]);
    expect(passed).toEqual(['POST http://mes.example/in']);
  });

  test('that wants a password, or is not there, is named', async () => {
    const mes = await receiver();
    const url = `https://127.0.0.1:${mes.port}${batchPath}`;
    wants = `Basic ${Buffer.from('line:pw').toString('base64')}`;
    const refused = await troubleOf(sendOne(transportTo(url, { proxy: `http://127.0.0.1:${port}` })));
    expect(refused).toMatchObject({ kind: 'broken', message: expect.stringContaining(`the proxy 127.0.0.1:${port}`) });
    expect(await sendOne(transportTo(url, { proxy: `http://line:pw@127.0.0.1:${port}` }))).toEqual([
      { as: 'accepted' },
    ]);
    const away = await troubleOf(sendOne(transportTo(url, { proxy: 'http://127.0.0.1:9' })));
    expect(away).toMatchObject({ kind: 'away', message: expect.stringContaining('127.0.0.1:9') });
  });
});
