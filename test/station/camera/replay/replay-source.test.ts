import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../../main/api/errors.ts';
import { type ReplayOptions, ReplaySource } from '../../../../main/station/camera/replay/replay-source.ts';
import { replayCameraSchema } from '../../../../main/station/config/camera.ts';
import type { FrameGeometry } from '../../../../main/station/flow.ts';
import { describeFrameSource } from '../../../contract/frame-source.ts';
import { type FrameCollector, frameCollector } from '../../../support/frame-collector.ts';
import { type PictureFolder, type PictureOptions, pictureFolder } from '../../../support/picture-folder.ts';

const geometry: FrameGeometry = { width: 32, height: 24, pixelFormat: 'Mono8' };
const folders: PictureFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function folderOf(options: PictureOptions): Promise<string> {
  const folder = await pictureFolder(options);
  folders.push(folder);
  return folder.path;
}

function replay(source: string, settings: object = {}, options: Partial<ReplayOptions> = {}): ReplaySource {
  const config = replayCameraSchema.parse({ kind: 'replay', ...geometry, source, framesPerSecond: 240, ...settings });
  return new ReplaySource(config, {
    trigger: { mode: 'free-run' },
    framesPerPart: 1,
    onNotice: () => undefined,
    ...options,
  });
}

/** Grey value of the frame's middle. */
function greys(collector: FrameCollector): number[] {
  return collector.frames.map(({ bytes }) => bytes?.[(bytes.length / 2) | 0] ?? -1);
}

async function playOnce(source: ReplaySource, collector = frameCollector(geometry, { slots: 64 })) {
  const camera = await source.open(collector.writer);
  expect(await camera.finished).toBe('ended');
  return collector;
}

async function failureOf(source: ReplaySource): Promise<StationError> {
  const thrown = await source.open(frameCollector(geometry).writer).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(StationError);
  return thrown as StationError;
}

let contractFolder: PictureFolder;
beforeAll(async () => {
  contractFolder = await pictureFolder({ greys: [10, 20, 30] });
});
afterAll(() => contractFolder.remove());
describeFrameSource('a replay', {
  geometry,
  healthy: () => replay(contractFolder.path, { framesPerSecond: 100 }),
  broken: () => replay(join(tmpdir(), 'sightline-no-such-folder')),
});

describe('a replay of a folder', () => {
  it('plays the pictures by name, once, and ends', async () => {
    const collector = await playOnce(replay(await folderOf({ greys: [50, 100, 150] }), { loop: false }));
    expect(greys(collector)).toEqual([50, 100, 150]);
    expect(collector.frames.map(({ frameId }) => frameId)).toEqual([1, 2, 3]);
  });

  it('plays the same pictures when they are too many to be held and are decoded ahead', async () => {
    const values = Array.from({ length: 40 }, (_, index) => 5 * index);
    const source = replay(await folderOf({ greys: values }), { loop: false }, { shelfBytes: 1000 });
    expect(greys(await playOnce(source))).toEqual(values);
  });

  it.each([false, true])('names a corrupt picture and plays the others (decoded ahead: %s)', async (isAhead) => {
    const folder = await folderOf({ greys: [50, 100, 150] });
    await truncate(join(folder, 'picture-01.png'), 40);
    const notices: string[] = [];
    const source = replay(
      folder,
      { loop: false },
      { onNotice: (notice) => notices.push(notice), shelfBytes: isAhead ? 0 : 1e9 },
    );
    const shown = greys(await playOnce(source));
    expect(shown).not.toContain(100);
    expect(shown).toEqual(expect.arrayContaining([50, 150]));
    expect(notices.join()).toContain('picture-01.png');
  });

  it.each([false, true])(
    'names the folder when none of its pictures can be read (decoded ahead: %s)',
    async (isAhead) => {
      const folder = await folderOf({ greys: [] });
      await writeFile(join(folder, 'broken.jpg'), 'not a picture');
      const error = await failureOf(replay(folder, {}, { shelfBytes: isAhead ? 0 : 1e9 }));
      expect(error.message).toContain(folder);
      expect(error.remedy).toBeTruthy();
    },
  );

  it('names the folder when there is no picture in it', async () => {
    const folder = await folderOf({ greys: [] });
    expect((await failureOf(replay(folder))).message).toContain(folder);
  });

  it('knows the truth of labelled pictures', async () => {
    const folder = await folderOf({ greys: [50, 100, 150], defective: [1] });
    const collector = await playOnce(replay(folder, { loop: false }));
    expect(collector.frames.map(({ truth }) => truth)).toEqual(['good', 'defective', 'good']);
  });

  it('gives every defective part exactly one defective picture', async () => {
    const folder = await folderOf({ greys: [10, 20, 30, 40], defective: [3] });
    const source = replay(folder, { defectiveParts: { share: 0.5, seed: 3 } }, { framesPerPart: 4 });
    const collector = frameCollector(geometry);
    const camera = await source.open(collector.writer);
    await collector.until(() => collector.frames.length >= 80);
    await camera.close();
    const parts = Array.from({ length: 20 }, (_, part) => collector.frames.slice(4 * part, 4 * part + 4));
    const defects = parts.map((frames) => frames.filter(({ truth }) => truth === 'defective').length);
    expect(defects.filter((count) => count === 1)).toHaveLength(10);
    expect(defects.filter((count) => count === 0)).toHaveLength(10);
  });

  it('refuses a share of defective parts without labels', async () => {
    const error = await failureOf(replay(await folderOf({ greys: [1] }), { defectiveParts: { share: 0.1 } }));
    expect(error.code).toBe('bad-input');
    expect(error.remedy).toContain('labels.json');
  });

  it('names a broken labels.json', async () => {
    const folder = await folderOf({ greys: [1], defective: [] });
    await appendFile(join(folder, 'labels.json'), '}');
    expect((await failureOf(replay(folder))).message).toContain('labels.json');
  });
});

describe('a replay on software trigger', () => {
  it('shows one picture for each trigger, and nothing without one', async () => {
    const collector = frameCollector(geometry);
    const source = replay(
      await folderOf({ greys: [50, 100, 150] }),
      {},
      { trigger: { mode: 'software', frameTimeoutMs: 500 } },
    );
    const camera = await source.open(collector.writer);
    camera.softwareTrigger();
    camera.softwareTrigger();
    await collector.until(() => collector.frames.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(greys(collector)).toEqual([50, 100]);
    await camera.close();
  });
});

describe('faults of a replay', () => {
  it('drop frames: their numbers are skipped and told as lost by the camera', async () => {
    const folder = await folderOf({ greys: Array.from({ length: 40 }, () => 9) });
    const collector = await playOnce(replay(folder, { loop: false, faults: { drop: 0.3, seed: 5 } }));
    expect(collector.lost.length).toBeGreaterThan(3);
    expect(collector.lost.every(({ why }) => why === 'camera')).toBe(true);
    const all = [...collector.lost, ...collector.frames].map(({ frameId }) => frameId).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('freeze: the picture before stands still for the stated frames', async () => {
    const folder = await folderOf({ greys: [10, 20, 30, 40, 50, 60] });
    const collector = await playOnce(replay(folder, { loop: false, faults: { freeze: { atFrame: 3, frames: 2 } } }));
    expect(greys(collector)).toEqual([10, 20, 20, 20, 50, 60]);
  });

  it('duplicate: a picture comes again under the next number', async () => {
    const folder = await folderOf({ greys: Array.from({ length: 30 }, (_, index) => 5 * index) });
    const collector = await playOnce(replay(folder, { loop: false, faults: { duplicate: 0.4 } }));
    const shown = greys(collector);
    const repeats = shown.filter((grey, index) => index > 0 && grey === shown[index - 1]);
    expect(repeats.length).toBeGreaterThan(4);
    expect(collector.frames.map(({ frameId }) => frameId)).toEqual(shown.map((_, index) => index + 1));
  });

  it('unplug: the link is lost, cannot be opened for the stated time, and the replay then goes on', async () => {
    let nowMs = 0;
    const clock = { monotonicMs: () => (nowMs += 1), wallMs: () => 0 };
    const folder = await folderOf({ greys: [10, 20, 30, 40] });
    const faults = { unplug: { atFrame: 3, seconds: 5 } };
    const source = replay(folder, { loop: false, faults }, { clock });
    const collector = frameCollector(geometry);
    const camera = await source.open(collector.writer);
    await expect(camera.finished).rejects.toMatchObject({ code: 'connection-lost' });
    await expect(source.open(collector.writer)).rejects.toMatchObject({ code: 'connection-lost' });
    nowMs += 5000;
    await playOnce(source, collector);
    expect(greys(collector)).toEqual([10, 20, 30, 40]);
  });
});

describe('a replay of a raw clip', () => {
  async function clip(frames: number, description: object): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'sightline-clip-'));
    folders.push({ path, remove: () => rm(path, { recursive: true }) });
    const size = geometry.width * geometry.height;
    const bytes = Buffer.concat(Array.from({ length: frames }, (_, index) => Buffer.alloc(size, index + 1)));
    await writeFile(join(path, 'clip.raw'), bytes);
    await writeFile(join(path, 'clip.json'), JSON.stringify({ ...geometry, frames, ...description }));
    return path;
  }

  it('plays its frames as they are, named by the file or by its folder', async () => {
    const folder = await clip(3, {});
    expect(greys(await playOnce(replay(folder, { loop: false })))).toEqual([1, 2, 3]);
    expect(greys(await playOnce(replay(join(folder, 'clip.raw'), { loop: false })))).toEqual([1, 2, 3]);
  });
  it('refuses a clip of another geometry, and one that is too short', async () => {
    expect((await failureOf(replay(await clip(3, { width: 16 })))).message).toContain('16×24');
    expect((await failureOf(replay(await clip(3, { frames: 4 })))).message).toContain('bytes');
  });
});
