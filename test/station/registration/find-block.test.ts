import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBlocks, cutBlock, touches } from '../../../main/station/registration/blocks.ts';
import { makeBlockFinder } from '../../../main/station/registration/find-block.ts';
import { newGrey } from '../../../main/station/registration/grey.ts';
import { drawBoard, drawStripes, evenLight, photograph } from './drawn-boards.ts';

const board = drawBoard(240, 200, 4);
const choice = { side: 24, grid: 4, count: 12, avoid: [] };

describe('blocks', () => {
  it('lie in the area, apart from each other and from what is to be avoided, and show something', () => {
    const area = { x: 20, y: 10, width: 200, height: 180 };
    const avoid = [{ x: 100, y: 40, width: 60, height: 90 }];
    const chosen = chooseBlocks(board, area, { ...choice, avoid });
    expect(chosen.length).toBeGreaterThan(8);
    const squares = chosen.map(({ x, y, side }) => ({ x, y, width: side, height: side }));
    for (const [i, square] of squares.entries()) {
      expect(square.x >= 20 && square.y >= 10 && square.x + 24 <= 220 && square.y + 24 <= 190).toBe(true);
      expect(touches(square, avoid[0] ?? square)).toBe(false);
      expect(squares.some((other, j) => j !== i && touches(square, other))).toBe(false);
      expect(chosen[i]?.energy).toBeGreaterThan(36 * 24 * 24);
    }
  });

  it('on straight tracks know that they know nothing along them', () => {
    for (const block of chooseBlocks(drawStripes(240, 200, 40), { x: 0, y: 0, width: 240, height: 200 }, choice)) {
      expect(block.certainty.xx).toBeCloseTo(1, 2);
      expect(block.certainty.yy).toBeCloseTo(0, 2);
    }
  });

  it('are not chosen where there is nothing', () => {
    expect(chooseBlocks(newGrey(100, 100), { x: 0, y: 0, width: 100, height: 100 }, choice)).toEqual([]);
  });
});

describe('finding a block again', () => {
  const find = makeBlockFinder(24, 3);
  const [block] = chooseBlocks(board, { x: 60, y: 60, width: 100, height: 80 }, choice);
  if (!block) throw new Error('the drawn board has no block');

  it('gives its place to a quarter of a pixel, in any light', () => {
    const shift = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(shift, shift, fc.double({ min: 0.3, max: 1.1, noNaN: true }), (dx, dy, gain) => {
        const live = photograph(board, 240, 200, { a: 1, b: 0, tx: dx, ty: dy }, { ...evenLight, gain, offset: 20 });
        const found = find(live, block, block.x, block.y);
        expect(found?.likeness).toBeGreaterThan(0.9);
        expect(Math.abs((found?.x ?? 0) - (block.x - dx))).toBeLessThan(0.25);
        expect(Math.abs((found?.y ?? 0) - (block.y - dy))).toBeLessThan(0.25);
      }),
      { numRuns: 30 },
    );
  });

  it('finds nothing beyond its reach, on a flat picture, or at the border of the picture', () => {
    expect(find(newGrey(240, 200), block, block.x, block.y)).toBeNull();
    expect(find(board, block, block.x + 3, block.y)).toBeNull();
    expect(find(board, cutBlock(board, 0, 0, 24), 0, 0)).toBeNull();
  });
});
