import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { EngineStatus } from '../../main/api/slices/health.ts';
import { nodeSpawner } from '../../main/process/spawn.ts';
import { Children } from '../../main/station/children.ts';
import { stationConfigSchema } from '../../main/station/config/station.ts';
import { fitnessWarnings } from '../../main/station/inference/fitness-warnings.ts';
import { silentLog } from '../../main/station/log/log.ts';
import { eventually } from '../support/eventually.ts';
import { exchangeGolden, honest, pairBundleSaying } from '../support/reference-vectors.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';

it('the engine runs in the precision of the configuration, INT8 where it says nothing', async () => {
  const bundleDir = await makeTinyBundle();
  expect((await engineOf(bundleDir, { threads: 1 })).providerReason).toMatch(/^cpu with int8: /);
  expect((await engineOf(bundleDir, { threads: 1, precision: 'fp32' })).providerReason).toMatch(/^cpu with fp32: /);
});

it('a bundle that is too slow for the recipe’s frames runs, and the engine’s status says so', async () => {
  const engine = await engineOf(await makeTinyBundle(), { threads: 1 }, 1e8);
  expect(engine).toMatchObject({ state: 'ready', fitness: { fits: false, fps: 1e8 } });
  expect(fitnessWarnings(engine.fitness)).toEqual([
    { kind: 'too-slow', text: expect.stringContaining('too slow'), budgetMs: 1e-5, ...timesOf(engine) },
  ]);
});

it('a bundle whose golden set was exchanged is not run, and the engine’s status says why and what to do', async () => {
  const bundleDir = await pairBundleSaying(honest);
  await exchangeGolden(bundleDir);
  const engine = await engineOf(bundleDir, { threads: 1 }, undefined, 'fault');
  expect(engine.detail).toMatch(/golden set of tiny-reference 1\.0\.0 in .* is not the one .*\. Copy the whole bundle/);
});

function timesOf({ fitness }: EngineStatus) {
  return { p50: fitness?.chosen?.needs.p50, p99: fitness?.chosen?.needs.p99 };
}

/** How the engine is, once it and the store are there. */
async function engineOf(
  bundleDir: string,
  engine: object,
  framesPerSecond?: number,
  settled: EngineStatus['state'] = 'ready',
): Promise<EngineStatus> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sightline-children-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const camera = { kind: 'replay', source: bundleDir, width: 96, height: 72, pixelFormat: 'RGB8' };
  const children = new Children({
    spawner: nodeSpawner(),
    config: stationConfigSchema.parse({
      station: { name: 'Test' },
      recipe: 'Test',
      recipes: [{ name: 'Test', bundle: bundleDir, camera }],
      engine,
    }),
    bundleDir,
    ...(framesPerSecond === undefined ? {} : { framesPerSecond }),
    dataDir,
    cacheDir: join(dataDir, 'cache'),
    runId: '0199aa00-0000-7000-8000-000000000001',
    timeZone: 'Europe/Berlin',
    log: silentLog,
    onReady: () => undefined,
    onChange: () => undefined,
  });
  children.start();
  try {
    await children.whenRecording;
    await eventually(
      () => children.engineStatus(null).state,
      (state) => state === settled,
    );
    return children.engineStatus(null);
  } finally {
    await children.stop();
  }
}
