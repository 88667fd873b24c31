/**
 * Looks at every picture file before anything is measured: is it there, is it a picture, has it the size that its label
 * says, and is it nowhere else in the data? What is only found when its pixels are decoded comes later.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { BadPicture, Sorted } from './bad-pictures.ts';

export interface PictureFile {
  /** Relative to the folder, as the labels name it. */
  readonly path: string;
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** A template may be shared by many; a picture that is judged must not be. */
  readonly mayRepeat: boolean;
}

/** Sharp decodes in threads of its own: more at once only fill the memory. */
const atOnce = 8;

/** @param filesOf an item's pictures; the first fault of any of them is the item's. */
export async function lookThrough<T>(
  dir: string,
  items: readonly T[],
  filesOf: (item: T) => readonly PictureFile[],
  onLooked: () => void,
): Promise<Sorted<T>> {
  const good: T[] = [];
  const bad: BadPicture[] = [];
  const known = new Map<string, string>();
  for (let from = 0; from < items.length; from += atOnce) {
    const slice = items.slice(from, from + atOnce);
    const looked = await Promise.all(slice.map((item) => Promise.all(filesOf(item).map((file) => look(dir, file)))));
    slice.forEach((item, i) => {
      const fault = (looked[i] ?? []).map((seen) => faultOf(seen, known)).find((found) => found !== null);
      if (fault) bad.push(fault);
      else good.push(item);
      onLooked();
    });
  }
  return { items: good, bad };
}

interface Seen {
  readonly file: PictureFile;
  readonly fault: Omit<BadPicture, 'picture'> | null;
  readonly hash: string;
}

function faultOf({ file, fault, hash }: Seen, known: Map<string, string>): BadPicture | null {
  if (fault) return { picture: file.path, ...fault };
  if (file.mayRepeat) return null;
  const twin = known.get(hash);
  if (twin !== undefined) return { picture: file.path, why: 'overlapping', detail: `the same picture as ${twin}` };
  known.set(hash, file.path);
  return null;
}

async function look(dir: string, file: PictureFile): Promise<Seen> {
  const faulty = (why: BadPicture['why'], detail: string): Seen => ({ file, fault: { why, detail }, hash: '' });
  const bytes = await readIfThere(join(dir, file.path));
  if (bytes instanceof Error) return faulty('missing', bytes.message);
  if (bytes.length === 0) return faulty('empty', 'the file has 0 bytes');
  const size = await sizeOf(bytes);
  if (size instanceof Error) return faulty('corrupt', size.message);
  const { width = size.width, height = size.height } = file;
  if (size.width !== width || size.height !== height) {
    return faulty('mislabelled', `it is ${size.width}×${size.height}, its label says ${width}×${height}`);
  }
  return { file, fault: null, hash: createHash('sha256').update(bytes).digest('hex') };
}

async function readIfThere(path: string): Promise<Buffer | Error> {
  return readFile(path).catch((thrown: Error) => thrown);
}

async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number } | Error> {
  return sharp(bytes)
    .metadata()
    .catch((thrown: Error) => thrown);
}
