/** Learns what the part looks like in place, from good pictures: in memory, or the recipe's reference picture. */
import sharp from 'sharp';
import { StationError } from '../../api/errors.ts';
import type { FrameGeometry } from '../flow.ts';
import { makeMeasurer } from './measure.ts';
import { type Reference, referenceFrom } from './obstruction.ts';

/** @param pictures one or more frames of this geometry; their pixel format need not be the camera's */
export function learnReference(pictures: readonly Uint8Array[], geometry: FrameGeometry): Reference {
  const measure = makeMeasurer(geometry);
  return referenceFrom(pictures.map((picture) => measure(picture).cells.slice()));
}

/**
 * The reference from a picture file (JPEG, PNG) that must be as large as the camera's frames.
 *
 * @throws StationError `bad-input` when it cannot be read as a picture or has another size
 */
export async function loadReference(file: string, camera: FrameGeometry): Promise<Reference> {
  const { data, info } = await decode(file);
  if (info.width !== camera.width || info.height !== camera.height) {
    const sizes = `${info.width}×${info.height} and the camera ${camera.width}×${camera.height}`;
    throw new StationError('bad-input', `the reference picture ${file} has ${sizes} pixels`, {
      remedy: 'Take the reference picture with this camera and these settings.',
    });
  }
  return learnReference([data], { width: info.width, height: info.height, pixelFormat: 'RGB8' });
}

async function decode(file: string) {
  try {
    return await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new StationError('bad-input', `the reference picture ${file} cannot be read: ${problem}`, {
      remedy: 'Give referencePicture the path of a JPEG or PNG, relative to the configuration file.',
      cause,
    });
  }
}
