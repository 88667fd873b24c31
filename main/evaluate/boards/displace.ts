/** A picture moved and turned about its middle, as a board lies under a camera: what registration has to undo. */
import type { Grey } from '../../station/registration/grey.ts';

export interface Displacement {
  readonly dx: number;
  readonly dy: number;
  readonly turnDegrees: number;
}

/** Between four pixels, linearly; beyond the edge the edge goes on. */
export function displace({ width, height, bytes }: Grey, { dx, dy, turnDegrees }: Displacement): Grey {
  const turn = (turnDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const moved = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to++) {
      const [fromX, fromY] = [x - middleX - dx, y - middleY - dy];
      const sourceX = clamp(middleX + cos * fromX + sin * fromY, width - 1);
      const sourceY = clamp(middleY - sin * fromX + cos * fromY, height - 1);
      moved[to] = between(bytes, width, height, sourceX, sourceY);
    }
  }
  return { width, height, bytes: moved };
}

function between(bytes: Uint8Array, width: number, height: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [rightShare, bottomShare] = [x - left, y - top];
  const at = (column: number, row: number): number => bytes[row * width + column] as number;
  const upper = at(left, top) * (1 - rightShare) + at(right, top) * rightShare;
  const lower = at(left, bottom) * (1 - rightShare) + at(right, bottom) * rightShare;
  return Math.round(upper * (1 - bottomShare) + lower * bottomShare);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** How much at the edge of a picture is made up after it was moved: no camera saw it. Whole pixels. */
export function madeUpEdge(
  { width, height }: { readonly width: number; readonly height: number },
  { shiftPx, turnDegrees }: { readonly shiftPx: number; readonly turnDegrees: number },
): number {
  return Math.ceil(shiftPx + (Math.sin((Math.abs(turnDegrees) * Math.PI) / 180) * Math.max(width, height)) / 2);
}

/** The picture without so much at each edge. */
export function withoutEdge({ width, height, bytes }: Grey, edge: number): Grey {
  const inner = { width: width - 2 * edge, height: height - 2 * edge };
  const kept = new Uint8Array(inner.width * inner.height);
  for (let y = 0; y < inner.height; y++) {
    const from = (y + edge) * width + edge;
    kept.set(bytes.subarray(from, from + inner.width), y * inner.width);
  }
  return { ...inner, bytes: kept };
}

/** The same distance for every picture, each into another direction and every other turned the other way. */
export function displacementOf(
  position: number,
  { shiftPx, turnDegrees }: { readonly shiftPx: number; readonly turnDegrees: number },
): Displacement {
  // The golden angle spreads directions evenly, however many there are.
  const direction = position * Math.PI * (3 - Math.sqrt(5));
  const sign = position % 2 === 0 ? 1 : -1;
  return {
    dx: shiftPx * Math.cos(direction),
    dy: shiftPx * Math.sin(direction),
    turnDegrees: sign * turnDegrees,
  };
}
