import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alterations, spread } from '../../../main/evaluate/boards/alterations.ts';
import { displace, displacementOf, madeUpEdge, withoutEdge } from '../../../main/evaluate/boards/displace.ts';
import type { Grey } from '../../../main/station/registration/grey.ts';

const picture = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 12 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((bytes): Grey => ({ width, height, bytes })),
  );

describe('a displaced picture', () => {
  test('is the same when nothing is displaced', () => {
    fc.assert(
      fc.property(picture, (grey) => {
        expect(displace(grey, { dx: 0, dy: 0, turnDegrees: 0 })).toEqual(grey);
      }),
    );
  });

  test('has every pixel so many further, where it came from inside', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), (grey, dx, dy) => {
        const { width, height, bytes } = displace(grey, { dx, dy, turnDegrees: 0 });
        for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
          for (let x = Math.max(0, dx); x < Math.min(width, width + dx); x++) {
            expect(bytes[y * width + x]).toBe(grey.bytes[(y - dy) * width + x - dx]);
          }
        }
      }),
    );
  });

  test('turned four times by a right angle is back', () => {
    const square: Grey = { width: 5, height: 5, bytes: Uint8Array.from({ length: 25 }, (_, i) => i * 10) };
    const once = displace(square, { dx: 0, dy: 0, turnDegrees: 90 });
    // What was at the top left is now at the top right: it turns with the clock.
    expect(once.bytes[4]).toBe(square.bytes[0]);
    const turned = [1, 2, 3].reduce((grey) => displace(grey, { dx: 0, dy: 0, turnDegrees: 90 }), once);
    expect(turned.bytes).toEqual(square.bytes);
  });

  test('has moved just as far for each picture, into different directions', () => {
    const moves = Array.from({ length: 50 }, (_, i) => displacementOf(i, { shiftPx: 8, turnDegrees: 1 }));
    for (const { dx, dy, turnDegrees } of moves) {
      expect(Math.hypot(dx, dy)).toBeCloseTo(8, 9);
      expect(Math.abs(turnDegrees)).toBe(1);
    }
    expect(new Set(moves.map(({ dx, dy }) => `${dx > 0} ${dy > 0}`)).size).toBe(4);
  });
});

describe('the edge of a moved picture', () => {
  const [width, height] = [220, 160];
  /** Brighter by one with each column: what is made up at an edge stands still. */
  const slope: Grey = { width, height, bytes: Uint8Array.from({ length: width * height }, (_, i) => i % width) };

  test('left out, nothing is shown that is made up', () => {
    const moves = fc.record({
      shiftPx: fc.double({ min: 0, max: 20, noNaN: true }),
      turnDegrees: fc.double({ min: 0, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(moves, fc.nat(50), (by, position) => {
        const moved = displace(slope, displacementOf(position, by));
        const inner = withoutEdge(moved, madeUpEdge(slope, by));
        for (let i = 0; i + 2 < inner.bytes.length; i++) {
          if (i % inner.width >= inner.width - 2) continue;
          if ((inner.bytes[i + 2] as number) <= (inner.bytes[i] as number)) throw new Error(`pixel ${i} stands still`);
        }
        expect(inner.bytes).toHaveLength(inner.width * inner.height);
      }),
      { numRuns: 30 },
    );
  });

  test('is not there where nothing is moved', () => {
    expect(madeUpEdge(slope, { shiftPx: 0, turnDegrees: 0 })).toBe(0);
    expect(withoutEdge(slope, 0)).toEqual(slope);
  });
});

describe('trials of golden pictures', () => {
  const golden: Grey = {
    width: 40,
    height: 30,
    bytes: Uint8Array.from({ length: 1200 }, (_, i) => (i % 7 < 3 ? 200 : 40)),
  };

  test('each alters the picture as it says, the same way each time', async () => {
    for (const { name, alter } of alterations) {
      const altered = await alter(golden, 3);
      expect(altered).toMatchObject({ width: 40, height: 30 });
      expect(altered.bytes).toHaveLength(1200);
      expect(await alter(golden, 3)).toEqual(altered);
      const isSame = altered.bytes.every((value, i) => value === golden.bytes[i]);
      expect([name, isSame]).toEqual([name, name === 'as it is']);
    }
  });

  test('noise is as strong as it says', async () => {
    const flat: Grey = { width: 100, height: 100, bytes: new Uint8Array(10_000).fill(128) };
    const noisy = await alterations.find(({ name }) => name.startsWith('noise'))?.alter(flat, 1);
    const squares = [...(noisy?.bytes ?? [])].map((value) => (value - 128) ** 2);
    expect(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / 10_000)).toBeCloseTo(10, 0);
  });

  test('the chosen pictures are spread over all, without repeats', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 120 }), (n, most) => {
        const items = Array.from({ length: n }, (_, i) => i);
        const chosen = spread(items, most);
        expect(new Set(chosen).size).toBe(Math.min(n, most));
        const gaps = chosen.slice(1).map((item, i) => item - (chosen[i] ?? 0));
        expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(Math.ceil(n / most) || 1);
      }),
    );
  });
});
