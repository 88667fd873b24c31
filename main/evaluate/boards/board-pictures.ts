/** A pair of board pictures in grey, copper on the bright side, as reference bundles take them. */
import { join } from 'node:path';
import sharp from 'sharp';
import type { Grey } from '../../station/registration/grey.ts';
import type { BoardPair } from '../data/board-data.ts';

export interface BoardPictures {
  readonly golden: Grey;
  readonly live: Grey;
}

/** @throws Error when one cannot be decoded whole, or they differ in size. */
export async function readBoardPictures(
  dir: string,
  { template, test }: BoardPair,
  copper: 'bright' | 'dark',
): Promise<BoardPictures> {
  const [golden, live] = await Promise.all([readGrey(join(dir, template)), readGrey(join(dir, test))]);
  if (golden.width !== live.width || golden.height !== live.height) {
    throw new Error(`its template is ${golden.width}×${golden.height}, it is ${live.width}×${live.height}`);
  }
  if (copper === 'dark') for (const { bytes } of [golden, live]) invert(bytes);
  return { golden, live };
}

async function readGrey(file: string): Promise<Grey> {
  const decoded = sharp(file, { failOn: 'error' }).toColourspace('b-w').removeAlpha();
  const { data, info } = await decoded.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`it has ${info.channels} channels and no grey version`);
  return { width: info.width, height: info.height, bytes: data };
}

function invert(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 - (bytes[i] as number);
}
