/**
 * A turn, a scale and a shift, from the live picture to the golden one, in pixels:
 *
 *   golden.x = a·x − b·y + tx        a = scale · cos(turn)
 *   golden.y = b·x + a·y + ty        b = scale · sin(turn)
 */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export type Point = readonly [number, number];

export function shiftBy(tx: number, ty: number): Similarity {
  return { a: 1, b: 0, tx, ty };
}

export function toGolden({ a, b, tx, ty }: Similarity, x: number, y: number): Point {
  return [a * x - b * y + tx, b * x + a * y + ty];
}

export function toLive({ a, b, tx, ty }: Similarity, x: number, y: number): Point {
  const square = a * a + b * b;
  return [(a * (x - tx) + b * (y - ty)) / square, (a * (y - ty) - b * (x - tx)) / square];
}

/** First `first`, then turned by `turn` radians and stretched by `stretch` about a golden point, then shifted. */
export function corrected(
  first: Similarity,
  {
    stretch,
    turn,
    dx,
    dy,
  }: { readonly stretch: number; readonly turn: number; readonly dx: number; readonly dy: number },
  [aboutX, aboutY]: Point,
): Similarity {
  // For small turns: (1 + stretch, turn) is the complex number that it is multiplied by.
  const [re, im] = [1 + stretch, turn];
  const [x, y] = [first.tx - aboutX, first.ty - aboutY];
  return {
    a: re * first.a - im * first.b,
    b: im * first.a + re * first.b,
    tx: re * x - im * y + aboutX + dx,
    ty: im * x + re * y + aboutY + dy,
  };
}

export function turnDegrees({ a, b }: Similarity): number {
  return (Math.atan2(b, a) * 180) / Math.PI;
}

export function scaleOf({ a, b }: Similarity): number {
  return Math.hypot(a, b);
}
