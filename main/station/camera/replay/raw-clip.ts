/** A raw clip: `clip.raw` with frames one after the other, and `clip.json` beside it that says what they are. */
import { open, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../../../api/errors.ts';
import { type FrameGeometry, pixelFormats } from '../../flow.ts';
import { describeGeometry, frameBytes } from '../../frame-size.ts';
import { parseJson } from './labels.ts';
import type { PictureSet } from './picture-set.ts';

const clipSchema = z.strictObject({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  pixelFormat: z.enum(pixelFormats),
  frames: z.number().int().positive(),
});

/** The clip's `.raw` file when `source` is one or is a folder with `clip.raw` in it; else null. */
export async function rawClipIn(source: string): Promise<string | null> {
  if (source.endsWith('.raw')) return source;
  const inFolder = join(source, 'clip.raw');
  const found = await stat(inFolder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null;
    throw thrown;
  });
  return found ? inFolder : null;
}

/** @throws StationError when the clip is incomplete, or not of the camera's geometry (clips are played as they are). */
export async function rawClip(raw: string, geometry: FrameGeometry): Promise<PictureSet> {
  const description = raw.replace(/\.raw$/, '.json');
  const clip = clipSchema.safeParse(parseJson(await textOf(description), description));
  if (!clip.success) throw unfit(`${description}: ${describeIssues(clip.error)}`);
  const { frames, ...own } = clip.data;
  if (describeGeometry(own) !== describeGeometry(geometry)) {
    throw unfit(
      `${raw} has ${describeGeometry(own)} frames, the camera is configured as ${describeGeometry(geometry)}`,
    );
  }
  const size = frameBytes(geometry);
  const { size: bytes } = await stat(raw).catch((cause: Error) => {
    throw unfit(`${raw} cannot be read: ${cause.message}`);
  });
  if (bytes < size * frames) throw unfit(`${raw} has ${bytes} bytes, ${frames} frames need ${size * frames}`);
  return {
    place: raw,
    pictures: Array.from({ length: frames }, (_, frame) => ({ name: `${basename(raw)} #${frame + 1}`, truth: null })),
    decode: (index) => readFrame(raw, index, size),
  };
}

async function readFrame(raw: string, index: number, size: number): Promise<Uint8Array> {
  const file = await open(raw, 'r');
  try {
    const frame = new Uint8Array(size);
    const { bytesRead } = await file.read(frame, 0, size, index * size);
    if (bytesRead !== size) throw unfit(`${raw} became shorter while it was played`);
    return frame;
  } finally {
    await file.close();
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw unfit(`${file} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function unfit(message: string): StationError {
  return new StationError('bad-input', message, {
    remedy:
      'A clip needs clip.json beside clip.raw: {"width", "height", "pixelFormat", "frames"}, as the camera has them.',
  });
}
