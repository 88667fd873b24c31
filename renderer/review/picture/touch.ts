/**
 * Fingers and mouse on a picture as steps of zoom and pan: one pointer pushes, two pinch, a third is not there.
 *
 *   none ──down──▶ one ──down──▶ two        Each move gives a step from where the pointers were to where they are;
 *     ◀────up───────┘ ◀────up─────┘         there is no momentum: what is let go stays where it is.
 */
import type { Point } from './view.ts';

export interface Pointers {
  /** At most two, in the order in which they came down. */
  readonly down: readonly { readonly id: number; readonly at: Point }[];
}

/** Enlarge by `factor` while what lay at `from` comes to `to`. */
export interface Step {
  readonly factor: number;
  readonly from: Point;
  readonly to: Point;
}

export const noPointers: Pointers = { down: [] };

/** Two fingers closer than this, in screen pixels, would make a leap of a tremble. */
const leastApart = 24;

export function pointerDown({ down }: Pointers, id: number, at: Point): Pointers {
  const others = down.filter((pointer) => pointer.id !== id);
  return others.length >= 2 ? { down: others } : { down: [...others, { id, at }] };
}

export function pointerUp({ down }: Pointers, id: number): Pointers {
  return { down: down.filter((pointer) => pointer.id !== id) };
}

/** Null step: a pointer that is not down, or a third one. */
export function pointerMove(pointers: Pointers, id: number, at: Point): readonly [Pointers, Step | null] {
  if (!pointers.down.some((pointer) => pointer.id === id)) return [pointers, null];
  const moved: Pointers = { down: pointers.down.map((pointer) => (pointer.id === id ? { id, at } : pointer)) };
  const [before, after] = [pointers.down.map((p) => p.at), moved.down.map((p) => p.at)];
  return [moved, { factor: apart(after) / apart(before), from: middle(before), to: middle(after) }];
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function apart([a, b]: readonly Point[]): number {
  return a && b ? Math.max(leastApart, Math.hypot(a.x - b.x, a.y - b.y)) : 1;
}
