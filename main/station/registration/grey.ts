/** A grey picture, 0..255, rows without padding. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Whole pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function newGrey(width: number, height: number): Grey {
  return { width, height, bytes: new Uint8Array(width * height) };
}

/** A quarter of the width and height; last odd rows and columns fall away. */
export function newQuarter({ width, height }: { readonly width: number; readonly height: number }): Grey {
  return newGrey(width >> 2, height >> 2);
}

/** Each pixel becomes the mean of 4×4. Pixel (X, Y) of the quarter has its middle at (4·X + 1.5, 4·Y + 1.5). */
export function quarterInto(from: Grey, into: Grey): void {
  const { width, bytes } = from;
  const small = into.bytes;
  for (let y = 0, to = 0; y < into.height; y++) {
    const row = y * 4 * width;
    for (let x = 0; x < into.width; x++, to++) {
      const first = row + x * 4;
      let sum = 8;
      for (let i = first; i < first + 4 * width; i += width) {
        sum += (bytes[i] as number) + (bytes[i + 1] as number) + (bytes[i + 2] as number) + (bytes[i + 3] as number);
      }
      small[to] = sum >> 4;
    }
  }
}

export function inverted({ width, height, bytes }: Grey): Grey {
  return { width, height, bytes: bytes.map((value) => 255 - value) };
}
