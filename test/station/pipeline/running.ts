/** A running pipeline whose camera, engine and store are in the test's hands; the line is a simulated one. */
import { MessageChannel } from 'node:worker_threads';
import { onTestFinished, vi } from 'vitest';
import type { CameraStatus } from '../../../main/api/slices/health.ts';
import { allocateFrameRing, RingWriter } from '../../../main/station/camera/frame-ring.ts';
import type { CameraMessage } from '../../../main/station/camera/protocol.ts';
import { systemClock } from '../../../main/station/clock.ts';
import { stationConfigSchema } from '../../../main/station/config/station.ts';
import { readBundle } from '../../../main/station/inference/bundle.ts';
import { toEngineSchema } from '../../../main/station/inference/protocol.ts';
import { SimulatedLine } from '../../../main/station/line/simulated-line.ts';
import { type Link, listenLink, randomEndpoint } from '../../../main/station/link/link.ts';
import type { ChildName, FromPipeline } from '../../../main/station/pipeline/pipeline-protocol.ts';
import { PipelineRun } from '../../../main/station/pipeline/run-pipeline.ts';
import { type PartRecord, partRecordSchema } from '../../../main/station/record/record.ts';
import { toStoreSchema } from '../../../main/station/store/store-protocol.ts';
import { makeTinyBundle, tiny } from '../../support/tiny-bundle.ts';

const geometry = { width: tiny.width, height: tiny.height, pixelFormat: 'RGB8' } as const;

/** On a machine that does other things as well. */
export async function until(isSo: () => boolean): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 10_000, interval: 10 });
}

export interface Running {
  readonly run: PipelineRun;
  readonly said: readonly FromPipeline[];
  readonly line: SimulatedLine;
  /** The camera gives a grey frame. */
  readonly frame: () => void;
  readonly cameraIs: (state: CameraStatus['state']) => void;
}

/** @param recipe what differs from a recipe of one frame a part, in free run. */
export async function running(recipe: Readonly<Record<string, unknown>> = {}): Promise<Running> {
  const bundleDir = await makeTinyBundle();
  const { manifest } = await readBundle(bundleDir);
  const config = stationConfigSchema.parse({
    station: { name: 'Test' },
    recipe: 'Test',
    recipes: [
      { name: 'Test', bundle: bundleDir, camera: { kind: 'replay', source: bundleDir, ...geometry }, ...recipe },
    ],
  });
  const [parsed] = config.recipes;
  if (!parsed) throw new Error('no recipe');
  const { port1, port2 } = new MessageChannel();
  const ring = allocateFrameRing(geometry, 4);
  const said: FromPipeline[] = [];
  const timers = { setTimeout, clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout) };
  const line = new SimulatedLine({ clock: systemClock, timers, heartbeatMs: parsed.line.heartbeatMs });
  const run = new PipelineRun(
    {
      runId: '0199aa00-0000-7000-8000-000000000001',
      recipe: parsed,
      manifest,
      ring,
      camera: port1,
      shifts: config.shifts,
      timeZone: 'Europe/Berlin',
      store: config.store,
      hangMs: 20_000,
      reference: null,
      golden: null,
    },
    (message) => said.push(message),
    line,
  );
  await run.start();
  onTestFinished(async () => {
    run.receive({ kind: 'stop' });
    await until(() => said.some(({ kind }) => kind === 'stopped'));
    port2.close();
  });
  const tell = (message: CameraMessage) => port2.postMessage(message);
  const writer = new RingWriter(ring, {
    frame: (frame) => tell({ kind: 'frame', frame }),
    lost: (lost) => tell({ kind: 'lost', lost }),
  });
  return { run, said, line, frame: () => grey(writer), cameraIs: (state) => tell(statusOf(state)) };
}

function grey(writer: RingWriter): void {
  const slot = writer.acquire();
  if (!slot) throw new Error('the pipeline holds every slot');
  slot.bytes.fill(128);
  writer.publish(slot, { frameId: writer.lastFrameId + 1, deviceTimeNs: null, damage: null });
}

function statusOf(state: CameraStatus['state']): CameraMessage {
  const frames = { complete: 0, incomplete: 0, lost: 0, overwritten: 0 };
  const words = { detail: null, remedy: null, retryInS: null };
  return { kind: 'status', status: { state, kind: 'replay', name: 'test', fps: 0, ...words, frames } };
}

/** A process that the pipeline is told of, and the links to it. */
async function child(run: PipelineRun, name: ChildName, onMessage: (link: Link, meta: unknown) => void) {
  const endpoint = randomEndpoint(name);
  const links: Link[] = [];
  const server = await listenLink(endpoint, (link) => {
    links.push(link);
    link.onMessage((meta) => onMessage(link, meta));
  });
  onTestFinished(() => void server.close());
  run.receive({ kind: 'attach', child: name, endpoint, pid: 4711 });
  await until(() => links.length === 1);
  return links;
}

export interface FakeEngine {
  /** Frames that it was asked about and has not answered. */
  readonly asked: readonly number[];
  /** All of them are as good as can be. */
  readonly answer: () => void;
  readonly die: () => void;
}

export async function fakeEngine({ run }: Running): Promise<FakeEngine> {
  const asked: number[] = [];
  const links = await child(run, 'engine', (_link, meta) => {
    const message = toEngineSchema.parse(meta);
    if (message.kind === 'infer') asked.push(message.id);
  });
  const payload = new Float32Array(tiny.mapLength + 3).fill(0);
  // The mean of the bundle's reference features.
  payload.fill(0.5, tiny.mapLength);
  const answer = (id: number) => ({
    kind: 'answer',
    id,
    ok: true,
    runMs: 1,
    mapLength: tiny.mapLength,
    boxesLength: 0,
    featuresLength: 3,
  });
  return {
    asked,
    answer: () => {
      for (const id of asked.splice(0)) links[0]?.send(answer(id), new Uint8Array(payload.buffer));
    },
    die: () => links[0]?.destroy(),
  };
}

/** Commits whatever comes. @returns the records, as they come */
export async function fakeStore({ run }: Running): Promise<readonly PartRecord[]> {
  const records: PartRecord[] = [];
  await child(run, 'store', (link, meta) => {
    const message = toStoreSchema.parse(meta);
    if (message.kind === 'part') records.push(partRecordSchema.parse(message.record));
    if ('id' in message) link.send({ kind: 'committed', ids: [message.id] });
  });
  return records;
}
