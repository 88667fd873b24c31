import { readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../main/api/client.ts';
import { serveApi } from '../../main/api/server.ts';
import { maxMessageBytes } from '../../main/http/api-socket.ts';
import { type HttpServer, startHttpServer } from '../../main/http/server.ts';
import { socketConnection } from '../../main/http/socket-connection.ts';
import { readStationFile } from '../../main/http/station-file.ts';
import { loadUiFiles } from '../../main/http/ui-files.ts';
import { silentLog } from '../../main/station/log/log.ts';
import { connectionContract } from '../contract/connection.ts';
import { handlersWith, helloOutput } from '../support/api.ts';
import { healthyStation } from '../support/healthz.ts';
import { type HttpAsk, httpAsk, signIn, smallUi, temporaryFolder } from '../support/http.ts';

const pictureId = '0199aa00-0000-7000-8000-00000000abcd';

let uiFolder: string;
let dataDir: string;
let server: HttpServer;
let serve: Parameters<typeof startHttpServer>[0]['station']['serve'];

beforeEach(async () => {
  uiFolder = await smallUi();
  dataDir = await temporaryFolder('data');
  await writeFile(join(dataDir, 'secret.txt'), 'not for pages');
  await symlink(join(dataDir, 'secret.txt'), join(uiFolder, 'assets', 'link.json'));
  await writeFile(join(dataDir, 'picture.jpg'), Buffer.from([0xff, 0xd8, 1, 2, 3]));
  serve = (connection) => serveApi(connection, handlersWith({ 'session.hello': async () => helloOutput }));
  server = await startHttpServer({
    station: {
      serve: (connection, screen) => serve(connection, screen),
      healthz: () => healthyStation,
      pictureFile: async (id) => (id === pictureId ? join(dataDir, 'picture.jpg') : null),
      exportFile: (name, { isLocal }) =>
        name === 'parts.csv' ? join(dataDir, isLocal ? 'parts.csv' : 'desk.csv') : null,
    },
    ui: await loadUiFiles(uiFolder),
    port: 0,
    dataDir,
    log: silentLog,
  });
});
afterEach(async () => {
  await server.close();
  await rm(uiFolder, { recursive: true });
  await rm(dataDir, { recursive: true });
});

const ask = (path: string, options?: HttpAsk) => httpAsk(server.port, path, options);
const ownHost = () => `127.0.0.1:${server.port}`;

function openSocket(headers: Record<string, string>, path = '/api'): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://${ownHost()}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}

async function acceptedSocket(): Promise<WebSocket> {
  const socket = await openSocket({ cookie: await signIn(server.mintAddress()), origin: `http://${ownHost()}` });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return socket;
}

connectionContract('a WebSocket', async () => {
  const accepted = Promise.withResolvers<Parameters<typeof serve>[0]>();
  serve = (connection) => accepted.resolve(connection);
  const client = socketConnection(await acceptedSocket());
  return { server: await accepted.promise, client, stop: async () => client.close() };
});

describe('without the cookie', () => {
  test('only healthz answers, and it says nothing secret', async () => {
    const answer = await ask('/healthz');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual(healthyStation);
    for (const path of ['/', '/index.html', '/assets/app-1.js', `/pictures/${pictureId}`, '/api', '/nothing']) {
      const refused = await ask(path);
      expect([path, refused.status]).toEqual([path, 401]);
      const page = Buffer.from(refused.text, 'latin1').toString('utf8');
      expect(page).toMatch(/<section lang="en">\s*<h1>Please open the address that the station printed/);
      expect(page).toMatch(/<section lang="de">\s*<h1>Bitte die Adresse /);
      expect(page).toMatch(/<section lang="zh-CN">\s*<h1>请打开工位显示的地址/);
      expect(page).toMatch(/<section lang="es">\s*<h1>Abra la dirección /);
    }
  });

  test('a wrong token and a wrong cookie are refused', async () => {
    expect((await ask('/?token=guess')).status).toBe(401);
    expect((await ask('/', { headers: { cookie: `sightline-${server.port}=guess` } })).status).toBe(401);
  });

  test('the socket is refused before it opens', async () => {
    expect(await openSocket({})).toBe(401);
  });
});

describe('a printed address', () => {
  test('becomes a cookie that no script and no other site gets, and leaves no token behind', async () => {
    const url = new URL(server.mintAddress());
    const answer = await ask(`/${url.search}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^sightline-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('works once, but does not lock out the browser that used it', async () => {
    const address = server.mintAddress();
    const cookie = await signIn(address);
    const path = `/${new URL(address).search}`;
    expect((await ask(path)).status).toBe(401);
    expect((await ask(path, { headers: { cookie } })).status).toBe(303);
  });

  test('can be had again with the secret that lies in the data folder, readable by its owner only', async () => {
    expect((await stat(join(dataDir, 'station.json'))).mode & 0o777).toBe(0o600);
    const { port, secret } = await readStationFile(dataDir);
    const answer = await httpAsk(port, '/local/address', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
    });
    const { address } = JSON.parse(answer.text) as { address: string };
    expect(await signIn(address)).toMatch(/^sightline-/);
    const guess = await ask('/local/address', { method: 'POST', headers: { authorization: 'Bearer x' } });
    expect(guess.status).toBe(401);
  });
});

describe('with the cookie', () => {
  let headers: Record<string, string>;
  beforeEach(async () => {
    headers = { cookie: await signIn(server.mintAddress()) };
  });

  test('the page comes with a new nonce each time, in the page and in its policy', async () => {
    const first = await ask('/', { headers });
    const second = await ask('/', { headers });
    const nonce = /content="([^"]+)"/.exec(first.text)?.[1];
    expect(first.text).not.toContain('__NONCE__');
    expect(first.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(first.headers['content-security-policy']).not.toContain('unsafe');
    expect(second.headers['content-security-policy']).not.toBe(first.headers['content-security-policy']);
    expect(first.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test('built files come with their type', async () => {
    const answer = await ask('/assets/app-1.js', { headers });
    expect(answer).toMatchObject({ status: 200, text: 'console.log("screen")' });
    expect(answer.headers['content-type']).toContain('text/javascript');
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  test('nothing outside the built screen can be named', async () => {
    const paths = [
      '/../station.json',
      '/assets/../../station.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/assets/app-1.js%00.html',
      '/assets/app-1.js.map',
      '/.vite/manifest.json',
      '/assets/link.json',
      '/pictures/../picture.jpg',
      '/pictures/..%2fpicture.jpg',
      '/pictures/picture.jpg',
      `/pictures/${pictureId.replace('a', 'b')}`,
    ];
    for (const path of paths) {
      const { status } = await ask(path, { headers });
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
  });

  test('a kept picture comes by its id, for good', async () => {
    const answer = await ask(`/pictures/${pictureId}`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'image/jpeg', 'content-length': '5' });
    expect(answer.headers['cache-control']).toMatch(/^private, .*immutable$/);
    expect(Buffer.from(answer.text, 'latin1')).toEqual(Buffer.from([0xff, 0xd8, 1, 2, 3]));
  });

  test('a file to take along is downloaded by its name, and only by those whom the station lets have it', async () => {
    await writeFile(join(dataDir, 'parts.csv'), 'id\r\n');
    const answer = await ask('/exports/parts.csv', { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="parts.csv"',
    });
    expect(answer.text).toBe('id\r\n');
    for (const name of ['other.csv', '..%2fpicture.jpg', 'parts.csv.part', '%00.csv']) {
      expect((await ask(`/exports/${name}`, { headers })).status).toBe(404);
    }
    expect((await ask('/exports/parts.csv')).status).toBe(401);
  });

  test('a picture that retention has just taken is not found, which is no fault', async () => {
    await rm(join(dataDir, 'picture.jpg'));
    expect((await ask(`/pictures/${pictureId}`, { headers })).status).toBe(404);
  });

  test('another Host is refused, also for healthz (DNS rebinding)', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', '127.0.0.1:1']) {
      for (const path of ['/', '/healthz', `/pictures/${pictureId}`]) {
        expect([host, path, (await ask(path, { headers: { ...headers, host } })).status]).toEqual([host, path, 403]);
      }
    }
  });

  test('a foreign Origin is refused, for requests and for the socket', async () => {
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
      expect((await ask('/', { headers: { ...headers, origin } })).status).toBe(403);
      expect(await openSocket({ ...headers, origin })).toBe(403);
    }
    expect(await openSocket({ ...headers, host: 'evil.example' })).toBe(403);
  });

  test('the socket opens at its own address only', async () => {
    expect(await openSocket(headers, '/other')).toBe(404);
  });

  test('a request that is too large is refused', async () => {
    const body = 'x'.repeat(5000);
    const { status } = await ask('/local/address', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(413);
  });
});

describe('the API socket', () => {
  test('cuts off a message that is too large, a text message, and bytes that are no message', async () => {
    for (const message of [Buffer.alloc(maxMessageBytes + 1), 'hello', Buffer.from([255, 255, 255, 255, 1])]) {
      const socket = await acceptedSocket();
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('error', () => undefined);
      socket.send(message);
      await closed;
      expect(socket.readyState).toBe(WebSocket.CLOSED);
    }
  });

  test('cuts off a screen that does not read what it gets', async () => {
    const accepted = Promise.withResolvers<Parameters<typeof serve>[0]>();
    serve = (connection) => accepted.resolve(connection);
    const socket = await acceptedSocket();
    const connection = await accepted.promise;
    let isClosed = false;
    connection.onClose(() => {
      isClosed = true;
    });
    socket.pause();
    const payload = new Uint8Array(4 * 1024 * 1024);
    for (let i = 0; i < 40 && !isClosed; i++) {
      connection.send({ body: { i }, payload });
      await new Promise(setImmediate);
    }
    await vi.waitFor(() => expect(isClosed).toBe(true));
    socket.terminate();
  });

  test('serves a real client', async () => {
    const client = createClient(socketConnection(await acceptedSocket()));
    expect(await client.call('session.hello', {})).toEqual(helloOutput);
    client.close();
  });
});

test('a port in use is named, with what to do', async () => {
  const second = startHttpServer({
    station: {
      serve: () => undefined,
      healthz: () => healthyStation,
      pictureFile: async () => null,
      exportFile: () => null,
    },
    ui: await loadUiFiles(uiFolder),
    port: server.port,
    dataDir,
    log: silentLog,
  });
  await expect(second).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(String(server.port)),
    remedy: expect.stringContaining('--port'),
  });
  expect(JSON.parse(await readFile(join(dataDir, 'station.json'), 'utf8'))).toMatchObject({ port: server.port });
});

test('a screen that has not been built is said with the command that builds it', async () => {
  await expect(loadUiFiles(join(dataDir, 'nowhere'))).rejects.toMatchObject({ remedy: 'run: npm run build' });
});

test('the station file goes with the server', async () => {
  await server.close();
  await expect(readStationFile(dataDir)).rejects.toMatchObject({ code: 'unavailable' });
});
