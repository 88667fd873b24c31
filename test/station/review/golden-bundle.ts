import { createHash } from 'node:crypto';
import { addBundleFile, makeTinyBundle, tiny } from '../../support/tiny-bundle.ts';

export interface GoldenOptions {
  readonly good?: number;
  readonly defect?: number;
  readonly size?: { readonly width: number; readonly height: number };
}

export const truthBox = { x: 20, y: 30, width: 10, height: 12 };

/** A tiny bundle whose golden set has so many good pictures, and so many with one red defect. */
export async function goldenBundle(options: GoldenOptions = {}): Promise<string> {
  const { good = 6, defect = 6, size = tiny } = options;
  const { x, y, width, height } = truthBox;
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
  ];
  const names = [...Array(good + defect).keys()].map((index) => `picture-${String(index).padStart(2, '0')}.jpg`);
  const items = names.map((image, index) => ({
    ...{ image, width: size.width, height: size.height },
    polygons: index < good ? [] : [{ label: 'red', points: corners }],
  }));
  const labels = JSON.stringify({ classes: ['red', 'green'], items });
  const hash = createHash('sha256').update(names.join('')).update(labels).digest('hex');
  const dir = await makeTinyBundle({
    manifest: (manifest) => {
      manifest['golden'] = { labels: 'golden/labels.json', sha256: hash, pictures: good + defect, defective: defect };
    },
  });
  // A picture's bytes are its name: nobody decodes it here.
  for (const name of names) await addBundleFile(dir, `golden/${name}`, name);
  await addBundleFile(dir, 'golden/labels.json', labels);
  return dir;
}
