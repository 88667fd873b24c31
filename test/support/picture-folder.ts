/** A folder of small pictures for one test; `remove` takes it away again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

export interface PictureFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  /** Grey value of each picture, which is how a test knows it again. */
  readonly greys: readonly number[];
  /** With labels: which of them are defective. */
  readonly defective?: readonly number[];
}

/** PNG pictures `picture-00.png` and so on, each of one grey. */
export async function pictureFolder(options: PictureOptions): Promise<PictureFolder> {
  const { width = 32, height = 24, greys, defective } = options;
  const path = await mkdtemp(join(tmpdir(), 'sightline-pictures-'));
  const name = (index: number): string => `picture-${String(index).padStart(2, '0')}.png`;
  for (const [index, grey] of greys.entries()) {
    const background = { r: grey, g: grey, b: grey };
    await sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toFile(join(path, name(index)));
  }
  if (defective) {
    const items = greys.map((_, index) => ({
      image: name(index),
      polygons: defective.includes(index) ? [{ label: 'pitting', points: [[1, 1]] }] : [],
    }));
    await writeFile(join(path, 'labels.json'), JSON.stringify({ classes: ['pitting'], items }));
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
