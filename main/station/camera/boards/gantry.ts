/** The twelve places from which the camera sees all of a board, in the order in which the gantry drives to them. */
import type { Area, Point } from './field.ts';
import type { Shot } from './look.ts';

export const frameSize = 640;
export const framesPerBoard = 12;
/** Pictures are kept this much larger on each side, so that a play can set them off by whole pixels. */
export const playMargin = 4;
/** Width and height of a kept picture. */
export const tileSize = frameSize + 2 * playMargin;

const across = [16, 592, 1168, 1744];
const down = [16, 580, 1144];

/** Where pixel (0, 0) of each frame lies on the golden picture: to and fro, as a gantry drives. */
export const positions: readonly Point[] = down.flatMap((y, row) => {
  const line = across.map((x): Point => [x, y]);
  return row % 2 === 0 ? line : line.reverse();
});

/** What the kept picture of a frame covers of the board. */
export function tileArea(frame: number): Area {
  const [x, y] = positions[frame] ?? [0, 0];
  return { x: x - playMargin, y: y - playMargin, width: tileSize, height: tileSize };
}

/** An area of the board as the box about it in the kept picture that was taken so. */
export function inTile(area: Area, frame: number, { dx, dy, turn }: Shot): Area {
  const tile = tileArea(frame);
  const middle = (tileSize - 1) / 2;
  const cosine = Math.sqrt(1 - turn * turn);
  const corners = [area.x, area.x + area.width].flatMap((x) =>
    [area.y, area.y + area.height].map((y): Point => [x, y]),
  );
  const seen = corners.map(([x, y]): Point => {
    const [fromX, fromY] = [x - tile.x - middle - dx, y - tile.y - middle - dy];
    return [middle + cosine * fromX + turn * fromY, middle - turn * fromX + cosine * fromY];
  });
  const xs = seen.map(([x]) => x);
  const ys = seen.map(([, y]) => y);
  const [left, top] = [Math.floor(Math.min(...xs)), Math.floor(Math.min(...ys))];
  return { x: left, y: top, width: Math.ceil(Math.max(...xs)) - left, height: Math.ceil(Math.max(...ys)) - top };
}

/** The part of a box that lies in a picture of this size; null when hardly anything of it does. */
export function visible(box: Area, size: number): Area | null {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  const width = Math.min(size, box.x + box.width) - x;
  const height = Math.min(size, box.y + box.height) - y;
  return width >= leastVisible && height >= leastVisible ? { x, y, width, height } : null;
}

const leastVisible = 4;
