/** Tiny bundles that carry one reference picture, and what their maker says INT8 made of it. */
import sharp from 'sharp';
import { addBundleFile, makeTinyBundle, sha256 } from './tiny-bundle.ts';
import { makeTinyReferenceBundle } from './tiny-reference-bundle.ts';

/** The picture is mid-grey, so an honest maker says 128 / 255. */
export const honest = 128 / 255;

/** Another golden picture than the one that the maker hashed. */
export async function exchangeGolden(dir: string): Promise<void> {
  await addBundleFile(dir, 'golden/golden.png', await greyPicture(129, 1));
}

export async function surfaceBundleSaying(says: number, change?: (manifest: Record<string, unknown>) => void) {
  const reference = vectors({ picture: 'golden/grey.png' }, says);
  const dir = await makeTinyBundle({ manifest: (manifest) => addReference(manifest, reference, change) });
  await addBundleFile(dir, 'golden/grey.png', await greyPicture(128, 3));
  await addBundleFile(dir, 'reference.json', reference);
  return dir;
}

/** The golden picture is mid-grey, the live one black: all copper is missing. */
export async function pairBundleSaying(says: number) {
  const reference = vectors({ picture: 'golden/live.png', golden: 'golden/golden.png' }, says);
  const labels = JSON.stringify({ items: [{ id: 'a', test: 'live.png', template: 'golden.png', boxes: [] }] });
  const [golden, live] = [await greyPicture(128, 1), await greyPicture(0, 1)];
  const hash = sha256(Buffer.concat([golden, live, Buffer.from(labels)]));
  const dir = await makeTinyReferenceBundle((manifest) =>
    addReference(manifest, reference, () => {
      manifest['golden'] = { labels: 'golden/labels.json', sha256: hash, pictures: 1, defective: 0 };
    }),
  );
  await addBundleFile(dir, 'golden/labels.json', labels);
  await addBundleFile(dir, 'golden/golden.png', golden);
  await addBundleFile(dir, 'golden/live.png', live);
  await addBundleFile(dir, 'reference.json', reference);
  return dir;
}

function addReference(
  manifest: Record<string, unknown>,
  reference: string,
  change: ((manifest: Record<string, unknown>) => void) | undefined,
): void {
  manifest['reference'] = { file: 'reference.json', sha256: sha256(reference) };
  change?.(manifest);
}

function vectors(pictures: { readonly picture: string; readonly golden?: string }, says: number): string {
  return JSON.stringify({ vectors: [{ ...pictures, maxScore: says, pooledMap: new Array(64).fill(says) }] });
}

function greyPicture(value: number, channels: 1 | 3): Promise<Buffer> {
  const [width, height] = [96, 72];
  const pixels = Buffer.alloc(width * height * channels, value);
  return sharp(pixels, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png()
    .toBuffer();
}
