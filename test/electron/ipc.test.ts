import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { socketConnection } from '../../main/http/socket-connection.ts';
import { connectionContract } from '../contract/connection.ts';
import { temporaryFolder } from '../support/http.ts';
import { type ElectronProcess, electronHere, startElectron } from './electron-runtime.ts';

const here = electronHere();
const root = fileURLToPath(new URL('../..', import.meta.url));

describe.skipIf('missing' in here)(`Electron IPC${'missing' in here ? ` (${here.missing})` : ''}`, () => {
  let folder: string;
  let server: WebSocketServer;
  let electron: ElectronProcess;
  let control: WebSocket;
  let lastId = 0;
  const told: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<WebSocket>>();
  const end = (name: string): PromiseWithResolvers<WebSocket> => {
    const known = ends.get(name) ?? Promise.withResolvers<WebSocket>();
    ends.set(name, known);
    return known;
  };

  beforeAll(async () => {
    folder = await temporaryFolder('relay');
    await bundleRelay(folder);
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket, request) => end(request.url ?? '').resolve(socket));
    const relayUrl = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    electron = await startElectron('binary' in here ? here.binary : '', [
      folder,
      relayUrl,
      join(folder, 'preload.cjs'),
    ]);
    control = await end('/control').promise;
    control.on('message', (data) => told.push(String(data)));
  });
  afterAll(async () => {
    await electron.end();
    server.close();
    await rm(folder, { recursive: true });
  });

  connectionContract('Electron IPC', async () => {
    lastId += 1;
    control.send(`load ${lastId}`);
    const [main, page] = await Promise.all([end(`/main?id=${lastId}`).promise, end(`/page?id=${lastId}`).promise]);
    const client = socketConnection(page);
    return { server: socketConnection(main), client, stop: async () => client.close() };
  });

  test('a page that is not the screen gets no connection, whatever preload it has', async () => {
    control.send('stranger');
    await vi.waitFor(() => expect(told.join('\n')).toContain('a page was refused: not the screen: data:text/html'));
  });

  test('a screen that was refused once loads itself again and is connected', async () => {
    control.send('refuse-once');
    control.send('load refused');
    await end('/main?id=refused').promise;
    expect(told.join('\n')).toContain('a page was refused: once, for the test');
  });
});

async function bundleRelay(folder: string): Promise<void> {
  const common = { bundle: true, platform: 'node' as const, target: 'node20', external: ['electron'] };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "relay", "type": "module", "main": "relay.mjs" }');
  await build({
    ...common,
    entryPoints: [join(root, 'test/electron/relay/relay-main.ts')],
    outfile: join(folder, 'relay.mjs'),
    format: 'esm',
    // `ws` and zod travel along; `ws` is CommonJS and asks for Node's modules by `require`.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  await build({
    ...common,
    entryPoints: [join(root, 'preload/preload.ts')],
    outfile: join(folder, 'preload.cjs'),
    format: 'cjs',
  });
}
