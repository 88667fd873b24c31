/** 8-bit grey or RGB pixels laid out as a camera would send them. */
import type { FrameGeometry, PixelFormat } from '../../flow.ts';
import { frameBytes } from '../../frame-size.ts';

/** Which of R, G, B (0, 1, 2) a Bayer sensor has at (even row, even column), (even, odd), (odd, even), (odd, odd). */
const mosaics: Readonly<Partial<Record<PixelFormat, readonly [number, number, number, number]>>> = {
  BayerRG8: [0, 1, 1, 2],
  BayerGR8: [1, 0, 2, 1],
  BayerGB8: [1, 2, 0, 1],
  BayerBG8: [2, 1, 1, 0],
};

export function isGrey(format: PixelFormat): boolean {
  return format === 'Mono8' || format === 'Mono16';
}

/** @param pixels one channel for the Mono formats, R, G, B for all others; the frame's own width and height. */
export function layOut(pixels: Uint8Array, geometry: FrameGeometry): Uint8Array {
  const { pixelFormat } = geometry;
  if (pixelFormat === 'Mono8' || pixelFormat === 'RGB8') return pixels;
  const out = new Uint8Array(frameBytes(geometry));
  if (pixelFormat === 'Mono16') widen(pixels, out);
  else if (pixelFormat === 'BGR8') swapRedAndBlue(pixels, out);
  else mosaic(pixels, out, geometry);
  return out;
}

/** 0..255 to 0..65535. */
function widen(pixels: Uint8Array, out: Uint8Array): void {
  for (const [index, value] of pixels.entries()) {
    out[2 * index] = value;
    out[2 * index + 1] = value;
  }
}

function swapRedAndBlue(pixels: Uint8Array, out: Uint8Array): void {
  for (let at = 0; at < out.length; at += 3) {
    out[at] = pixels[at + 2] ?? 0;
    out[at + 1] = pixels[at + 1] ?? 0;
    out[at + 2] = pixels[at] ?? 0;
  }
}

function mosaic(pixels: Uint8Array, out: Uint8Array, { width, height, pixelFormat }: FrameGeometry): void {
  const pattern = mosaics[pixelFormat];
  if (!pattern) throw new RangeError(`${pixelFormat} is not a Bayer format`);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const channel = pattern[2 * (y % 2) + (x % 2)] ?? 0;
      out[y * width + x] = pixels[3 * (y * width + x) + channel] ?? 0;
    }
  }
}
