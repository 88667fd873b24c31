import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { StationError } from '../../../../main/api/errors.ts';
import { FrameNumbers, NumberedSink } from '../../../../main/station/camera/frame-numbers.ts';
import { listGenicamDevices } from '../../../../main/station/camera/genicam/device-list.ts';
import { GenicamSource } from '../../../../main/station/camera/genicam/genicam-source.ts';
import { keepOpen, type LinkState } from '../../../../main/station/camera/keep-open.ts';
import { genicamCameraSchema, triggerSchema } from '../../../../main/station/config/camera.ts';
import type { FrameGeometry, PixelFormat } from '../../../../main/station/flow.ts';
import { describeFrameSource } from '../../../contract/frame-source.ts';
import { type CameraSimulator, hasCameraSimulator, startCameraSimulator } from '../../../support/camera-simulator.ts';
import { cameraThread } from '../../../support/camera-thread.ts';
import { eventually } from '../../../support/eventually.ts';
import { frameCollector } from '../../../support/frame-collector.ts';

const geometry: FrameGeometry = { width: 320, height: 240, pixelFormat: 'Mono8' };
const run = promisify(execFile);
const startFile = new URL('../../../../main/start.mjs', import.meta.url).pathname;
const newSerial = (): string => randomBytes(4).toString('hex').toUpperCase();

function source(
  device: string | undefined,
  settings: object = {},
  trigger: object = { mode: 'free-run' },
): GenicamSource {
  const config = genicamCameraSchema.parse({
    kind: 'genicam',
    ...geometry,
    ...(device === undefined ? {} : { device }),
    interface: '127.0.0.1',
    framesPerSecond: 50,
    ...settings,
  });
  return new GenicamSource(config, { trigger: triggerSchema.parse(trigger), onNotice: () => undefined });
}

/** All cases here are in one file: there can be one simulator at a time. */
describe.skipIf(!hasCameraSimulator)(
  'GenICam over a real socket (skipped where the Aravis tools are not installed)',
  () => {
    describe('with a healthy camera', () => {
      const serial = newSerial();
      const device = `Aravis-Fake-${serial}`;
      let simulator: CameraSimulator;
      beforeAll(async () => {
        simulator = await startCameraSimulator(serial);
      });
      afterAll(() => simulator.stop());

      describeFrameSource('a GenICam camera', {
        geometry,
        healthy: () => source(device),
        broken: () => source('Aravis-Fake-NOBODY'),
      });

      it('is found, by itself and in the list', async () => {
        const found = await listGenicamDevices();
        expect(found).toContainEqual(expect.objectContaining({ id: device, address: '127.0.0.1' }));
        const collector = frameCollector(geometry);
        const camera = await source(undefined).open(collector.writer);
        await collector.until(() => collector.frames.length >= 2);
        await camera.close();
      });

      it('is listed by `npm run station -- cameras`, in words and for programs', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'sightline-cameras-'));
        onTestFinished(() => rm(folder, { recursive: true }));
        const json = join(folder, 'cameras.json');
        const { stdout } = await run(process.execPath, [startFile, '--cli', 'cameras', '--json', json]);
        expect(stdout).toMatch(new RegExp(`${device} +Aravis Fake +${serial} +127\\.0\\.0\\.1 +GigEVision\n`));
        const found: unknown = JSON.parse(await readFile(json, 'utf8'));
        const listed = { id: device, vendor: 'Aravis', model: 'Fake', serial, protocol: 'GigEVision' };
        expect(found).toMatchObject({
          genicam: { devices: expect.arrayContaining([expect.objectContaining(listed)]), problem: null },
        });
      }, 60_000);

      it.each<PixelFormat>(['Mono8', 'Mono16', 'BayerRG8', 'RGB8'])(
        'delivers a region as %s, with device times',
        async (pixelFormat) => {
          const wanted = { width: 1280, height: 1024, pixelFormat };
          const collector = frameCollector(wanted);
          const camera = await source(device, { ...wanted, offsetX: 64, offsetY: 32, exposureUs: 5000, gain: 1 }).open(
            collector.writer,
          );
          await collector.until(() => collector.frames.filter(({ damage }) => damage === null).length >= 3);
          await camera.close();
          expect(camera.geometry).toEqual(wanted);
          const times = collector.frames.map(({ deviceTimeNs }) => deviceTimeNs ?? 0);
          expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
        },
      );

      it('delivers exactly one frame for each software trigger', async () => {
        const collector = frameCollector(geometry);
        const camera = await source(device, {}, { mode: 'software' }).open(collector.writer);
        for (let trigger = 1; trigger <= 3; trigger += 1) {
          camera.softwareTrigger();
          await collector.until(() => collector.frames.length >= trigger);
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect(collector.frames).toHaveLength(3);
        await camera.close();
      });

      it('waits for the line in hardware trigger mode', async () => {
        const collector = frameCollector(geometry);
        const noLine = source(device, { triggerSource: 'Line1' }, { mode: 'hardware' }).open(collector.writer);
        await expect(noLine).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('Line1') });
        // The simulator has no line; its only source does as well, as long as nothing fires it.
        const camera = await source(device, { triggerSource: 'Software' }, { mode: 'hardware' }).open(collector.writer);
        expect(() => camera.softwareTrigger()).toThrow(StationError);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await camera.close();
        expect(await camera.finished).toBe('closed');
        expect(collector.frames).toEqual([]);
      });

      it.each([
        ['a region outside its sensor', { width: 4096 }],
        ['a pixel format that it does not have', { pixelFormat: 'BGR8' }],
      ])('names %s as a mistake in the recipe', async (_, settings) => {
        const thrown = await source(device, settings)
          .open(frameCollector(geometry).writer)
          .catch((error: unknown) => error);
        expect(thrown).toBeInstanceOf(StationError);
        expect((thrown as StationError).code).toBe('bad-input');
        expect((thrown as StationError).remedy).toBeTruthy();
      });

      it('says which program is in the way when another one controls the camera', async () => {
        const first = await source(device).open(frameCollector(geometry).writer);
        const second = source(device).open(frameCollector(geometry).writer);
        await expect(second).rejects.toMatchObject({ code: 'conflict' });
        await first.close();
      });
    });

    describe('with a network that loses packets', () => {
      let simulator: CameraSimulator;
      beforeAll(async () => {
        simulator = await startCameraSimulator(newSerial(), { lostPerThousand: 20 });
      });
      afterAll(() => simulator.stop());

      it('gives every incomplete frame its reason, and counts the packets', async () => {
        const wanted: FrameGeometry = { width: 1280, height: 1024, pixelFormat: 'Mono8' };
        const collector = frameCollector(wanted);
        // Aravis may hand out a damaged frame after newer ones: numbered, as in the camera's thread, they still grow.
        const sink = new NumberedSink(collector.writer, new FrameNumbers());
        const camera = await source(simulator.device, { ...wanted, packetSize: 9000 }).open(sink);
        await collector.until(() => collector.frames.filter(({ damage }) => damage !== null).length >= 3);
        const { n_missing_packets: missing } = camera.statistics();
        await camera.close();
        const reasons = collector.frames.flatMap(({ damage }) => damage ?? []);
        expect(reasons.every((reason) => ['missing-packets', 'timeout'].includes(reason))).toBe(true);
        expect(missing).toBeGreaterThan(0);
        const ids = collector.frames.map(({ frameId }) => frameId);
        expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
      }, 60_000);
    });

    describe('with a camera that goes away', () => {
      const open: (() => Promise<void>)[] = [];
      afterEach(async () => {
        for (const step of open.splice(0).reverse()) await step();
      });

      it('reports the loss, finds the camera again, and goes on with growing numbers', async () => {
        const serial = newSerial();
        const first = await startCameraSimulator(serial);
        open.push(first.stop);
        const camera = cameraThread(geometry, { kind: 'genicam', device: first.device, framesPerSecond: 50 });
        open.push(() => camera.thread.stop());
        await camera.until(() => camera.frames.length >= 10);
        await first.kill();
        await camera.until(() => camera.statuses.at(-1)?.state === 'lost');
        // What to do, whatever became of it.
        expect(camera.statuses.at(-1)?.remedy).toMatch(/ the station |Check /);
        const before = camera.frames.length;
        expect(camera.statuses.at(-1)?.detail).toBeTruthy();
        const second = await startCameraSimulator(serial);
        open.push(second.stop);
        await camera.until(() => camera.frames.length >= before + 10);
        const numbers = [...camera.frames, ...camera.lost].map(({ frameId }) => frameId).sort((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        expect(camera.failures).toEqual([]);
      }, 90_000);

      it('leaves no thread and no open file behind, however often the camera goes and comes', async () => {
        const serial = newSerial();
        const collector = frameCollector(geometry);
        const states: LinkState['state'][] = [];
        // The real pauses grow to ten seconds; what is asked here is what each loss leaves behind.
        const camera = keepOpen({
          source: source(`Aravis-Fake-${serial}`),
          sink: new NumberedSink(collector.writer, new FrameNumbers()),
          onState: ({ state }) => states.push(state),
          sleep: (_, signal) => sleep(100, undefined, { signal }).catch(() => undefined),
        });
        open.push(() => camera.close());
        const afterCycle: { readonly files: number; readonly threads: number }[] = [];
        for (let cycle = 1; cycle <= 5; cycle += 1) {
          const simulator = await startCameraSimulator(serial);
          open.push(simulator.stop);
          const before = collector.frames.length;
          await collector.until(() => collector.frames.length >= before + 10);
          afterCycle.push(heldByThisProcess());
          await simulator.kill();
          await eventually(
            () => states.at(-1),
            (state) => state !== 'streaming',
          );
        }
        expect(states.filter((state) => state === 'streaming')).toHaveLength(5);
        const [, second, , , fifth] = afterCycle;
        expect(fifth, JSON.stringify(afterCycle)).toEqual(second);
      }, 90_000);

      it('lets go of the camera when its thread dies, so that the next one gets it', async () => {
        const simulator = await startCameraSimulator(newSerial());
        open.push(simulator.stop);
        const camera = cameraThread(geometry, { kind: 'genicam', device: simulator.device, framesPerSecond: 50 });
        open.push(() => camera.thread.stop());
        await camera.until(() => camera.frames.length >= 3);
        camera.send({ kind: 'nonsense' });
        await camera.until(() => camera.failures.length === 1);
        const before = camera.frames.length;
        await camera.until(() => camera.frames.length >= before + 5);
        await camera.until(() => camera.statuses.some(({ stream }) => (stream?.['n_completed_buffers'] ?? 0) > 0));
        expect(camera.failures).toHaveLength(1);
      }, 60_000);

      it('does not hang when it is stopped while the camera is gone', async () => {
        const simulator = await startCameraSimulator(newSerial());
        open.push(simulator.stop);
        const camera = cameraThread(geometry, { kind: 'genicam', device: simulator.device, framesPerSecond: 50 });
        await camera.until(() => camera.frames.length >= 3);
        await simulator.kill();
        await camera.thread.stop();
        expect(camera.frames.length).toBeGreaterThanOrEqual(3);
      }, 60_000);
    });
  },
);

function heldByThisProcess(): { readonly files: number; readonly threads: number } {
  return { files: readdirSync('/proc/self/fd').length, threads: readdirSync('/proc/self/task').length };
}
