import type { Server } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngineClient } from '../../../main/station/inference/engine-client.ts';
import { toEngineSchema } from '../../../main/station/inference/protocol.ts';
import { type Endpoint, type Link, listenLink, randomEndpoint } from '../../../main/station/link/link.ts';

const sizes = { inputBytes: 12, mapLength: 4, boxesLength: 0, featuresLength: 2 };

interface Peer {
  readonly endpoint: Endpoint;
  readonly links: Link[];
}

/** The other end of the link, in the test's hands: `onInfer` is what the engine does with a frame. */
async function peer(onInfer: (link: Link, id: number, input: Uint8Array) => void): Promise<Peer> {
  const endpoint = randomEndpoint('test');
  const links: Link[] = [];
  const server: Server = await listenLink(endpoint, (link) => {
    links.push(link);
    link.onMessage((meta, payload) => {
      const message = toEngineSchema.parse(meta);
      // An engine that does not open the file is sent its frames over the link.
      if (message.kind === 'infer') onInfer(link, message.id, payload ?? new Uint8Array());
    });
  });
  onTestFinished(() => {
    for (const link of links) link.close();
    server.close();
  });
  return { endpoint, links };
}

function answer(link: Link, id: number, values: readonly number[]): void {
  const payload = new Uint8Array(Float32Array.from(values).buffer);
  link.send({ kind: 'answer', id, ok: true, runMs: 1.5, mapLength: 4, boxesLength: 0, featuresLength: 2 }, payload);
}

function client(hangMs = 20_000, maxInFlight = 2) {
  const made = createEngineClient({ ...sizes, hangMs, maxInFlight });
  onTestFinished(() => made.close());
  return made;
}

function borrow(from: ReturnType<typeof client>): Uint8Array {
  const input = from.borrowInput();
  if (!input) throw new Error('no input is free');
  return input;
}

describe('the engine client', () => {
  it('splits an answer into map, boxes and features', async () => {
    const engine = createEngineClient({ ...sizes, boxesLength: 1, featuresLength: 1, hangMs: 20_000 });
    const { endpoint } = await peer((link, id, input) => {
      const payload = new Uint8Array(Float32Array.of(...input.subarray(0, 4), 0.5, 0.25).buffer);
      const lengths = { mapLength: 4, boxesLength: 1, featuresLength: 1 };
      link.send({ kind: 'answer', id, ok: true, runMs: 1.5, ...lengths }, payload);
    });
    await engine.attach(endpoint);
    expect(await engine.infer(borrow(engine).fill(3))).toEqual({
      ok: true,
      map: Float32Array.of(3, 3, 3, 3),
      boxes: Float32Array.of(0.5),
      features: Float32Array.of(0.25),
      runMs: 1.5,
    });
    engine.close();
  });

  it('has no boxes where the bundle has none', async () => {
    const engine = client();
    const { endpoint } = await peer((link, id, input) => answer(link, id, [...input.subarray(0, 4), 0.5, 0.25]));
    await engine.attach(endpoint);
    const got = await engine.infer(borrow(engine).fill(3));
    expect(got).toEqual({
      ok: true,
      map: Float32Array.of(3, 3, 3, 3),
      boxes: null,
      features: Float32Array.of(0.5, 0.25),
      runMs: 1.5,
    });
  });

  it('lends no more inputs than may be in flight, and each again when it came back', async () => {
    const engine = client();
    const { endpoint } = await peer((link, id) => answer(link, id, [0, 0, 0, 0, 0, 0]));
    await engine.attach(endpoint);
    const first = borrow(engine);
    const second = borrow(engine);
    expect(engine.borrowInput()).toBeNull();
    engine.returnInput(first);
    engine.returnInput(first);
    expect(engine.borrowInput()).toBe(first);
    expect(engine.borrowInput()).toBeNull();
    await engine.infer(second);
    expect(engine.borrowInput()).toBe(second);
  });

  it('answers at once without an engine, and cannot attach where none listens', async () => {
    const engine = client();
    await expect(engine.attach(randomEndpoint('nobody'))).rejects.toMatchObject({ code: 'unavailable' });
    expect(engine.isConnected).toBe(false);
    expect(await engine.infer(borrow(engine))).toEqual({ ok: false, detail: 'no engine is running' });
    expect(await engine.infer(new Uint8Array(12))).toMatchObject({ ok: false });
  });

  it('takes no answer of the wrong size, and lets go of an engine that talks nonsense', async () => {
    const engine = client();
    let frame = 0;
    const { endpoint } = await peer((link, id) => {
      if (++frame === 1) answer(link, id, [1, 2, 3]);
      else link.send({ kind: 'answer', id, ok: 'perhaps' });
    });
    await engine.attach(endpoint);
    expect(await engine.infer(borrow(engine))).toEqual({
      ok: false,
      detail: 'the engine answered 12 bytes where 24 belong',
    });
    expect(await engine.infer(borrow(engine))).toEqual({ ok: false, detail: expect.stringContaining('not an answer') });
    expect(engine.isConnected).toBe(false);
  });

  it('ignores answers that come after another engine took over', async () => {
    const engine = client();
    const held: (() => void)[] = [];
    const old = await peer((link, id) => held.push(() => answer(link, id, [9, 9, 9, 9, 9, 9])));
    const next = await peer((link, id) => answer(link, id, [1, 1, 1, 1, 1, 1]));
    await engine.attach(old.endpoint);
    const lost = engine.infer(borrow(engine));
    await engine.attach(next.endpoint);
    expect(await lost).toEqual({ ok: false, detail: 'another engine takes over' });
    for (const send of held) send();
    expect(await engine.infer(borrow(engine))).toMatchObject({ ok: true, map: Float32Array.of(1, 1, 1, 1) });
  });

  it('never sends an input that is written over after its engine was let go', async () => {
    const inputBytes = 32_000_000;
    const engine = createEngineClient({ ...sizes, inputBytes, hangMs: 20_000 });
    onTestFinished(() => engine.close());
    const arrived: Uint8Array[] = [];
    const old = await peer((_link, _id, input) => arrived.push(input));
    await engine.attach(old.endpoint);
    const input = borrow(engine);
    const lost = engine.infer(input.fill(1));
    while (old.links.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const ended = new Promise((resolve) => old.links[0]?.onClose(resolve));
    engine.close();
    expect(await lost).toMatchObject({ ok: false });
    input.fill(2);
    await ended;
    expect(arrived.filter((bytes) => bytes.includes(2))).toHaveLength(0);
  });

  it('tells once of an engine that hangs, after all its frames are settled', async () => {
    const engine = client(50);
    const { endpoint } = await peer(() => undefined);
    await engine.attach(endpoint);
    const told: string[] = [];
    const hung = new Promise<void>((resolve) => {
      engine.onHang(() => {
        told.push('hang');
        resolve();
      });
    });
    const stuck = [engine.infer(borrow(engine)), engine.infer(borrow(engine))];
    await hung;
    expect(engine.borrowInput()).not.toBeNull();
    for (const settled of await Promise.all(stuck)) expect(settled).toMatchObject({ ok: false });
    expect(told).toEqual(['hang']);
  });

  it('settles every frame and gets every buffer back, whatever the engine does with each', async () => {
    const deeds = fc.array(fc.constantFrom('answer', 'refuse', 'wrong-size', 'die'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(deeds, async (script) => {
        const engine = createEngineClient({ ...sizes, hangMs: 20_000 });
        const left = [...script];
        const { endpoint } = await peer((link, id) => {
          const deed = left.shift();
          if (deed === 'answer') answer(link, id, [0, 0, 0, 0, 0, 0]);
          else if (deed === 'refuse') link.send({ kind: 'answer', id, ok: false, detail: 'no' });
          else if (deed === 'wrong-size') answer(link, id, [0]);
          else link.close();
        });
        for (const deed of script) {
          if (!engine.isConnected) await engine.attach(endpoint);
          const [result] = await Promise.all([engine.infer(borrow(engine))]);
          expect(result.ok).toBe(deed === 'answer');
        }
        expect([engine.borrowInput(), engine.borrowInput()]).not.toContain(null);
        engine.close();
      }),
      { numRuns: 30 },
    );
  });
});
