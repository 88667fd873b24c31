import type { FrameGeometry, PixelFormat } from '../../../main/station/flow.ts';

export const width = 256;
export const height = 192;

export type Grey = (x: number, y: number) => number;

/** A part with structure at the scale of a block: bars of light across, some fine grain. */
export const part: Grey = (x, y) =>
  Math.round(120 + 60 * Math.sin((x + y * 0.6) / 11) + 20 * Math.sin(y / 7) + 6 * ((x * 7 + y * 13) % 3));

/** Draws a grey picture as a camera of this format sees it. */
export function picture(grey: Grey, pixelFormat: PixelFormat = 'Mono8', bytes = emptyFrame(pixelFormat)): Uint8Array {
  const geometry = geometryOf(pixelFormat);
  const step = bytes.length / (geometry.width * geometry.height);
  for (let y = 0; y < geometry.height; y++) {
    for (let x = 0; x < geometry.width; x++) {
      const at = (y * geometry.width + x) * step;
      const value = pixelFormat.startsWith('Bayer') ? grey(x >> 1, y >> 1) : grey(x, y);
      if (pixelFormat === 'Mono16') bytes[at + 1] = value;
      else bytes.fill(value, at, at + step);
    }
  }
  return bytes;
}

/** A Bayer sensor has twice the pixels each way for the same grey picture. */
export function geometryOf(pixelFormat: PixelFormat): FrameGeometry {
  const scale = pixelFormat.startsWith('Bayer') ? 2 : 1;
  return { width: width * scale, height: height * scale, pixelFormat };
}

function emptyFrame(pixelFormat: PixelFormat): Uint8Array {
  const geometry = geometryOf(pixelFormat);
  const perPixel = { Mono16: 2, RGB8: 3, BGR8: 3 } as Partial<Record<PixelFormat, number>>;
  return new Uint8Array(geometry.width * geometry.height * (perPixel[pixelFormat] ?? 1));
}
