/**
 * Data folders in both formats that `evaluate` reads, small enough for the tiny bundles, which can be told exactly what to
 * answer: a defect is a square of one or several cells, as bright as its score shall be.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { tiny } from './tiny-bundle.ts';

/** A cell of the tiny models and how strongly it is marked, 0..1. */
export interface Mark {
  readonly row: number;
  readonly column: number;
  readonly strength: number;
}

export interface Photograph {
  readonly image: string;
  readonly place: string;
  /** Red squares in the picture. */
  readonly red?: readonly Mark[];
  /** Cells that the labels call defective, as squares. */
  readonly labels?: readonly Pick<Mark, 'row' | 'column'>[];
}

export interface SurfaceFolder {
  readonly dir: string;
  readonly labels: {
    classes: string[];
    items: {
      image: string;
      place: string;
      width: number;
      height: number;
      polygons: { label: string; points: number[][] }[];
    }[];
  };
  /** Writes `labels` as they are now. */
  readonly save: () => Promise<void>;
}

export async function surfaceFolder(photographs: readonly Photograph[]): Promise<SurfaceFolder> {
  const dir = await dataFolder();
  const { width, height, cell } = tiny;
  for (const [i, { image, red = [] }] of photographs.entries()) {
    // Every picture has a corner of its own, so that no two are the same file.
    const pixels = squares(3, [{ row: 0, column: 0, strength: (i + 1) / 255 }], 2);
    const marked = squares(3, red, 0).map((value, at) => Math.max(value, pixels[at] ?? 0));
    await writePng(join(dir, image), Uint8Array.from(marked), 3);
  }
  const square = ({ row, column }: Pick<Mark, 'row' | 'column'>): number[][] => {
    const [x, y] = [column * cell, row * cell];
    return [
      [x + 1, y + 1],
      [x + cell - 1, y + 1],
      [x + cell - 1, y + cell - 1],
      [x + 1, y + cell - 1],
    ];
  };
  const items = photographs.map(({ image, place, labels: cells = [] }) => {
    const polygons = cells.map((one) => ({ label: 'red', points: square(one) }));
    return { image, place, width, height, polygons };
  });
  const labels = { classes: ['red', 'green'], items };
  const save = () => writeFile(join(dir, 'labels.json'), JSON.stringify(labels));
  await save();
  return { dir, labels, save };
}

export interface Pair {
  readonly id: string;
  readonly board: string;
  /** Copper that is not there. */
  readonly missing?: readonly Mark[];
  /** Cells that the labels call `missing`. */
  readonly labels?: readonly Pick<Mark, 'row' | 'column'>[];
}

/** As DeepPCB has them: copper dark. The tiny model's boxes are 24 px wide, and so are these. */
export async function boardFolder(pairs: readonly Pair[]): Promise<string> {
  const dir = await dataFolder();
  const { width, height, cell } = tiny;
  for (const [i, { id, missing = [] }] of pairs.entries()) {
    // Copper everywhere, but a corner of its own: what is missing is bright, as the laminate below it.
    const template = squares(1, [{ row: 8, column: 11, strength: (i + 1) / 255 }], 0);
    const test = squares(1, missing, 0).map((value, at) => Math.max(value, template[at] ?? 0));
    await writePng(join(dir, `${id}_temp.png`), template, 1);
    await writePng(join(dir, `${id}_test.png`), Uint8Array.from(test), 1);
  }
  const items = pairs.map(({ id, board, labels = [] }) => {
    const boxes = labels.map(({ row, column }) => {
      const [x, y] = [(column + 0.5) * cell, (row + 0.5) * cell];
      return [x - 12, y - 12, x + 12, y + 12, 'missing'];
    });
    return { id, board, test: `${id}_test.png`, template: `${id}_temp.png`, boxes };
  });
  await writeFile(join(dir, 'labels.json'), JSON.stringify({ width, height, classes: ['missing', 'extra'], items }));
  return dir;
}

async function dataFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-labelled-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, 'images'));
  return dir;
}

/** Black with squares of one cell in one channel. */
function squares(channels: 1 | 3, marks: readonly Mark[], channel: number): Uint8Array {
  const { width, height, cell } = tiny;
  const pixels = new Uint8Array(width * height * channels);
  for (const { row, column, strength } of marks) {
    for (let y = row * cell; y < (row + 1) * cell; y++) {
      for (let x = column * cell; x < (column + 1) * cell; x++) {
        pixels[(y * width + x) * channels + channel] = Math.round(strength * 255);
      }
    }
  }
  return pixels;
}

async function writePng(file: string, pixels: Uint8Array, channels: 1 | 3): Promise<void> {
  const { width, height } = tiny;
  const image = sharp(pixels, { raw: { width, height, channels } });
  await (channels === 1 ? image.toColourspace('b-w') : image).png().toFile(file);
}
