import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../../../main/station/flow.ts';
import { cameraThread } from '../../support/camera-thread.ts';
import { type PictureFolder, pictureFolder } from '../../support/picture-folder.ts';

const geometry: FrameGeometry = { width: 32, height: 24, pixelFormat: 'Mono8' };
const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function folder(): Promise<PictureFolder> {
  const made = await pictureFolder({ greys: [10, 20, 30, 40] });
  cleanUp.push(made.remove);
  return made;
}

function start(source: string, settings: object = {}, trigger?: object) {
  const camera = cameraThread(geometry, { kind: 'replay', source, framesPerSecond: 100, ...settings }, trigger);
  cleanUp.push(() => camera.thread.stop());
  return camera;
}

describe('the camera thread', () => {
  it('puts frames into the ring and tells of them and of its state over its port', async () => {
    const camera = start((await folder()).path);
    await camera.until(() => camera.frames.length >= 8 && camera.statuses.some(({ fps }) => fps > 0));
    expect(camera.frames.slice(0, 8).map(({ firstByte }) => firstByte)).toEqual([10, 20, 30, 40, 10, 20, 30, 40]);
    expect(camera.statuses.map(({ state }) => state).slice(0, 2)).toEqual(['opening', 'streaming']);
    expect(camera.statuses.at(-1)).toMatchObject({ kind: 'replay', detail: null, retryInS: null });
  });

  it('closes its camera and ends by itself when it is stopped, and says so', async () => {
    const camera = start((await folder()).path);
    await camera.until(() => camera.frames.length >= 1);
    await Promise.all([camera.thread.stop(), camera.thread.stop()]);
    await camera.until(() => camera.statuses.at(-1)?.state === 'stopped');
    expect(camera.failures).toEqual([]);
    expect(camera.ports).toHaveLength(1);
  });

  it('fires on a software trigger from the pipeline', async () => {
    const camera = start((await folder()).path, {}, { mode: 'software' });
    await camera.until(() => camera.statuses.some(({ state }) => state === 'streaming'));
    camera.send({ kind: 'software-trigger' });
    await camera.until(() => camera.frames.length >= 1);
    expect(camera.frames.map(({ frameId }) => frameId)).toEqual([1]);
  });

  it('goes on with growing numbers, without a gap, after the link was lost', async () => {
    const faults = { unplug: { atFrame: 4, seconds: 0.2 } };
    const camera = start((await folder()).path, { faults });
    await camera.until(() => camera.frames.length >= 8);
    expect(camera.frames.slice(0, 8).map(({ frameId }) => frameId)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(camera.lost).toEqual([]);
    const link = camera.statuses.find(({ state }) => state === 'lost');
    expect(link?.detail).toContain('pulled');
    expect(link?.retryInS).toBeGreaterThan(0);
  });

  it('stays alive as a fault, with the remedy, when there are no pictures', async () => {
    const camera = start(join(tmpdir(), 'sightline-no-such-folder'));
    await camera.until(() => camera.statuses.some(({ state }) => state === 'fault'));
    const status = camera.statuses.find(({ state }) => state === 'fault');
    expect(status?.detail).toContain('sightline-no-such-folder');
    expect(status?.remedy).toBeTruthy();
    expect(camera.failures).toEqual([]);
  });

  it('is started anew when the thread dies, five times a minute, with numbers that go on growing', async () => {
    const camera = start((await folder()).path);
    for (let death = 1; death <= 6; death += 1) {
      const before = camera.frames.length;
      await camera.until(() => camera.frames.length >= before + 3);
      // A message that no pipeline sends is a bug, and a bug ends the thread.
      camera.send({ kind: 'nonsense' });
      await camera.until(() => camera.failures.length >= death);
    }
    expect(camera.failures.map(({ willRestart }) => willRestart)).toEqual([true, true, true, true, true, false]);
    expect(camera.failures.at(-1)?.error.remedy).toBeTruthy();
    await camera.until(() => camera.statuses.at(-1)?.state === 'fault');
    expect(camera.statuses.at(-1)?.detail).toContain('thread');
    const ids = camera.frames.map(({ frameId }) => frameId);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });
});
