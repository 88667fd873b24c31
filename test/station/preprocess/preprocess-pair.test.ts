import { describe, expect, it } from 'vitest';
import type { FrameGeometry } from '../../../main/station/flow.ts';
import { type LayGolden, makePairPreprocessor } from '../../../main/station/preprocess/preprocess-pair.ts';

const geometry: FrameGeometry = { width: 6, height: 4, pixelFormat: 'Mono8' };
const frame = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
const golden = Uint8Array.from({ length: 24 }, (_, i) => 200 - i);
const lay: LayGolden = () => ({ ok: true, golden });

describe('a pair', () => {
  it('is the golden picture and the frame, pixel by pixel', () => {
    const made = makePairPreprocessor(geometry, { width: 6, height: 4, pad: 0 }, 'bright', lay);
    const into = new Uint8Array(made.inputBytes);
    expect(made.run(frame, into, 0)).toBeNull();
    expect([...into].filter((_, i) => i % 2 === 0)).toEqual([...golden]);
    expect([...into].filter((_, i) => i % 2 === 1)).toEqual([...frame]);
  });

  it('is centred, cut and padded alike in both', () => {
    const made = makePairPreprocessor(geometry, { width: 4, height: 6, pad: 9 }, 'bright', lay);
    const into = new Uint8Array(made.inputBytes);
    made.run(frame, into, 0);
    const pixel = (x: number, y: number) => [...into.subarray((y * 4 + x) * 2, (y * 4 + x) * 2 + 2)];
    expect(made.offset).toEqual({ x: 1, y: -1 });
    expect(pixel(0, 0)).toEqual([9, 9]);
    expect(pixel(0, 1)).toEqual([golden[1], frame[1]]);
    expect(pixel(3, 4)).toEqual([golden[22], frame[22]]);
    expect(pixel(3, 5)).toEqual([9, 9]);
  });

  it('gives registration the whole frame, inverted where copper is dark, with the number of the frame', () => {
    const seen: { readonly bytes: number[]; readonly index: number }[] = [];
    const watch: LayGolden = ({ bytes }, index) => {
      seen.push({ bytes: [...bytes], index });
      return { ok: true, golden };
    };
    const made = makePairPreprocessor(geometry, { width: 4, height: 4, pad: 0 }, 'dark', watch);
    made.run(frame, new Uint8Array(made.inputBytes), 7);
    expect(seen).toEqual([{ bytes: [...frame].map((value) => 255 - value), index: 7 }]);
  });

  it('of a frame that cannot be registered is the reason', () => {
    const refuse: LayGolden = () => ({ ok: false, cause: 'too-far', score: 0.7 });
    const made = makePairPreprocessor(geometry, { width: 6, height: 4, pad: 0 }, 'bright', refuse);
    expect(made.run(frame, new Uint8Array(made.inputBytes), 0)).toEqual({
      kind: 'not-registered',
      cause: 'too-far',
      score: 0.7,
    });
  });

  it('is refused from a colour camera', () => {
    const colour = { ...geometry, pixelFormat: 'BayerRG8' } as const;
    expect(() => makePairPreprocessor(colour, { width: 6, height: 4, pad: 0 }, 'bright', lay)).toThrow(/cannot become/);
  });
});
