import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrameGeometry, type PixelFormat, pixelFormats } from '../../../main/station/flow.ts';
import { frameBytes } from '../../../main/station/frame-size.ts';
import { centredView, placeCentred } from '../../../main/station/preprocess/centre.ts';
import { makePreprocessor } from '../../../main/station/preprocess/preprocess.ts';

const size = fc.record({ width: fc.integer({ min: 2, max: 40 }), height: fc.integer({ min: 2, max: 40 }) });
const pad = 77;

/** What a camera that sees `colourAt` sends, over shared memory as from the frame ring. */
function takePicture(geometry: FrameGeometry, colourAt: (x: number, y: number) => readonly number[]): Uint8Array {
  const { width, height, pixelFormat } = geometry;
  const bytes = new Uint8Array(new SharedArrayBuffer(frameBytes(geometry)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      bytes.set(encode(pixelFormat, colourAt(x, y), x, y), ((y * width + x) * bytes.length) / (width * height));
    }
  }
  return bytes;
}

function encode(
  format: PixelFormat,
  [red = 0, green = 0, blue = 0]: readonly number[],
  x: number,
  y: number,
): number[] {
  switch (format) {
    case 'RGB8':
      return [red, green, blue];
    case 'BGR8':
      return [blue, green, red];
    case 'Mono8':
      return [red];
    case 'Mono16':
      return [123, red];
    default: {
      // BayerRG8: the first row reads red, green; the second green, blue.
      const name = format.slice(5, 7);
      const tile = `${name}${name === 'RG' || name === 'BG' ? 'G' : name[1] === 'R' ? 'B' : 'R'}`;
      const fourth = name === 'RG' ? 'B' : name === 'BG' ? 'R' : 'G';
      const site = `${tile}${fourth}`[(y & 1) * 2 + (x & 1)];
      return [site === 'R' ? red : site === 'G' ? green : blue];
    }
  }
}

describe('centring', () => {
  it('keeps every pixel that fits and puts it where toFrame says it came from', () => {
    fc.assert(
      fc.property(size, size, (frame, target) => {
        const geometry = { ...frame, pixelFormat: 'RGB8' } as const;
        const colourAt = (x: number, y: number) => [x, y, 200];
        const preprocessor = makePreprocessor(geometry, { ...target, channels: 3, pad });
        const into = new Uint8Array(preprocessor.inputBytes).fill(1);
        preprocessor.run(takePicture(geometry, colourAt), into);
        for (let y = 0; y < target.height; y++) {
          for (let x = 0; x < target.width; x++) {
            const from = preprocessor.toFrame(x, y);
            const isInside = from.x >= 0 && from.y >= 0 && from.x < frame.width && from.y < frame.height;
            const at = (y * target.width + x) * 3;
            expect([...into.subarray(at, at + 3)]).toEqual(isInside ? colourAt(from.x, from.y) : [pad, pad, pad]);
          }
        }
      }),
    );
  });

  it('pads or crops both sides alike, the odd pixel at the end when padding', () => {
    expect(placeCentred({ width: 1130, height: 460 }, { width: 1136, height: 464 })).toEqual({
      ...{ sourceX: 0, sourceY: 0, targetX: 3, targetY: 2, width: 1130, height: 460 },
    });
    expect(centredView({ width: 1280, height: 1024 }, { width: 1136, height: 464 })).toEqual({
      ...{ x: 72, y: 280, width: 1136, height: 464 },
    });
  });

  it('writes every byte of the input, whatever was there before', () => {
    fc.assert(
      fc.property(size, size, fc.constantFrom(...pixelFormats), (frame, target, pixelFormat) => {
        const geometry = { ...frame, pixelFormat };
        const preprocessor = makePreprocessor(geometry, { ...target, channels: 3, pad });
        const picture = takePicture(geometry, (x, y) => [x * 5, y * 5, x + y]);
        const [a, b] = [0, 255].map((before) => {
          const into = new Uint8Array(preprocessor.inputBytes).fill(before);
          preprocessor.run(picture, into);
          return into;
        });
        expect(a).toEqual(b);
      }),
    );
  });
});

describe('pixel formats', () => {
  it.each(pixelFormats)('%s of one colour becomes that colour everywhere, the border too', (pixelFormat) => {
    for (const [width, height] of [
      [12, 10],
      [13, 11],
      [2, 2],
    ] as const) {
      const geometry = { width, height, pixelFormat };
      const isMono = pixelFormat.startsWith('Mono');
      const preprocessor = makePreprocessor(geometry, { width, height, channels: 3, pad });
      const into = new Uint8Array(preprocessor.inputBytes);
      preprocessor.run(
        takePicture(geometry, () => [200, 100, 50]),
        into,
      );
      for (let i = 0; i < into.length; i += 3) {
        expect([...into.subarray(i, i + 3)]).toEqual(isMono ? [200, 200, 200] : [200, 100, 50]);
      }
    }
  });

  it.each(['BayerRG8', 'BayerGR8', 'BayerGB8', 'BayerBG8'] as const)('%s keeps a smooth picture', (pixelFormat) => {
    const geometry = { width: 32, height: 32, pixelFormat };
    const colourAt = (x: number, y: number) => [x * 4, y * 4, 60 + x * 2 + y];
    const preprocessor = makePreprocessor(geometry, { width: 28, height: 28, channels: 3, pad });
    const into = new Uint8Array(preprocessor.inputBytes);
    preprocessor.run(takePicture(geometry, colourAt), into);
    for (let y = 0; y < 28; y++) {
      for (let x = 0; x < 28; x++) {
        const expected = colourAt(x + 2, y + 2);
        const found = into.subarray((y * 28 + x) * 3, (y * 28 + x) * 3 + 3);
        expected.forEach((value, i) => {
          expect(Math.abs((found[i] as number) - value)).toBeLessThanOrEqual(1);
        });
      }
    }
  });

  it('of grey cameras stay grey for a model with one channel', () => {
    for (const pixelFormat of ['Mono8', 'Mono16'] as const) {
      const geometry = { width: 6, height: 4, pixelFormat };
      const preprocessor = makePreprocessor(geometry, { width: 8, height: 4, channels: 1, pad });
      const into = new Uint8Array(preprocessor.inputBytes);
      preprocessor.run(
        takePicture(geometry, (x) => [x]),
        into,
      );
      expect([...into.subarray(0, 8)]).toEqual([pad, 0, 1, 2, 3, 4, 5, pad]);
    }
  });

  it('of colour cameras are refused for a model with one channel, with what to do', () => {
    const geometry = { width: 6, height: 4, pixelFormat: 'BayerRG8' } as const;
    expect(() => makePreprocessor(geometry, { width: 6, height: 4, channels: 1, pad })).toThrow(
      expect.objectContaining({ code: 'bad-input', remedy: expect.stringContaining('Mono8') }),
    );
  });

  it('are not guessed: a frame of another length is refused', () => {
    const geometry = { width: 6, height: 4, pixelFormat: 'RGB8' } as const;
    const preprocessor = makePreprocessor(geometry, { width: 6, height: 4, channels: 3, pad });
    expect(() => preprocessor.run(new Uint8Array(71), new Uint8Array(72))).toThrow(/71 bytes/);
  });
});
