import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawImage } from '../../../main/station/ports.ts';
import { halve, makeShrinker, toRawImage } from '../../../main/station/preprocess/raw-image.ts';

const image = fc
  .record({
    width: fc.integer({ min: 2, max: 30 }),
    height: fc.integer({ min: 2, max: 30 }),
    channels: fc.constantFrom(1 as const, 3 as const),
  })
  .chain((shape) =>
    fc
      .uint8Array({
        minLength: shape.width * shape.height * shape.channels,
        maxLength: shape.width * shape.height * shape.channels,
      })
      .map((bytes): RawImage => ({ ...shape, bytes })),
  );

function pixel({ width, channels, bytes }: RawImage, x: number, y: number, channel: number): number {
  return bytes[(y * width + x) * channels + channel] as number;
}

describe('a raw image', () => {
  it('has one channel for a grey camera and three, red first, for a colour camera', () => {
    const grey = toRawImage({ width: 2, height: 1, pixelFormat: 'Mono16' }, new Uint8Array([9, 10, 9, 20]));
    expect(grey).toEqual({ width: 2, height: 1, channels: 1, bytes: new Uint8Array([10, 20]) });
    const colour = toRawImage({ width: 1, height: 1, pixelFormat: 'BGR8' }, new Uint8Array([1, 2, 3]));
    expect(colour).toEqual({ width: 1, height: 1, channels: 3, bytes: new Uint8Array([3, 2, 1]) });
  });

  it('can be made in given memory', () => {
    const into = new Uint8Array(10);
    const made = toRawImage({ width: 2, height: 1, pixelFormat: 'Mono8' }, new Uint8Array([5, 6]), into);
    expect(made.bytes.buffer).toBe(into.buffer);
    expect([...made.bytes]).toEqual([5, 6]);
  });
});

describe('a smaller image', () => {
  it('of half the size holds the mean of each four pixels', () => {
    fc.assert(
      fc.property(image, (whole) => {
        const half = halve(whole);
        expect([half.width, half.height]).toEqual([whole.width >> 1, whole.height >> 1]);
        for (let y = 0; y < half.height; y++) {
          for (let x = 0; x < half.width; x++) {
            for (let c = 0; c < half.channels; c++) {
              const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => pixel(whole, 2 * x + dx, 2 * y + dy, c)));
              const mean = four.reduce((sum, value) => sum + value, 0) / 4;
              expect(Math.abs(pixel(half, x, y, c) - mean)).toBeLessThanOrEqual(0.5);
            }
          }
        }
      }),
    );
  });

  it('for a thumbnail is never wider than asked and holds pixels of the picture at even steps', () => {
    fc.assert(
      fc.property(image, fc.integer({ min: 1, max: 40 }), (whole, maxWidth) => {
        const pixelFormat = whole.channels === 1 ? 'Mono8' : 'RGB8';
        const { width, height } = whole;
        const small = makeShrinker({ width, height, pixelFormat }, maxWidth)(whole.bytes);
        const step = Math.max(1, Math.ceil(whole.width / maxWidth));
        expect(small.width).toBeLessThanOrEqual(Math.min(maxWidth, whole.width));
        expect(small.bytes).toHaveLength(small.width * small.height * small.channels);
        for (let y = 0; y < small.height; y++) {
          for (let x = 0; x < small.width; x++) {
            expect(pixel(small, x, y, 0)).toBe(pixel(whole, x * step, y * step, 0));
          }
        }
      }),
    );
  });
});
