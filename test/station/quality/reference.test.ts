import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { learnReference, loadReference } from '../../../main/station/quality/reference.ts';
import { geometryOf, height, part, picture, width } from './pictures.ts';

const mono = geometryOf('Mono8');
let folder = '';
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-reference-'));
  const grey = sharp(picture(part), { raw: { width, height, channels: 1 } });
  await grey.clone().png().toFile(inFolder('grey.png'));
  await grey.clone().ensureAlpha().png().toFile(inFolder('alpha.png'));
  await grey.clone().resize(64, 48).png().toFile(inFolder('small.png'));
  await writeFile(inFolder('broken.jpg'), 'not a picture');
});
afterAll(() => rm(folder, { recursive: true }));

describe('a reference picture', () => {
  it.each(['grey.png', 'alpha.png'])('is the same from the file %s as from memory', async (name) => {
    const loaded = await loadReference(inFolder(name), mono);
    expect([...loaded.cells]).toEqual([...learnReference([picture(part)], mono).cells]);
  });

  it('of another size than the camera is refused, with both sizes', async () => {
    await expect(loadReference(inFolder('small.png'), mono)).rejects.toMatchObject({
      name: 'StationError',
      code: 'bad-input',
      message: expect.stringContaining('64×48 and the camera 256×192'),
    });
  });

  it.each(['broken.jpg', 'absent.png'])('that cannot be read is refused with its name: %s', async (name) => {
    await expect(loadReference(inFolder(name), mono)).rejects.toMatchObject({
      name: 'StationError',
      message: expect.stringContaining(name),
      remedy: expect.stringContaining('referencePicture'),
    });
  });
});
