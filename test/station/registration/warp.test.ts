import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Grey, newGrey } from '../../../main/station/registration/grey.ts';
import { type Similarity, toGolden } from '../../../main/station/registration/similarity.ts';
import { layGolden } from '../../../main/station/registration/warp.ts';

const golden: Grey = { width: 61, height: 47, bytes: Uint8Array.from({ length: 61 * 47 }, (_, i) => (i * 37) % 251) };
const live: Grey = { width: 53, height: 41, bytes: new Uint8Array(53 * 41).fill(252) };

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const fits = fc.record({ a: number(0.97, 1.03), b: number(-0.05, 0.05), tx: number(-70, 70), ty: number(-60, 60) });

/** Far enough from the middle between two pixels that rounding errors decide nothing. */
function isClear(value: number): boolean {
  return Math.abs(value - Math.floor(value) - 0.5) > 1e-4;
}

function expectNearest(fit: Similarity, laid: Grey): void {
  for (let y = 0; y < live.height; y++) {
    for (let x = 0; x < live.width; x++) {
      const at = toGolden(fit, x, y);
      if (!at.every(isClear)) continue;
      const [goldenX, goldenY] = at.map(Math.round) as [number, number];
      const isThere = goldenX >= 0 && goldenY >= 0 && goldenX < golden.width && goldenY < golden.height;
      const expected = isThere ? golden.bytes[goldenY * golden.width + goldenX] : 252;
      if (laid.bytes[y * live.width + x] !== expected) throw new Error(`pixel ${x}, ${y}`);
    }
  }
}

it('each pixel is the nearest one of the golden picture, or the live one where there is none', () => {
  fc.assert(
    fc.property(fits, (fit) => {
      const laid = newGrey(live.width, live.height);
      layGolden(golden, live, fit, [], laid);
      expectNearest(fit, laid);
    }),
  );
});

it('a zone that is not compared shows the live picture, and nothing beside it does', () => {
  fc.assert(
    fc.property(fits, fc.nat(60), fc.nat(46), fc.integer({ min: 1, max: 30 }), (fit, x, y, size) => {
      const zone = { x, y, width: size, height: size };
      const [laid, whole] = [newGrey(live.width, live.height), newGrey(live.width, live.height)];
      layGolden(golden, live, fit, [zone], laid);
      layGolden(golden, live, fit, [], whole);
      laid.bytes.forEach((value, i) => {
        const at = toGolden(fit, i % live.width, Math.floor(i / live.width));
        const [goldenX, goldenY] = at.map(Math.round) as [number, number];
        const isIn = goldenX >= x && goldenX < x + size && goldenY >= y && goldenY < y + size;
        if (value !== (isIn ? 252 : whole.bytes[i])) throw new Error(`pixel ${i}`);
      });
    }),
  );
});

it('without a turn it is the golden picture, shifted', () => {
  const laid = newGrey(live.width, live.height);
  layGolden(golden, live, { a: 1, b: 0, tx: 4, ty: 3 }, [], laid);
  expect([...laid.bytes.subarray(0, 5)]).toEqual([...golden.bytes.subarray(3 * 61 + 4, 3 * 61 + 9)]);
});
