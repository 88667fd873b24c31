import { copyFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { nodeSpawner } from '../../main/process/spawn.ts';
import { createEngineClient } from '../../main/station/inference/engine-client.ts';
import { exchangeGolden, honest, pairBundleSaying, surfaceBundleSaying } from '../support/reference-vectors.ts';
import { makeTinyBundle, sha256, tiny } from '../support/tiny-bundle.ts';
import { readyEngine, startEngine } from './engine-process.ts';

const clientOptions = {
  inputBytes: tiny.inputBytes,
  mapLength: tiny.mapLength,
  boxesLength: 0,
  featuresLength: 3,
  hangMs: 20_000,
};

/** An input whose every pixel is (red, green, blue). */
function paint(input: Uint8Array, red: number, green: number, blue: number): Uint8Array {
  for (let i = 0; i < input.length; i += 3) input.set([red, green, blue], i);
  return input;
}

function borrow(client: ReturnType<typeof createEngineClient>): Uint8Array {
  const input = client.borrowInput();
  if (!input) throw new Error('no input is free');
  return input;
}

describe('the engine process', () => {
  it('answers every frame with the model’s own numbers, in order, two in flight', async () => {
    const engine = await readyEngine({ bundleDir: await makeTinyBundle() });
    const client = createEngineClient(clientOptions);
    await client.attach(engine.endpoint);
    for (let step = 0; step < 10; step++) {
      const pair = [step * 10, step * 10 + 5].map((red) => ({
        red,
        answer: client.infer(paint(borrow(client), red, 51, 255)),
      }));
      for (const { red, answer } of pair) {
        const got = await answer;
        if (!got.ok) throw new Error(got.detail);
        expect(got.map).toHaveLength(tiny.mapLength);
        expect(got.map[0]).toBeCloseTo(red / 255, 5);
        expect(got.map[tiny.mapLength / 2]).toBeCloseTo(0.2, 5);
        expect([...(got.features ?? [])]).toEqual([
          expect.closeTo(red / 255, 5),
          expect.closeTo(0.2, 5),
          expect.closeTo(1, 5),
        ]);
        expect(got.runMs).toBeGreaterThan(0);
      }
    }
  });

  it('says which provider and how many threads it took, and why', async () => {
    const { ready } = await readyEngine({ bundleDir: await makeTinyBundle() });
    expect(ready).toMatchObject({ provider: 'cpu', precision: 'int8', artifact: 'model.int8.onnx', featuresLength: 3 });
    expect(ready.threads).toBeGreaterThanOrEqual(1);
    expect(ready.threadsReason).toMatch(/1 thread \d/);
    expect(ready.providerReason).toMatch(/^cpu with int8: .*cuda: .*webgpu: /);
  });

  it('measures once and takes what it measured at the next start', async () => {
    const bundleDir = await makeTinyBundle();
    const first = await readyEngine({ bundleDir });
    const second = await readyEngine({ bundleDir, cacheDir: first.cacheDir });
    const measured = (messages: unknown[]) =>
      messages.filter((message) => JSON.stringify(message).includes('measuring'));
    expect(measured(first.messages).length).toBeGreaterThan(0);
    expect(measured(second.messages)).toEqual([]);
    expect(second.ready.threadsReason).toBe(first.ready.threadsReason);
    expect(second.ready.fitness).toEqual(first.ready.fitness);
  });

  it('looks through the golden set at the first use of a bundle only: who comes back must be back soon', async () => {
    const bundleDir = await pairBundleSaying(honest);
    const first = await readyEngine({ bundleDir });
    expect(JSON.stringify(first.messages)).toContain('checking the golden set');
    const second = await readyEngine({ bundleDir, cacheDir: first.cacheDir });
    expect(JSON.stringify(second.messages)).not.toContain('checking the golden set');
  });

  it('runs a bundle that is too slow for its frames, and says so; what was measured serves another frame rate', async () => {
    const bundleDir = await makeTinyBundle();
    const slow = await readyEngine({ bundleDir, fps: 1e8 });
    expect(slow.ready.fitness).toMatchObject({ fits: false, remedy: expect.stringContaining('frames a second') });
    const calm = await readyEngine({ bundleDir, fps: 0.01, cacheDir: slow.cacheDir });
    expect(JSON.stringify(calm.messages)).not.toContain('measuring');
    expect(calm.ready.fitness).toEqual({
      ...slow.ready.fitness,
      ...{ fps: 0.01, budgetMs: 100_000, fits: true, reason: expect.stringContaining('fits'), remedy: null },
    });
  });

  it('measures again when what it kept is damaged or cannot be kept, and says so', async () => {
    const bundleDir = await makeTinyBundle();
    const first = await readyEngine({ bundleDir });
    const [kept] = await readdir(first.cacheDir);
    await writeFile(join(first.cacheDir, kept ?? ''), '{"threads": 7');
    const second = await readyEngine({ bundleDir, cacheDir: first.cacheDir });
    expect(JSON.stringify(second.messages)).toContain('measuring');
    const third = await readyEngine({ bundleDir, cacheDir: join(bundleDir, 'manifest.json') });
    expect(JSON.stringify(third.messages)).toContain('cannot be kept');
  });

  it('takes the threads and the precision that the configuration asks for', async () => {
    const { ready } = await readyEngine({ bundleDir: await makeTinyBundle(), threads: 1, precision: 'fp32' });
    expect(ready).toMatchObject({ threads: 1, threadsReason: 'set in the configuration', artifact: 'model.fp32.onnx' });
  });

  it('that stands by is prepared and answers frames only when it takes over', async () => {
    const bundleDir = await makeTinyBundle();
    const first = await readyEngine({ bundleDir });
    const standby = nodeSpawner()('engine');
    onTestFinished(() => standby.kill());
    const kinds: unknown[] = [];
    standby.onMessage((message) => kinds.push((message as { readonly kind: unknown }).kind));
    const start = { bundleDir, endpoint: first.endpoint, cacheDir: first.cacheDir };
    standby.send({ prepare: start });
    await vi.waitFor(() => expect(kinds).toEqual(['prepared']), { timeout: 20_000 });
    // Whose place it is to take still has it.
    first.child.kill();
    await first.exited;
    standby.send({ start });
    await vi.waitFor(() => expect(kinds).toEqual(['prepared', 'ready']), { timeout: 20_000 });
    const client = createEngineClient(clientOptions);
    await client.attach(start.endpoint);
    expect(await client.infer(borrow(client))).toMatchObject({ ok: true });
  });

  it('leaves when it is told to', async () => {
    const { child, exited } = await readyEngine({ bundleDir: await makeTinyBundle() });
    child.send({ kind: 'stop' });
    expect(await exited).toBe('exit code 0');
  });
});

describe('a frame that cannot be answered', () => {
  it('is refused when the model gives a value that is not a number, and the next one is answered', async () => {
    const engine = await readyEngine({ bundleDir: await makeTinyBundle({ model: 'tiny-nan' }) });
    const client = createEngineClient(clientOptions);
    await client.attach(engine.endpoint);
    const dark = await client.infer(paint(borrow(client), 200, 0, 0));
    expect(dark).toEqual({ ok: false, detail: expect.stringContaining('not a number') });
    expect(await client.infer(paint(borrow(client), 200, 200, 200))).toMatchObject({ ok: true });
  });

  it('is refused when its size is wrong', async () => {
    const engine = await readyEngine({ bundleDir: await makeTinyBundle() });
    const client = createEngineClient({ ...clientOptions, inputBytes: 100 });
    await client.attach(engine.endpoint);
    const answer = await client.infer(borrow(client));
    expect(answer).toEqual({ ok: false, detail: expect.stringMatching(/100 bytes.*20736/) });
  });

  it('settles when the engine is killed under it, and the next engine answers', async () => {
    const bundleDir = await makeTinyBundle();
    const engine = await readyEngine({ bundleDir, faults: { crashAtFrame: 3 } });
    const client = createEngineClient(clientOptions);
    await client.attach(engine.endpoint);
    for (let i = 0; i < 2; i++) expect(await client.infer(borrow(client))).toMatchObject({ ok: true });
    const lost = [client.infer(borrow(client)), client.infer(borrow(client))];
    expect(client.borrowInput()).toBeNull();
    for (const answer of await Promise.all(lost)) {
      expect(answer).toEqual({ ok: false, detail: expect.stringContaining('ended') });
    }
    expect(client.isConnected).toBe(false);
    expect(await client.infer(borrow(client))).toEqual({ ok: false, detail: 'no engine is running' });

    const next = await readyEngine({ bundleDir, cacheDir: engine.cacheDir });
    await client.attach(next.endpoint);
    expect(await client.infer(borrow(client))).toMatchObject({ ok: true });
  });

  it('settles when the engine hangs, which is told once', async () => {
    const engine = await readyEngine({ bundleDir: await makeTinyBundle(), faults: { hangAtFrame: 2 } });
    const client = createEngineClient({ ...clientOptions, hangMs: 300 });
    const onHang = vi.fn(() => engine.child.kill());
    client.onHang(onHang);
    await client.attach(engine.endpoint);
    expect(await client.infer(borrow(client))).toMatchObject({ ok: true });
    const stuck = await Promise.all([client.infer(borrow(client)), client.infer(borrow(client))]);
    for (const answer of stuck) expect(answer).toEqual({ ok: false, detail: expect.stringContaining('300 ms') });
    expect(await engine.exited).toBe('killed by SIGKILL');
    expect(onHang).toHaveBeenCalledTimes(1);
    expect(client.isConnected).toBe(false);
  });
});

describe('a bundle that is not right', () => {
  async function fault(bundleDir: string) {
    const engine = await startEngine({ bundleDir });
    const outcome = await engine.outcome;
    if (outcome.kind !== 'fault') throw new Error('the engine took it');
    expect(await engine.exited).toBe('exit code 1');
    expect(outcome.remedy).toBeTruthy();
    return outcome.message;
  }

  it('with another golden set is named with both hashes', async () => {
    const bundleDir = await pairBundleSaying(honest);
    await exchangeGolden(bundleDir);
    expect(await fault(bundleDir)).toMatch(/golden set of tiny-reference .* expected SHA-256 \w{64}, found \w{64}/);
  });

  it('with a truncated model is named with both sizes', async () => {
    const bundleDir = await makeTinyBundle();
    const size = (await readFile(join(bundleDir, 'model.int8.onnx'))).length;
    await truncate(join(bundleDir, 'model.int8.onnx'), 100);
    expect(await fault(bundleDir)).toMatch(new RegExp(`model\\.int8\\.onnx is truncated.*${size} bytes, it has 100`));
  });

  it('with a swapped model of the same size is named with both hashes', async () => {
    const bundleDir = await makeTinyBundle();
    const file = join(bundleDir, 'model.int8.onnx');
    const bytes = await readFile(file);
    const expected = sha256(bytes);
    bytes[50] = (bytes[50] as number) ^ 1;
    await writeFile(file, bytes);
    expect(await fault(bundleDir)).toMatch(new RegExp(`expected SHA-256 ${expected}, found ${sha256(bytes)}`));
  });

  it('with a model of another input shape says what was expected and found', async () => {
    const message = await fault(await makeTinyBundle({ model: 'tiny-wider' }));
    expect(message).toContain('expected input image uint8 [1, 72, 96, 3], found uint8 [1, 72, 104, 3]');
  });

  it('with a model that is none says so', async () => {
    const junk = Buffer.alloc(500, 7);
    const bundleDir = await makeTinyBundle({
      manifest: (manifest) => {
        const artifacts = manifest['artifacts'] as Record<string, unknown>[];
        for (const artifact of artifacts) Object.assign(artifact, { sha256: sha256(junk), bytes: junk.length });
      },
    });
    await writeFile(join(bundleDir, 'model.int8.onnx'), junk);
    expect(await fault(bundleDir)).toMatch(/cannot load the model on cpu/);
  });

  it('without a manifest, or with one that has a wrong key, is refused', async () => {
    const bundleDir = await makeTinyBundle({ manifest: (manifest) => Object.assign(manifest, { colour: 'red' }) });
    expect(await fault(bundleDir)).toMatch(/manifest\.json.*colour/);
    await copyFile(join(bundleDir, 'manifest.json'), join(bundleDir, 'elsewhere.json'));
    expect(await fault(join(bundleDir, 'nowhere'))).toMatch(/has no manifest/);
  });
});

describe('the reference vectors', () => {
  it('are compared at the first start', async () => {
    const { ready } = await readyEngine({ bundleDir: await surfaceBundleSaying(honest) });
    expect(ready.reference).toMatch(/^1 reference pictures: highest score within 0\.00/);
  });

  it('that this CPU does not reproduce are a fault', async () => {
    const outcome = await (await startEngine({ bundleDir: await surfaceBundleSaying(0.8) })).outcome;
    expect(outcome).toMatchObject({
      kind: 'fault',
      message: expect.stringContaining('computes the INT8 model differently'),
    });
  });
});
