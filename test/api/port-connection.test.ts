import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { type Port, portConnection } from '../../main/api/port-connection.ts';
import { connectionContract } from '../contract/connection.ts';

function nodePort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}

connectionContract('a message port', async () => {
  const { port1, port2 } = new MessageChannel();
  const options = { maxLength: 1024 * 1024, onFault: () => undefined };
  const server = portConnection(nodePort(port1), options);
  return { server, client: portConnection(nodePort(port2), options), stop: async () => server.close() };
});

test('cuts a peer off that reads nothing while more and more waits for it', async () => {
  const { port1, port2 } = new MessageChannel();
  // A peer that hangs: its port is never read.
  port2.on('close', () => undefined);
  const faults: string[] = [];
  const limits = { maxLength: 1024 * 1024, maxWaitingBytes: 4_000_000 };
  const connection = portConnection(nodePort(port1), { ...limits, onFault: (fault) => faults.push(fault) });
  const closed = new Promise<void>((resolve) => connection.onClose(resolve));
  let sent = 0;
  while (faults.length === 0 && sent < 100) {
    connection.send({ body: {}, payload: new Uint8Array(100_000) });
    sent += 1;
  }
  await closed;
  expect(sent).toBe(40);
  expect(faults).toEqual(['4 MB wait for a screen that does not read them']);
});

test('goes on for ever with a peer that reads, whatever the sum of it', async () => {
  const { port1, port2 } = new MessageChannel();
  const faults: string[] = [];
  const onFault = (fault: string) => faults.push(fault);
  const connection = portConnection(nodePort(port1), { maxLength: 1000, maxWaitingBytes: 1_000_000, onFault });
  const peer = portConnection(nodePort(port2), { maxLength: 1000, onFault });
  let read = 0;
  peer.onMessage(() => {
    read += 1;
  });
  for (let sent = 1; sent <= 60; sent++) {
    connection.send({ body: {}, payload: new Uint8Array(100_000) });
    await vi.waitFor(() => expect(read).toBe(sent), { interval: 1 });
  }
  expect(faults).toEqual([]);
  connection.close();
});

test.each([
  ['something that is no message', 42, 'a message without JSON came'],
  ['text that is not JSON', { json: '{' }, 'not JSON'],
  ['text that is too long', { json: JSON.stringify('x'.repeat(200)) }, 'a message of 202 characters came'],
  ['a payload that is not bytes', { json: '{}', payload: [1, 2] }, 'not bytes'],
])('cuts a peer off that sends %s', async (_, sent, why) => {
  const { port1, port2 } = new MessageChannel();
  const faults: string[] = [];
  const connection = portConnection(nodePort(port1), { maxLength: 100, onFault: (fault) => faults.push(fault) });
  const closed = new Promise<void>((resolve) => connection.onClose(resolve));
  port2.postMessage(sent);
  await closed;
  expect(faults).toEqual([expect.stringContaining(why)]);
});
