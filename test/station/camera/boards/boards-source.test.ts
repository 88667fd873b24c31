import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoardsSource } from '../../../../main/station/camera/boards/boards-source.ts';
import { framesPerBoard } from '../../../../main/station/camera/boards/gantry.ts';
import { poolFile, writePool } from '../../../../main/station/camera/boards/pool-cache.ts';
import { boardsCameraSchema } from '../../../../main/station/config/camera.ts';
import type { FrameGeometry } from '../../../../main/station/flow.ts';
import { describeFrameSource } from '../../../contract/frame-source.ts';
import { frameCollector } from '../../../support/frame-collector.ts';
import { greyPool } from '../../../support/grey-boards.ts';

const geometry: FrameGeometry = { width: 640, height: 640, pixelFormat: 'Mono8' };
const cacheDir = mkdtempSync(join(tmpdir(), 'sightline-boards-'));
const emptyDir = mkdtempSync(join(tmpdir(), 'sightline-boards-'));
beforeAll(() => writePool(poolFile(cacheDir, { seed: 1, boards: 1 }), greyPool()));
afterAll(() => Promise.all([cacheDir, emptyDir].map((folder) => rm(folder, { recursive: true }))));

function source(
  settings: {
    cacheDir?: string;
    framesPerPart?: number;
    mode?: 'software';
    onNotice?: (notice: string | null) => void;
  } = {},
) {
  const { framesPerPart = framesPerBoard, mode, onNotice = () => undefined } = settings;
  const camera = boardsCameraSchema.parse({ kind: 'boards', boards: 1 });
  const trigger = mode ? { mode, frameTimeoutMs: 500 } : { mode: 'free-run' as const };
  return new BoardsSource(camera, { trigger, framesPerPart, cacheDir: settings.cacheDir ?? cacheDir, onNotice });
}

describeFrameSource('the board simulator', {
  geometry,
  healthy: () => source(),
  broken: () => source({ framesPerPart: 5 }),
});

describe('the board simulator', () => {
  it('renders the boards where none are kept, telling how far it is, and keeps them', {
    timeout: 240_000,
  }, async () => {
    const notices: (string | null)[] = [];
    const onNotice = (notice: string | null): void => void notices.push(notice);
    const collector = frameCollector(geometry);
    const camera = await source({ cacheDir: emptyDir, onNotice }).open(collector.writer);
    await collector.until(() => collector.frames.length >= 2);
    await camera.close();
    expect(notices.length).toBeGreaterThan(10);
    expect(notices[1]).toMatch(/^boards are rendered: \d+ %$/);
    expect(notices.at(-1)).toBeNull();
    expect(await readdir(emptyDir)).toHaveLength(1);
    notices.length = 0;
    const again = await source({ cacheDir: emptyDir, onNotice }).open(collector.writer);
    await again.close();
    expect(notices).toEqual([]);
  });

  it('shows a board to software triggers, with its serial number and its truth', async () => {
    const collector = frameCollector(geometry);
    const camera = await source({ mode: 'software' }).open(collector.writer);
    for (let frame = 1; frame <= framesPerBoard + 1; frame += 1) {
      camera.softwareTrigger();
      await collector.until(() => collector.frames.length >= frame);
    }
    await camera.close();
    const serials = collector.frames.map(({ serial }) => serial);
    expect(new Set(serials.slice(0, framesPerBoard)).size).toBe(1);
    expect(serials[0]).toMatch(/^SN\d{6}$/);
    for (const { truth, truthBoxes } of collector.frames) {
      expect(truth).toBe(truthBoxes?.length ? 'defective' : 'good');
    }
  });

  it('refuses a part of another number of frames, and says what to do', async () => {
    await expect(source({ framesPerPart: 5 }).open(frameCollector(geometry).writer)).rejects.toMatchObject({
      code: 'bad-input',
      remedy: 'Set framesPerPart to 12.',
    });
  });
});
