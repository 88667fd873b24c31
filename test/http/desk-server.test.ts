/** A station at its TLS address, asked over real sockets as a browser at another desk would. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { type RequestOptions, request } from 'node:https';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClient } from '../../main/api/client.ts';
import { serveApi } from '../../main/api/server.ts';
import { nobody, type Who } from '../../main/api/who.ts';
import { type DeskServer, startDeskServer } from '../../main/http/desk-server.ts';
import { freshPerMinute } from '../../main/http/desk-sessions.ts';
import { socketConnection } from '../../main/http/socket-connection.ts';
import { loadUiFiles } from '../../main/http/ui-files.ts';
import { silentLog } from '../../main/station/log/log.ts';
import { handlersWith, helloOutput } from '../support/api.ts';
import { healthyStation } from '../support/healthz.ts';
import { smallUi, temporaryFolder } from '../support/http.ts';

const pictureId = '0199aa00-0000-7000-8000-00000000abcd';
const somebody: Who = {
  person: { id: '0199aa00-0000-7000-8000-00000000aaaa', name: 'Ada' },
  role: 'quality',
};
let uiFolder: string;
let dataDir: string;
let desks: DeskServer;
let ca: Buffer;
/** Keys of the browsers at which somebody has signed in. */
let signedIn: Set<string>;

beforeEach(async () => {
  uiFolder = await smallUi();
  dataDir = await temporaryFolder('desks');
  await writeFile(join(dataDir, 'picture.jpg'), Buffer.from([0xff, 0xd8, 1, 2, 3]));
  signedIn = new Set();
  desks = await startDeskServer({
    station: {
      serve: (connection, { key, isLocal }) => {
        expect(isLocal).toBe(false);
        const who = (): Who => (signedIn.has(key) ? somebody : nobody);
        serveApi(connection, handlersWith({ 'session.hello': async () => helloOutput }), {
          peer: { key, isLocal, who },
        });
      },
      isSignedIn: ({ key }) => signedIn.has(key),
      healthz: () => healthyStation,
      pictureFile: async (id) => (id === pictureId ? join(dataDir, 'picture.jpg') : null),
      exportFile: (name, { isLocal }) =>
        name === 'parts.csv' ? join(dataDir, isLocal ? 'parts.csv' : 'desk.csv') : null,
    },
    ui: await loadUiFiles(uiFolder),
    ...{ address: '127.0.0.1', port: 0, names: ['localhost'], dataDir, log: silentLog },
    wallMs: () => Date.now(),
    monotonicMs: () => 0,
  });
  ca = await readFile(join(dataDir, 'tls', 'station.crt'));
});
afterEach(async () => {
  await desks.close();
  await rm(uiFolder, { recursive: true });
  await rm(dataDir, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly text: string;
}

function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const options: RequestOptions = {
    host: 'localhost',
    port: desks.port,
    path,
    headers,
    ca,
    servername: 'localhost',
    agent: false,
    family: 4,
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.[0], text }),
      );
    })
      .on('error', reject)
      .end();
  });
}

async function browser(): Promise<{ readonly cookie: string; readonly key: string }> {
  const cookie = (await ask('/')).cookie?.split(';', 1)[0] ?? '';
  return { cookie, key: cookie.split('=')[1] ?? '' };
}

function openSocket(headers: Record<string, string>): Promise<WebSocket | number> {
  const socket = new WebSocket(`wss://localhost:${desks.port}/api`, { headers, ca, family: 4 });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}

test('shows the screen over TLS, with a cookie that nothing else gets', async () => {
  const { status, cookie, text } = await ask('/');
  expect(status).toBe(200);
  expect(text).toContain('<title>Sightline</title>');
  expect(cookie).toMatch(/^__Host-sightline-desk=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/);
  expect(desks.addresses).toContain(`https://${hostname().toLowerCase()}:${desks.port}/`);
});

test('gives a browser the screen and nothing of the line before somebody signs in there', async () => {
  const { cookie, key } = await browser();
  expect((await ask('/assets/app-1.js', { cookie })).status).toBe(200);
  expect((await ask(`/pictures/${pictureId}`, { cookie })).status).toBe(401);
  signedIn.add(key);
  expect((await ask(`/pictures/${pictureId}`, { cookie })).status).toBe(200);
  const other = await browser();
  expect((await ask(`/pictures/${pictureId}`, { cookie: other.cookie })).status).toBe(401);
});

test('answers a socket without a sign-in only the greeting', async () => {
  const { cookie, key } = await browser();
  const socket = await openSocket({ cookie, origin: `https://localhost:${desks.port}` });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  const client = createClient(socketConnection(socket));
  expect(await client.call('session.hello', {})).toEqual(helloOutput);
  await expect(client.call('live.snapshot', {})).rejects.toMatchObject({ code: 'not-allowed' });
  signedIn.add(key);
  await expect(client.call('live.snapshot', {})).rejects.toMatchObject({ code: 'unavailable' });
  client.close();
});

test('refuses other names, other pages, and sockets without its cookie', async () => {
  const { cookie } = await browser();
  expect((await ask('/', { host: 'evil.example' })).status).toBe(403);
  expect((await ask('/', { cookie, origin: 'https://evil.example' })).status).toBe(403);
  expect((await ask('/', { cookie, origin: `http://localhost:${desks.port}` })).status).toBe(403);
  expect(await openSocket({})).toBe(401);
  expect(await openSocket({ cookie, origin: 'https://evil.example' })).toBe(403);
  expect((await ask(`/pictures/${pictureId}`)).status).toBe(401);
  expect((await ask('/../station.json', { cookie })).status).toBeGreaterThanOrEqual(400);
});

test('does not make cookies for whoever asks without end', async () => {
  for (let i = 0; i < freshPerMinute; i += 1) await ask('/');
  expect((await ask('/')).status).toBe(429);
});
