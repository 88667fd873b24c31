import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { socketConnection } from '../../main/http/socket-connection.ts';

async function sockets(autoPong: boolean): Promise<{ server: WebSocketServer; near: WebSocket; far: WebSocket }> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const far = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, { autoPong });
  const [near] = (await accepted) as [WebSocket];
  return { server, near, far };
}

test('a peer that answers no heartbeat is cut off', async () => {
  const { server, near, far } = await sockets(false);
  const closed = Promise.withResolvers<void>();
  const faults: string[] = [];
  socketConnection(near, { heartbeatMs: 20, onFault: (why) => faults.push(why) }).onClose(() => closed.resolve());
  await closed.promise;
  expect(faults).toEqual(['the peer answers no more']);
  far.terminate();
  server.close();
});

test('a peer that answers its heartbeats stays', async () => {
  const { server, near, far } = await sockets(true);
  const faults: string[] = [];
  socketConnection(near, { heartbeatMs: 20, onFault: (why) => faults.push(why) });
  for (let beat = 0; beat < 4; beat++) await once(far, 'ping');
  expect(faults).toEqual([]);
  expect(near.readyState).toBe(WebSocket.OPEN);
  far.terminate();
  server.close();
});
