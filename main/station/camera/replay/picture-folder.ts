/** A folder of JPEG and PNG pictures, sorted by name, made to fit the camera's geometry. */
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { FrameGeometry } from '../../flow.ts';
import { readTruths } from './labels.ts';
import type { PictureSet } from './picture-set.ts';
import { isGrey, layOut } from './pixel-layout.ts';

const extensions = new Set(['.jpg', '.jpeg', '.png']);

/** @throws StationError when the folder cannot be read or has no picture in it (nor in a folder in it). */
export async function pictureFolder(folder: string, geometry: FrameGeometry): Promise<PictureSet> {
  const names = (await filesIn(folder)).filter((name) => extensions.has(extname(name).toLowerCase())).sort();
  if (names.length === 0) {
    throw new StationError('not-found', say('replayEmpty', { folder }), {
      remedy: say('replayEmptyRemedy'),
    });
  }
  const truthOf = await readTruths(folder);
  return {
    place: folder,
    pictures: names.map((name) => ({ name, truth: truthOf?.(name) ?? null })),
    decode: (index) => decodePicture(join(folder, names[index] ?? ''), geometry),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StationError('not-found', say('replayUnreadable', { folder, why }), {
      cause,
      remedy: say('replayUnreadableRemedy'),
    });
  }
}

/**
 * One picture as a frame. A picture of another size is scaled to the frame's width, then cut or padded about its
 * centre; the padding repeats the edge, because a black bar would be a fault of the picture.
 * @throws StationError that names the file when it is damaged.
 */
export async function decodePicture(file: string, geometry: FrameGeometry): Promise<Uint8Array> {
  try {
    const image = sharp(file, { failOn: 'error' });
    const { width, height } = await image.metadata();
    const channels = isGrey(geometry.pixelFormat) ? 1 : 3;
    const { data } = await fitted(image, Math.round((height * geometry.width) / width), geometry)
      .removeAlpha()
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return layOut(withChannels(data, channels, geometry), geometry);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StationError('bad-input', say('pictureNotDecoded', { file, why }), {
      cause,
      remedy: 'Replace or remove it; the other pictures are played.',
    });
  }
}

function fitted(image: Sharp, scaledHeight: number, { width, height }: FrameGeometry): Sharp {
  const scaled = image.resize({ width, height: Math.max(1, scaledHeight), fit: 'fill' });
  if (scaledHeight > height) {
    return scaled.extract({ left: 0, top: Math.floor((scaledHeight - height) / 2), width, height });
  }
  const missing = height - Math.max(1, scaledHeight);
  const top = Math.floor(missing / 2);
  return missing === 0 ? scaled : scaled.extend({ top, bottom: missing - top, extendWith: 'copy' });
}

/** libvips keeps a grey picture at one channel; a colour frame needs it three times. */
function withChannels(data: Uint8Array, channels: 1 | 3, { width, height }: FrameGeometry): Uint8Array {
  const wanted = width * height * channels;
  if (data.length === wanted) return data;
  if (data.length * 3 !== wanted) throw new RangeError(`${data.length} bytes decoded, ${wanted} expected`);
  const out = new Uint8Array(wanted);
  for (const [index, value] of data.entries()) out.fill(value, 3 * index, 3 * index + 3);
  return out;
}
