import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MarkedBox,
  overlapOf,
  peakBoxes,
  suppressOverlaps,
} from '../../../main/station/inference/decode-boxes.ts';

const grid = { classes: 2, rows: 6, columns: 8, cell: 8 };
const cells = grid.rows * grid.columns;

/** Scores by class, row and column; all others 0. */
function heat(...peaks: readonly (readonly [name: number, row: number, column: number, score: number])[]) {
  const map = new Float32Array(grid.classes * cells);
  for (const [name, row, column, score] of peaks) map[name * cells + row * grid.columns + column] = score;
  return map;
}

const ten = new Float32Array(4 * cells).fill(10);

describe('reading boxes from heat', () => {
  test('a peak is a box round the centre of its cell, clipped to the input', () => {
    const found = peakBoxes(heat([1, 2, 3, 0.5], [0, 0, 0, 0.75]), ten, grid, 0.1);
    expect(found).toEqual([
      { class: 0, score: 0.75, x1: 0, y1: 0, x2: 14, y2: 14 },
      { class: 1, score: 0.5, x1: 18, y1: 10, x2: 38, y2: 30 },
    ]);
  });

  test('each side has its own distance', () => {
    const boxes = new Float32Array(4 * cells);
    for (const side of [0, 1, 2, 3]) boxes.fill(side + 1, side * cells, (side + 1) * cells);
    const [box] = peakBoxes(heat([0, 1, 1, 0.5]), boxes, grid, 0.1);
    expect(box).toMatchObject({ x1: 11, y1: 10, x2: 15, y2: 16 });
  });

  test('a cell beside a higher one of its class is no peak, of another class it is', () => {
    const found = peakBoxes(heat([0, 2, 2, 0.9], [0, 3, 3, 0.8], [1, 2, 2, 0.7]), ten, grid, 0.1);
    expect(found.map((box) => [box.class, box.score.toFixed(1)])).toEqual([
      [0, '0.9'],
      [1, '0.7'],
    ]);
  });

  test('peaks at the floor and outside the mask are left out', () => {
    const map = heat([0, 1, 1, 0.5], [0, 4, 6, 0.25]);
    expect(peakBoxes(map, ten, grid, 0.25)).toHaveLength(1);
    const mask = new Uint8Array(cells).fill(1);
    mask[grid.columns + 1] = 0;
    expect(peakBoxes(map, ten, grid, 0.1, mask).map(({ score }) => score)).toEqual([0.25]);
  });
});

const box = fc.record({
  class: fc.nat(1),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  x1: fc.nat(50),
  y1: fc.nat(50),
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
});
const bestFirst = fc
  .array(box, { maxLength: 25 })
  .map((boxes) =>
    boxes
      .map(({ width, height, ...rest }): MarkedBox => ({ ...rest, x2: rest.x1 + width, y2: rest.y1 + height }))
      .sort((a, b) => b.score - a.score),
  );
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('letting overlapping boxes go', () => {
  test('what is kept overlaps by no more than it may, and what goes overlaps something better that is kept', () => {
    fc.assert(
      fc.property(bestFirst, share, fc.boolean(), (boxes, iou, across) => {
        const kept = suppressOverlaps(boxes, iou, across);
        const meet = (a: MarkedBox, b: MarkedBox) => (across || a.class === b.class) && overlapOf(a, b) > iou;
        for (const [i, a] of kept.entries()) for (const b of kept.slice(i + 1)) expect(meet(a, b)).toBe(false);
        for (const gone of boxes.filter((one) => !kept.includes(one))) {
          expect(kept.some((better) => better.score >= gone.score && meet(better, gone))).toBe(true);
        }
      }),
    );
  });

  test('once more changes nothing', () => {
    fc.assert(
      fc.property(bestFirst, share, fc.boolean(), (boxes, iou, across) => {
        const kept = suppressOverlaps(boxes, iou, across);
        expect(suppressOverlaps(kept, iou, across)).toEqual(kept);
      }),
    );
  });

  test('a higher floor keeps the best of the same boxes: a threshold may be set afterwards', () => {
    fc.assert(
      fc.property(bestFirst, share, share, (boxes, iou, floor) => {
        const above = (one: MarkedBox) => one.score > floor;
        expect(suppressOverlaps(boxes.filter(above), iou, true)).toEqual(
          suppressOverlaps(boxes, iou, true).filter(above),
        );
      }),
    );
  });
});
