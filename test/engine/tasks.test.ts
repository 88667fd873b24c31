import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fitness, fitnessSchema } from '../../main/api/slices/fitness.ts';
import { benchModel } from '../../main/engine/bench-model.ts';
import { goldenInputs } from '../../main/engine/golden-inputs.ts';
import { runTask } from '../../main/engine/run-task.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import { type EngineTask, modelBenchSchema, scenarios } from '../../main/station/inference/engine-tasks.ts';
import { exchangeGolden, honest, pairBundleSaying, surfaceBundleSaying } from '../support/reference-vectors.ts';
import { makeTinyBundle, tiny } from '../support/tiny-bundle.ts';
import { readyEngine } from './engine-process.ts';

/** In this process: the engine's own is tested where the command is. */
async function fitnessOf(
  task: Omit<Extract<EngineTask, { kind: 'fitness' }>, 'kind' | 'fps'> & { fps?: number },
): Promise<Fitness> {
  const results: unknown[] = [];
  await runTask(
    { kind: 'fitness', fps: 1, ...task },
    { entry: 'no probe is made here', send: (message) => message.kind === 'done' && results.push(message.result) },
  );
  expect(results).toHaveLength(1);
  return fitnessSchema.parse(results[0]);
}

async function emptyFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-fitness-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

describe('the fitness task', () => {
  it('finds a surface bundle and a reference bundle fit whose answers are their maker’s', async () => {
    for (const bundleDir of [await surfaceBundleSaying(honest), await pairBundleSaying(honest)]) {
      const fitness = await fitnessOf({ bundleDir });
      expect(fitness).toMatchObject({ fits: true, reference: { pictures: 1, drifted: false } });
      expect(fitness.chosen).toMatchObject({ provider: 'cpu', precision: 'int8' });
      expect(fitness.chosen?.p50).toBeLessThanOrEqual(fitness.chosen?.p99 ?? 0);
    }
  });

  it('refuses drifted INT8 answers and does not keep that; FP32 is not held against them', async () => {
    const bundleDir = await surfaceBundleSaying(0.8);
    const cacheDir = await emptyFolder();
    const drifted = await fitnessOf({ bundleDir, cacheDir });
    expect(drifted).toMatchObject({ fits: false, chosen: null, reason: expect.stringContaining('differently') });
    expect(await fitnessOf({ bundleDir, precision: 'fp32' })).toMatchObject({ fits: true, reference: null });
  });

  it('refuses a golden set that is not its maker’s, also where it was found right before', async () => {
    const bundleDir = await pairBundleSaying(honest);
    const cacheDir = await emptyFolder();
    expect(await fitnessOf({ bundleDir, cacheDir })).toMatchObject({ fits: true });
    await exchangeGolden(bundleDir);
    await expect(fitnessOf({ bundleDir, cacheDir })).rejects.toMatchObject({
      message: expect.stringMatching(/golden set of tiny-reference 1\.0\.0 in .*golden is not the one/),
      remedy: expect.stringContaining('Copy the whole bundle folder again'),
    });
  });

  it('measures anew whatever is kept, and the station’s next start goes by that', async () => {
    const bundleDir = await makeTinyBundle();
    const cacheDir = await emptyFolder();
    const first = await fitnessOf({ bundleDir, cacheDir });
    const second = await fitnessOf({ bundleDir, cacheDir });
    expect(second.measuredAt).toBeGreaterThan(first.measuredAt);
    const { ready, messages } = await readyEngine({ bundleDir, cacheDir });
    expect(ready.fitness.measuredAt).toBe(second.measuredAt);
    expect(JSON.stringify(messages)).not.toContain('measuring');
  });

  it('says so when the result cannot be kept', async () => {
    const bundleDir = await makeTinyBundle();
    await expect(fitnessOf({ bundleDir, cacheDir: join(bundleDir, 'manifest.json') })).rejects.toThrow(
      'cannot be kept',
    );
  });
});

describe('the bench task', () => {
  const task = { kind: 'bench', seconds: 0.05, streams: 3, threads: 1 } as const;

  it('measures both artifacts in each scenario, on both kinds of bundle', async () => {
    for (const bundleDir of [await makeTinyBundle(), await pairBundleSaying(honest)]) {
      for (const scenario of scenarios) {
        const bench = modelBenchSchema.parse(await benchModel({ ...task, bundleDir, scenario }, () => undefined));
        for (const figures of [bench.int8, bench.fp32]) {
          if (!figures) throw new Error('the bundle has both artifacts');
          expect(figures.queries).toBeGreaterThan(0);
          expect(figures.samples).toBe(figures.queries * bench.samplesPerQuery);
          expect(figures.samplesPerSecond).toBeCloseTo(figures.samples / figures.seconds, 6);
        }
        expect(bench.int8?.queries).toBe(bench.fp32?.queries);
        expect(bench.int8?.latencyMs === null).toBe(scenario === 'offline');
      }
    }
  });

  it('asks as many samples a query as its scenario has, in order of time', async () => {
    const bundleDir = await makeTinyBundle();
    const of = (scenario: (typeof scenarios)[number]) => benchModel({ ...task, bundleDir, scenario }, () => undefined);
    const [single, multi, offline] = [await of('single-stream'), await of('multi-stream'), await of('offline')];
    expect([single.samplesPerQuery, multi.samplesPerQuery]).toEqual([1, 3]);
    expect(offline.samplesPerQuery).toBeGreaterThan(1);
    const { p50, p90, p99, max } = single.int8?.latencyMs ?? { p50: 0, p90: 0, p99: 0, max: -1 };
    expect([p50, p90, p99, max]).toEqual([p50, p90, p99, max].toSorted((a, b) => a - b));
  });

  it('measures nothing on golden pictures that are not the maker’s', async () => {
    const bundleDir = await pairBundleSaying(honest);
    await exchangeGolden(bundleDir);
    const bench = benchModel({ ...task, bundleDir, scenario: 'single-stream' }, () => undefined);
    await expect(bench).rejects.toThrow('is not the one that its manifest names');
  });

  it('leaves out the artifact that a bundle does not have', async () => {
    const bundleDir = await makeTinyBundle({
      manifest: (manifest) => {
        manifest['artifacts'] = (manifest['artifacts'] as unknown[]).slice(0, 1);
      },
    });
    const bench = await benchModel({ ...task, bundleDir, scenario: 'single-stream' }, () => undefined);
    expect(bench.int8).not.toBeNull();
    expect(bench.fp32).toBeNull();
  });
});

describe('the inputs to measure with', () => {
  it('are the golden pictures, pairs for a reference bundle', async () => {
    const { inputs, what } = await goldenInputs(await readBundle(await pairBundleSaying(honest)));
    expect(what).toBe('1 golden pictures');
    expect([...inputs[0].subarray(0, 4)]).toEqual([128, 0, 128, 0]);
  });

  it('are noise for a bundle without golden pictures', async () => {
    const { inputs, what } = await goldenInputs(await readBundle(await makeTinyBundle()));
    expect(what).toBe('noise');
    expect(inputs[0]).toHaveLength(tiny.inputBytes);
    expect(new Set(inputs[0]).size).toBe(256);
  });

  it('are named when they cannot be read', async () => {
    const dir = await pairBundleSaying(honest);
    const bundle = await readBundle(dir);
    await rm(join(dir, 'golden', 'live.png'));
    await expect(goldenInputs(bundle)).rejects.toThrow(/live\.png cannot be read/);
    await writeFile(join(dir, 'golden', 'labels.json'), '{"items": [{"picture": 7}]}');
    await expect(goldenInputs(bundle)).rejects.toThrow(/labels\.json cannot be read: items\.0/);
    await writeFile(join(dir, 'golden', 'labels.json'), '{"items": [');
    await expect(goldenInputs(bundle)).rejects.toThrow(/labels\.json cannot be read/);
  });
});
