import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../main/station/camera/replay/faults.ts';
import { decodePicture } from '../../../../main/station/camera/replay/picture-folder.ts';
import { spoil } from '../../../../main/station/camera/replay/spoil.ts';
import { replayFaultsSchema } from '../../../../main/station/config/camera.ts';
import { type FrameGeometry, pixelFormats } from '../../../../main/station/flow.ts';
import { frameBytes } from '../../../../main/station/frame-size.ts';

const red = 200;
const green = 100;
const blue = 50;

async function withPicture<T>(width: number, height: number, use: (file: string) => Promise<T>): Promise<T> {
  const file = join(tmpdir(), `sightline-${crypto.randomUUID()}.png`);
  await sharp({ create: { width, height, channels: 3, background: { r: red, g: green, b: blue } } })
    .png()
    .toFile(file);
  try {
    return await use(file);
  } finally {
    await rm(file);
  }
}

describe('a decoded picture', () => {
  it.each(pixelFormats)('has the bytes of a %s frame', async (pixelFormat) => {
    const geometry: FrameGeometry = { width: 20, height: 10, pixelFormat };
    const frame = await withPicture(20, 10, (file) => decodePicture(file, geometry));
    expect(frame.length).toBe(frameBytes(geometry));
  });
  it('has the channels in the order of its format', async () => {
    const decode = (pixelFormat: FrameGeometry['pixelFormat']) =>
      withPicture(4, 2, (file) => decodePicture(file, { width: 4, height: 2, pixelFormat }));
    expect([...(await decode('RGB8')).subarray(0, 3)]).toEqual([red, green, blue]);
    expect([...(await decode('BGR8')).subarray(0, 3)]).toEqual([blue, green, red]);
    expect([...(await decode('BayerRG8'))]).toEqual([red, green, red, green, green, blue, green, blue]);
    expect([...(await decode('BayerGB8'))]).toEqual([green, blue, green, blue, red, green, red, green]);
    const grey = (await decode('Mono8'))[0] ?? 0;
    const wide = await decode('Mono16');
    expect(new Uint16Array(wide.buffer, wide.byteOffset, 1)[0]).toBe(257 * grey);
  });
  it('is scaled to the width and cut or padded to the height', async () => {
    const geometry: FrameGeometry = { width: 20, height: 10, pixelFormat: 'RGB8' };
    for (const [width, height] of [
      [40, 60],
      [60, 10],
      [7, 3],
      [20, 11],
    ] as const) {
      const frame = await withPicture(width, height, (file) => decodePicture(file, geometry));
      expect(frame.length).toBe(frameBytes(geometry));
      expect([...frame.subarray(0, 3)]).toEqual([red, green, blue]);
    }
  });
});

describe('injected faults', () => {
  it('come in about their share, the same in every run', () => {
    const faults = replayFaultsSchema.parse({ seed: 4, drop: 0.1, black: 0.2 });
    const drawn = Array.from({ length: 4000 }, (_, frame) => faultOf(faults, frame + 1));
    const share = (kind: string): number => drawn.filter((fault) => fault === kind).length / drawn.length;
    expect(share('drop')).toBeCloseTo(0.1, 1);
    expect(share('black')).toBeCloseTo(0.2, 1);
    expect(share('blurred')).toBe(0);
    expect(drawn).toEqual(drawn.map((_, frame) => faultOf(faults, frame + 1)));
  });

  const formats = fc.constantFrom(...pixelFormats);
  const measure = (frame: Uint8Array, { pixelFormat }: FrameGeometry) => {
    const samples = [...(pixelFormat === 'Mono16' ? new Uint16Array(frame.buffer) : frame)];
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
    return { mean, variance };
  };
  const noisy = (geometry: FrameGeometry): Uint8Array =>
    Uint8Array.from({ length: frameBytes(geometry) }, (_, at) => 80 + ((at * 7919) % 97));

  it('change a picture of any format in their own way', () => {
    fc.assert(
      fc.property(formats, fc.integer({ min: 16, max: 40 }), (pixelFormat, width) => {
        const geometry: FrameGeometry = { width, height: 30, pixelFormat };
        const good = noisy(geometry);
        const before = measure(good, geometry);
        const spoilt = (kind: Parameters<typeof spoil>[0]) => {
          const target = new Uint8Array(good.length);
          spoil(kind, good, target, geometry, 1);
          return measure(target, geometry);
        };
        expect(spoilt('black').mean).toBeLessThan(before.mean / 20);
        expect(spoilt('overexposed').mean).toBeGreaterThan(before.mean * 1.5);
        expect(spoilt('blurred').variance).toBeLessThan(before.variance / 2);
        expect(spoilt('blurred').mean / before.mean).toBeCloseTo(1, 1);
        expect(spoilt('covered').mean).toBeLessThan(before.mean * 0.8);
        expect(good).toEqual(noisy(geometry));
      }),
      { numRuns: 30 },
    );
  });
});
