/**
 * `npm run bench`: the real station (service host, all its processes, recording and preview on) under 60 frames a
 * second in open loop, measured from outside and by its own histograms.
 *
 *   npm run bench -- --seconds 60 --json FILE [--frames-per-part N] [--camera replay|genicam|boards] [--page]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '../../main/api/client.ts';
import { buildScreenIfOld } from '../../main/start/build.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import { startCameraSimulator } from '../support/camera-simulator.ts';
import { signIn, startStationProcess } from '../support/station-process.ts';
import { type BenchCamera, benchCameras, benchRecipe } from './bench-config.ts';
import { comparePrecisions } from './compare-precisions.ts';
import { openPage } from './page.ts';
import { PreviewPuller } from './preview-puller.ts';
import { bytesWritten, ProcessWatch } from './process-figures.ts';
import { type BenchReport, printReport, rounded } from './report.ts';

const warmUpSeconds = 3;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    json: { type: 'string' },
    'frames-per-part': { type: 'string' },
    camera: { type: 'string', default: 'replay' },
    page: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
if (!(seconds > 0)) throw new Error(`--seconds ${options.seconds}: a number of seconds above 0 is needed`);
const chosen = benchCameras.find((camera) => camera === options.camera);
if (!chosen) throw new Error(`--camera ${options.camera}: replay, genicam or boards`);
const framesPerPart = options['frames-per-part'];
const recipe = benchRecipe(chosen, framesPerPart === undefined ? null : Number(framesPerPart));

await buildScreenIfOld((line) => process.stderr.write(`${line}\n`));

const dataDir = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
try {
  const report = await bench(chosen);
  printReport(report);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function bench(camera: BenchCamera): Promise<BenchReport> {
  const simulator = camera === 'genicam' ? await startCameraSimulator('SIGHTLINEBENCH') : null;
  const config = join(dataDir, 'bench.json');
  writeFileSync(config, JSON.stringify({ station: { name: 'Bench', demo: true }, recipe: 'Bench', recipes: [recipe] }));
  const station = await startStationProcess({ config, dataDir: join(dataDir, 'station'), startWithinMs: 120_000 });
  try {
    return await measure(await signIn(station.address), station.address, station.pid);
  } finally {
    await station.stop();
    await simulator?.stop();
  }
}

async function measure(
  session: { client: Client; cookie: string },
  address: string,
  hostPid: number,
): Promise<BenchReport> {
  const { client } = session;
  const page = options.page ? await openPage(new URL(address).origin, session.cookie) : null;
  // Either a page draws, or somebody pulls as a page does: never two screens at once.
  const puller = page ? null : new PreviewPuller(client);
  await untilRunning(client);
  await untilStandby(client);
  await sleep(warmUpSeconds * 1000);
  await client.call('health.restartMeasures', {});
  const before = await client.call('health.report', {});
  const { processes } = await client.call('health.measures', {});
  const store = processes.find(({ name }) => name === 'store');
  const writtenBefore = store ? bytesWritten(store.pid) : 0;
  const watch = new ProcessWatch([{ name: 'main', pid: hostPid }, ...processes.filter(({ pid }) => pid !== hostPid)]);
  puller?.restart();
  await page?.restart();

  await sleep(seconds * 1000);

  const measures = await client.call('health.measures', {});
  const after = await client.call('health.report', {});
  const figures = watch.stop();
  const pageFps = (await page?.framesPerSecond()) ?? null;
  const previewFps = puller?.framesPerSecond() ?? pageFps ?? 0;
  const written = store ? bytesWritten(store.pid) - writtenBefore : 0;
  await page?.close();
  client.close();

  const parts = after.triggers - after.pending - (before.triggers - before.pending);
  const precisions = await comparePrecisions(await readBundle(recipe.bundle));
  return rounded({
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: totalmem() / 2 ** 30 },
    seconds: measures.seconds,
    frames: measures.frames,
    triggers: after.triggers,
    verdicts: after.verdicts,
    pending: after.pending,
    addsUp:
      after.triggers ===
      after.verdicts.pass + after.verdicts.fail + after.verdicts.review + after.verdicts.missed + after.pending,
    dropped:
      after.camera.frames.lost +
      after.camera.frames.overwritten -
      before.camera.frames.lost -
      before.camera.frames.overwritten,
    deadlineMisses: measures.deadlineMisses,
    frameToVerdictMs: measures.frameToVerdictMs,
    frameToOutputMs: measures.frameToOutputMs,
    rawRunMs: measures.rawRunMs,
    overheadMs: measures.overheadMs,
    registrationMs: measures.registrationMs,
    mainLoopDelayMs: measures.mainLoopDelayMs,
    previewFps,
    pageFps,
    cpuPercent: figures.cpuPercent,
    memoryMb: figures.memoryMb,
    ended: figures.ended,
    bytesPerPart: parts > 0 ? written / parts : null,
    ...precisions,
  });
}

/** The engine that stands by takes a core while it starts, once; what is measured is the time after that. */
async function untilStandby(client: Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 200) {
    const { processes } = await client.call('health.measures', {});
    if (processes.some(({ name }) => name === 'standby')) return;
    await sleep(200);
  }
  throw new Error('no engine stands by after a minute');
}

async function untilRunning(client: Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 200) {
    const report = await client.call('health.report', {});
    if (report.state === 'running' && report.triggers > 0) return;
    await sleep(200);
  }
  throw new Error(`the station does not run after a minute: ${JSON.stringify(await client.call('health.report', {}))}`);
}
