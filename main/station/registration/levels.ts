/** The two sizes at which blocks are compared, and the blocks of a frame's place in the golden picture. */
import { type Block, chooseBlocks } from './blocks.ts';
import type { Expected } from './fit.ts';
import type { Grey, Rectangle } from './grey.ts';

/** Blocks at full size or at a quarter of it. */
export interface Level {
  readonly side: number;
  /** Blocks: one in each field of such a grid where there is one, and `count` in all. */
  readonly grid: number;
  readonly count: number;
  /** Pixels of the level that are searched to each side. */
  readonly reach: number;
  /** Full pixels that a block may lie off the similarity it agrees with. */
  readonly tolerance: number;
  /** Side of a pixel of this level in full pixels. */
  readonly pixel: 1 | 4;
  readonly expected: Expected;
}

export const coarse: Level = {
  ...{ side: 12, grid: 4, count: 20, reach: 3, tolerance: 4, pixel: 4 },
  expected: { stretch: 0.004, turn: 0.02, shift: 8 },
};
export const fine: Level = {
  ...{ side: 24, grid: 4, count: 20, reach: 3, tolerance: 2, pixel: 1 },
  expected: { stretch: 0.004, turn: 0.006, shift: 2 },
};

/** @param picture golden picture at the level's size; `frame` and `ignore` in full pixels */
export function blocksOf(picture: Grey, frame: Rectangle, ignore: readonly Rectangle[], level: Level): Block[] {
  const area = shrink(frame, level.pixel);
  const avoid = ignore.map((zone) => shrink(zone, level.pixel));
  return chooseBlocks(picture, area, { ...level, avoid });
}

/** All pixels of the level that the rectangle touches. */
function shrink({ x, y, width, height }: Rectangle, pixel: number): Rectangle {
  const [left, top] = [Math.floor(x / pixel), Math.floor(y / pixel)];
  return {
    x: left,
    y: top,
    width: Math.ceil((x + width) / pixel) - left,
    height: Math.ceil((y + height) / pixel) - top,
  };
}
