/** Pictures for people: a frame as grey or colour, and smaller ones for previews and thumbnails. */
import type { FrameGeometry } from '../flow.ts';
import type { RawImage } from '../ports.ts';
import { asSource, isColour, rowWriter } from './rows.ts';

/**
 * Mono8 for grey cameras, RGB8 for all others.
 * @param into memory for the result, at least width × height × channels; new memory unless given.
 */
export function toRawImage(geometry: FrameGeometry, frame: Uint8Array, into?: Uint8Array): RawImage {
  const { width, height } = geometry;
  const channels = isColour(geometry.pixelFormat) ? 3 : 1;
  const length = width * height * channels;
  const bytes = into ? into.subarray(0, length) : new Uint8Array(length);
  const writeRow = rowWriter(geometry, channels);
  const source = asSource(frame);
  for (let y = 0; y < height; y++) writeRow(source, 0, y, width, bytes, y * width * channels);
  return { width, height, channels, bytes };
}

/** Half the size; each pixel is the mean of 2×2. A last odd row or column falls away. */
export function halve(image: RawImage): RawImage {
  const { channels } = image;
  const width = image.width >> 1;
  const height = image.height >> 1;
  const from = image.bytes;
  const bytes = new Uint8Array(width * height * channels);
  const rowBytes = image.width * channels;
  let to = 0;
  for (let y = 0; y < height; y++) {
    let at = 2 * y * rowBytes;
    for (let x = 0; x < width; x++, at += 2 * channels) {
      for (let c = 0; c < channels; c++) {
        const i = at + c;
        const sum =
          (from[i] as number) +
          (from[i + channels] as number) +
          (from[i + rowBytes] as number) +
          (from[i + rowBytes + channels] as number);
        bytes[to++] = (sum + 2) >> 2;
      }
    }
  }
  return { width, height, channels, bytes };
}

/**
 * Makes thumbnails straight from frames, at most `maxWidth` wide: every n-th pixel of every n-th row. The cheapest there
 * is, good enough for a strip of them.
 */
export function makeShrinker(geometry: FrameGeometry, maxWidth: number): (frame: Uint8Array) => RawImage {
  const channels = isColour(geometry.pixelFormat) ? 3 : 1;
  const step = Math.max(1, Math.ceil(geometry.width / maxWidth));
  const width = Math.floor(geometry.width / step);
  const height = Math.max(1, Math.floor(geometry.height / step));
  const row = new Uint8Array(geometry.width * channels);
  const writeRow = rowWriter(geometry, channels);
  return (frame) => {
    const bytes = new Uint8Array(width * height * channels);
    const source = asSource(frame);
    for (let y = 0, to = 0; y < height; y++) {
      writeRow(source, 0, y * step, geometry.width, row, 0);
      for (let x = 0; x < width; x++) {
        const from = x * step * channels;
        for (let c = 0; c < channels; c++) bytes[to++] = row[from + c] as number;
      }
    }
    return { width, height, channels, bytes };
  };
}
