/**
 * Rows of a frame as grey values 0..255, whatever its pixel format: all that the quality gate looks at.
 *
 * Colour is weighed as in ITU-R BT.601, in whole numbers. Of a Bayer picture every 2×2 quad is one grey value, so its
 * grey picture has half the width and height and no colour pattern that would pass for structure.
 */
import type { FrameGeometry } from '../flow.ts';

/** Writes grey row `y` into the first `width` bytes of `into`. */
export type LumaRow = (frame: Uint8Array, y: number, into: Uint8Array) => void;

export interface LumaRows {
  /** Of the grey picture. */
  readonly width: number;
  readonly height: number;
  readonly row: LumaRow;
}

export function lumaRows({ width, height, pixelFormat }: FrameGeometry): LumaRows {
  switch (pixelFormat) {
    case 'Mono8':
      return { width, height, row: (frame, y, into) => into.set(frame.subarray(y * width, (y + 1) * width)) };
    case 'Mono16':
      return { width, height, row: (frame, y, into) => highBytes(frame, y * width * 2 + 1, width, into) };
    case 'RGB8':
      return { width, height, row: (frame, y, into) => weigh(frame, y * width * 3, width, 77, 29, into) };
    case 'BGR8':
      return { width, height, row: (frame, y, into) => weigh(frame, y * width * 3, width, 29, 77, into) };
    case 'BayerRG8':
    case 'BayerBG8':
    case 'BayerGR8':
    case 'BayerGB8': {
      const half = width >> 1;
      return {
        width: half,
        height: height >> 1,
        row: (frame, y, into) => quads(frame, y * 2 * width, width, half, into),
      };
    }
  }
}

/** Little-endian, full range: the high byte is the grey value in 8 bits. */
function highBytes(frame: Uint8Array, from: number, count: number, into: Uint8Array): void {
  for (let x = 0; x < count; x++) into[x] = frame[from + x * 2] as number;
}

function weigh(frame: Uint8Array, from: number, count: number, first: number, third: number, into: Uint8Array): void {
  for (let x = 0, i = from; x < count; x++, i += 3) {
    into[x] = ((frame[i] as number) * first + (frame[i + 1] as number) * 150 + (frame[i + 2] as number) * third) >> 8;
  }
}

function quads(frame: Uint8Array, from: number, width: number, count: number, into: Uint8Array): void {
  for (let x = 0, i = from; x < count; x++, i += 2) {
    const upper = (frame[i] as number) + (frame[i + 1] as number);
    into[x] = (upper + (frame[i + width] as number) + (frame[i + width + 1] as number)) >> 2;
  }
}
