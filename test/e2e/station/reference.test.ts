import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { Grey } from '../../../main/station/registration/grey.ts';
import { drawBoard, fillDisc, photograph, poseOf } from '../../station/registration/drawn-boards.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTinyReferenceBundle } from '../../support/tiny-reference-bundle.ts';
import { recordedParts, startWatched, temporaryFolder } from './running-station.ts';

const camera = { width: 320, height: 288 };
const position = [90, 76] as const;
const light = { gain: 0.9, offset: 8, falloff: 0, noise: 2 };

async function save(file: string, { width, height, bytes }: Grey): Promise<void> {
  await sharp(bytes, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(file);
}

/** A good board, one with copper where none belongs, and another board: in this order, again and again. */
async function writeLine(dir: string): Promise<string> {
  const board = drawBoard(500, 440, 21);
  await save(join(dir, 'golden.png'), board);
  const pose = poseOf(camera, ...position, { dx: 9, dy: -6, turnDegrees: 0.6 });
  const defective = { ...board, bytes: board.bytes.slice() };
  // In the middle of what the tiny model sees; black stands for missing copper.
  fillDisc(defective, position[0] + 9 + 160, position[1] - 6 + 144, 10, 0);
  mkdirSync(join(dir, 'pictures'));
  const pictures = [board, defective, drawBoard(500, 440, 22)];
  for (const [i, picture] of pictures.entries()) {
    await save(join(dir, 'pictures', `${i}.png`), photograph(picture, camera.width, camera.height, pose, light));
  }
  const file = join(dir, 'station.json');
  const recipe = {
    name: 'Boards',
    bundle: await makeTinyReferenceBundle(),
    camera: { kind: 'replay', source: 'pictures', ...camera, pixelFormat: 'Mono8', framesPerSecond: 8 },
    reference: { picture: 'golden.png', positions: [position] },
    limits: { extra: { passBelow: 0.25, failAbove: 0.6 }, missing: { passBelow: 0.25, failAbove: 0.3 } },
    deadlineMs: 2000,
  };
  writeFileSync(
    file,
    JSON.stringify({ station: { name: 'Test' }, recipe: 'Boards', recipes: [recipe], engine: { threads: 1 } }),
  );
  return file;
}

it('a line compares with the golden picture, marks what differs, and sends what does not match to review', async () => {
  const dir = temporaryFolder();
  const dataDir = join(dir, 'data');
  const { station, parts } = await startWatched(await writeLine(dir), dataDir);
  await eventually(
    () => parts.length,
    (count) => count >= 12,
  );
  const kinds = ['good', 'defective', 'other'] as const;
  for (const part of parts) {
    const kind = kinds[(part.trigger - 1) % 3];
    if (kind === 'good') expect(part).toMatchObject({ verdict: 'pass', reasons: [] });
    if (kind === 'other') expect(part).toMatchObject({ verdict: 'review', reasons: [{ kind: 'not-registered' }] });
    if (kind !== 'defective') continue;
    expect(part).toMatchObject({ verdict: 'fail', reasons: [{ kind: 'defect', class: 'missing' }] });
  }
  expect(await station.stop()).toBe(0);
  expect(new Set(recordedParts(dataDir).map(({ verdict }) => verdict))).toEqual(new Set(['pass', 'fail', 'review']));
});

it('a station does not start with a golden picture that is none', async () => {
  const dir = temporaryFolder();
  const config = await writeLine(dir);
  writeFileSync(join(dir, 'golden.png'), 'no picture');
  await expect(startWatched(config, join(dir, 'data'))).rejects.toThrow(/golden picture .*golden\.png cannot be read/);
});
