/**
 * A photograph as the camera would have given it: the rule of models/README.md, "Photographs of other sizes".
 *
 * Of the camera's width it stays as it is; any other is resized to that width (Lanczos, aspect kept), so that a pixel
 * covers about the same piece of steel as in training. Its height stays its own: the preprocessor centres.
 */
import sharp from 'sharp';
import type { FrameGeometry } from '../../station/flow.ts';

export interface Photograph extends FrameGeometry {
  readonly pixels: Buffer;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much smaller (or larger) the photograph becomes. */
export function scaleOf({ width }: Size, camera: Size | null): number {
  return camera === null ? 1 : camera.width / width;
}

/** @throws Error when the file cannot be decoded whole. */
export async function readPhotograph(
  file: string,
  size: Size,
  camera: Size | null,
  channels: 1 | 3,
): Promise<Photograph> {
  const scale = scaleOf(size, camera);
  const image = sharp(file, { failOn: 'error' });
  if (scale !== 1) {
    image.resize({
      width: Math.round(size.width * scale),
      height: Math.max(1, Math.round(size.height * scale)),
      fit: 'fill',
      kernel: 'lanczos3',
      fastShrinkOnLoad: false,
    });
  }
  const decoded = image.toColourspace(channels === 1 ? 'b-w' : 'srgb').removeAlpha();
  const { data, info } = await decoded.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixelFormat: info.channels === 1 ? 'Mono8' : 'RGB8', pixels: data };
}
