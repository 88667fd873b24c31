import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { frameHead, knownLimits, strangerLimits } from '../../../main/station/link/framing.ts';
import {
  connectLink,
  type Endpoint,
  type Link,
  listenLink,
  randomEndpoint,
  socketAddress,
} from '../../../main/station/link/link.ts';

/** A listening side and every buffer that it set aside. */
async function listening() {
  const endpoint = randomEndpoint('test');
  const links: Link[] = [];
  const messages: [unknown, Uint8Array | null][] = [];
  const setAside: number[] = [];
  const payloadBuffer = (length: number): Uint8Array => {
    setAside.push(length);
    return new Uint8Array(length);
  };
  const server = await listenLink(
    endpoint,
    (link) => {
      links.push(link);
      link.onMessage((meta, payload) => messages.push([meta, payload]));
    },
    { payloadBuffer },
  );
  onTestFinished(() => {
    for (const link of links) link.destroy();
    server.close();
  });
  return { endpoint, links, messages, setAside, server };
}

/** Somebody who found the socket and does not know the secret. */
async function stranger({ path }: Endpoint): Promise<Socket> {
  const socket = connect(socketAddress(path));
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

describe('a link', () => {
  it('carries large messages once the secret is known, and in the same breath', async () => {
    const { endpoint, messages, setAside } = await listening();
    const link = await connectLink(endpoint);
    const payload = new Uint8Array(300_000).fill(7);
    link.send({ what: 'x'.repeat(2 * strangerLimits.metaBytes) }, payload);
    await vi.waitUntil(() => messages.length === 1);
    expect(messages).toEqual([[{ what: 'x'.repeat(2 * strangerLimits.metaBytes) }, payload]]);
    expect(setAside).toEqual([300_000]);
  });

  it('sets nothing aside for a peer that has not said the secret', async () => {
    const { endpoint, links, setAside } = await listening();
    const socket = await stranger(endpoint);
    const end = closed(socket);
    socket.write(frameHead({ hello: 'perhaps' }, knownLimits.payloadBytes));
    await end;
    expect(setAside).toEqual([]);
    expect(links).toEqual([]);
  });

  it('takes only a short first message', async () => {
    const { endpoint } = await listening();
    const socket = await stranger(endpoint);
    const end = closed(socket);
    // The head alone: whoever waits for the rest of it would wait for ever.
    const head = Buffer.alloc(8);
    head.writeUInt32LE(strangerLimits.metaBytes + 1, 0);
    socket.write(head);
    await end;
  });

  it('cuts off a peer that says nothing, after five seconds, and keeps one that is known', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { endpoint, links, server } = await listening();
    const known = await connectLink(endpoint);
    const arrived = once(server, 'connection');
    const socket = await stranger(endpoint);
    await arrived;
    while (links.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const ends: string[] = [];
    known.onClose(() => ends.push('known'));
    const end = closed(socket).then(() => ends.push('silent'));
    vi.advanceTimersByTime(5_000);
    await end;
    expect(ends).toEqual(['silent']);
  });

  it('that is destroyed sends nothing more of what it was given: the buffer is free', async () => {
    const { endpoint, links, messages } = await listening();
    const link = await connectLink(endpoint);
    await vi.waitUntil(() => links.length === 1);
    const ended = new Promise((resolve) => links[0]?.onClose(resolve));
    link.send({ kind: 'large' }, new Uint8Array(64_000_000));
    link.destroy();
    await ended;
    expect(messages).toEqual([]);
  });
});
