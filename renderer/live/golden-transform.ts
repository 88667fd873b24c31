/** Where to draw the golden picture so that it lies on a frame as the station laid it. */
import type { Placed } from '../../main/api/words.ts';

/**
 * @param position where pixel (0, 0) of the frame should lie in the golden picture.
 * @param placed where it really lies; null: as it should.
 * @returns an SVG transform from golden pixels to the frame's.
 */
export function goldenTransform(
  [x, y]: readonly [number, number],
  placed: Placed | null,
  frame: { readonly width: number; readonly height: number },
): string {
  const { dx, dy, turnDegrees } = placed ?? { dx: 0, dy: 0, turnDegrees: 0 };
  const turn = `rotate(${number(-turnDegrees)} ${number(frame.width / 2)} ${number(frame.height / 2)})`;
  return `${turn} translate(${number(-x - dx)} ${number(-y - dy)})`;
}

function number(value: number): string {
  return String(Number(value.toFixed(3)) || 0);
}
