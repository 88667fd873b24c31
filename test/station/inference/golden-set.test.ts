import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundle } from '../../../main/station/inference/bundle.ts';
import { checkGoldenSet } from '../../../main/station/inference/golden-set.ts';
import { addBundleFile, makeTinyBundle, sha256 } from '../../support/tiny-bundle.ts';

const labels = '{"items": []}';

/** Two pictures in two folders; their bytes are letters. */
async function bundleWithGolden(): Promise<string> {
  const dir = await makeTinyBundle({
    manifest: (manifest) => {
      manifest['golden'] = { labels: 'golden/labels.json', sha256: sha256(`AB${labels}`), pictures: 2, defective: 0 };
    },
  });
  await addBundleFile(dir, 'golden/b/1.jpg', 'B');
  await addBundleFile(dir, 'golden/a/2.png', 'A');
  await addBundleFile(dir, 'golden/CREDIT.md', 'no picture');
  await addBundleFile(dir, 'golden/labels.json', labels);
  return dir;
}

async function check(dir: string): Promise<void> {
  await checkGoldenSet(await readBundle(dir));
}

describe('a golden set', () => {
  it('is its maker’s when pictures in the order of their names, then labels, have the hash of the manifest', async () => {
    await expect(check(await bundleWithGolden())).resolves.toBeUndefined();
    await expect(check(await makeTinyBundle())).resolves.toBeUndefined();
  });

  it.each<[string, (dir: string) => Promise<unknown>]>([
    ['a picture was changed', (dir) => addBundleFile(dir, 'golden/a/2.png', 'C')],
    ['a picture was added', (dir) => addBundleFile(dir, 'golden/c.jpg', 'C')],
    ['a picture is missing', (dir) => rm(join(dir, 'golden/a/2.png'))],
    ['pictures changed places', (dir) => rename(join(dir, 'golden/a'), join(dir, 'golden/z'))],
    ['the labels were changed', (dir) => addBundleFile(dir, 'golden/labels.json', `${labels} `)],
    ['the labels are missing', (dir) => rm(join(dir, 'golden/labels.json'))],
    ['all of it is missing', (dir) => rm(join(dir, 'golden'), { recursive: true })],
  ])('is refused with what, where and what to do when %s', async (_, spoil) => {
    const dir = await bundleWithGolden();
    await spoil(dir);
    await expect(check(dir)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`the golden set of tiny 1.0.0 in ${join(dir, 'golden')} is not the one`),
      remedy: expect.stringContaining('Copy the whole bundle folder again'),
    });
  });
});
