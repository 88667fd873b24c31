/** Boxes and polygons over a picture, in the frame's own pixels. Whatever is done to a shape, it stays inside the frame. */
import type { Shape } from '../../../main/api/slices/quality.ts';
import type { Point, Size } from '../../review/picture/view.ts';

export type BoxShape = Extract<Shape, { kind: 'box' }>;
export type PolygonShape = Extract<Shape, { kind: 'polygon' }>;

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a shape can be taken hold of: sides of a box that follow the pointer, or a corner of a polygon. */
export type Handle =
  | { readonly kind: 'sides'; readonly x: 'left' | 'right' | null; readonly y: 'top' | 'bottom' | null }
  | { readonly kind: 'corner'; readonly index: number };

export interface PlacedHandle {
  readonly handle: Handle;
  readonly at: Point;
}

/** A smaller box is nothing that anybody meant to draw. */
export const leastPx = 2;
export const mostPoints = 500;

export function boundsOf(shape: Shape): Bounds {
  if (shape.kind === 'box') {
    return { left: shape.x, top: shape.y, right: shape.x + shape.width, bottom: shape.y + shape.height };
  }
  const xs = shape.points.map(([x]) => x);
  const ys = shape.points.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

export function moved(shape: Shape, by: Point, frame: Size): Shape {
  const { left, top, right, bottom } = boundsOf(shape);
  const dx = within(by.x, -left, frame.width - right);
  const dy = within(by.y, -top, frame.height - bottom);
  return shape.kind === 'box'
    ? { ...shape, x: shape.x + dx, y: shape.y + dy }
    : { ...shape, points: shape.points.map(([x, y]): [number, number] => [x + dx, y + dy]) };
}

/** The handle comes to `to`. A side that is pulled past the other one changes places with it. */
export function reshaped(shape: Shape, handle: Handle, to: Point, frame: Size): Shape {
  const at = inside(to, frame);
  if (shape.kind === 'polygon') {
    if (handle.kind !== 'corner') return shape;
    const points = shape.points.map((point, i): [number, number] => (i === handle.index ? [at.x, at.y] : point));
    return { ...shape, points };
  }
  if (handle.kind !== 'sides') return shape;
  const { left, top, right, bottom } = boundsOf(shape);
  const [x, width] = span(handle.x === 'left' ? right : left, handle.x === null ? right : at.x, frame.width);
  const [y, height] = span(handle.y === 'top' ? bottom : top, handle.y === null ? bottom : at.y, frame.height);
  return { ...shape, x, y, width, height };
}

/** Keys make a chosen shape larger or smaller: its right and lower side follow, a polygon grows with them. */
export function grown(shape: Shape, by: Point, frame: Size): Shape {
  const { left, top, right, bottom } = boundsOf(shape);
  const to = { x: Math.max(left + leastPx, right + by.x), y: Math.max(top + leastPx, bottom + by.y) };
  if (shape.kind === 'box') return reshaped(shape, { kind: 'sides', x: 'right', y: 'bottom' }, to, frame);
  const at = inside(to, frame);
  const across = (at.x - left) / Math.max(1e-9, right - left);
  const down = (at.y - top) / Math.max(1e-9, bottom - top);
  const points = shape.points.map(([x, y]): [number, number] => {
    const grownTo = inside({ x: left + (x - left) * across, y: top + (y - top) * down }, frame);
    return [grownTo.x, grownTo.y];
  });
  return { ...shape, points };
}

/** Null while it is too small to be meant. */
export function boxBetween(a: Point, b: Point, name: string, frame: Size): BoxShape | null {
  const [from, to] = [inside(a, frame), inside(b, frame)];
  const [width, height] = [Math.abs(from.x - to.x), Math.abs(from.y - to.y)];
  if (width < leastPx || height < leastPx) return null;
  return { kind: 'box', class: name, x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width, height };
}

/** Null for fewer than three points. */
export function polygonOf(points: readonly Point[], name: string, frame: Size): PolygonShape | null {
  if (points.length < 3) return null;
  const kept = points.slice(0, mostPoints).map((point): [number, number] => {
    const { x, y } = inside(point, frame);
    return [x, y];
  });
  return { kind: 'polygon', class: name, points: kept };
}

/** A corner more in the middle of the edge after `index`. */
export function withCorner(shape: PolygonShape, index: number): PolygonShape {
  const [from, to] = [shape.points[index], shape.points[(index + 1) % shape.points.length]];
  if (!from || !to || shape.points.length >= mostPoints) return shape;
  const between: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return { ...shape, points: shape.points.toSpliced(index + 1, 0, between) };
}

/** Three corners stay. */
export function withoutCorner(shape: PolygonShape, index: number): PolygonShape {
  return shape.points.length <= 3 ? shape : { ...shape, points: shape.points.toSpliced(index, 1) };
}

export function handlesOf(shape: Shape): readonly PlacedHandle[] {
  if (shape.kind === 'polygon') {
    return shape.points.map(([x, y], index) => ({ handle: { kind: 'corner', index }, at: { x, y } }));
  }
  const { left, top, right, bottom } = boundsOf(shape);
  const xs = { left, right, middle: (left + right) / 2 };
  const ys = { top, bottom, middle: (top + bottom) / 2 };
  const sides = (['left', null, 'right'] as const).flatMap((x) =>
    (['top', null, 'bottom'] as const).map((y) => ({ x, y })),
  );
  return sides
    .filter(({ x, y }) => x !== null || y !== null)
    .map(({ x, y }) => ({ handle: { kind: 'sides', x, y }, at: { x: xs[x ?? 'middle'], y: ys[y ?? 'middle'] } }));
}

/** The nearest handle within `reach`; corners come before sides where they are as near. */
export function handleAt(shape: Shape, point: Point, reach: number): Handle | null {
  const near = handlesOf(shape)
    .map(({ handle, at }) => ({ handle, distance: Math.hypot(at.x - point.x, at.y - point.y) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.handle ?? null;
}

/** Even-odd rule, as SVG and the training kit fill polygons. */
export function contains(shape: Shape, { x, y }: Point, reach = 0): boolean {
  const { left, top, right, bottom } = boundsOf(shape);
  if (x < left - reach || x > right + reach || y < top - reach || y > bottom + reach) return false;
  if (shape.kind === 'box') return true;
  let isInside = false;
  shape.points.forEach(([ax, ay], i) => {
    const [bx, by] = shape.points[(i + 1) % shape.points.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
  });
  return isInside;
}

/** Of those under the point the smallest: a small one inside a large one can be reached. Null: none. */
export function shapeAt(shapes: readonly Shape[], point: Point, reach: number): number | null {
  const under = shapes
    .map((shape, index) => ({ index, area: areaOf(shape), isUnder: contains(shape, point, reach) }))
    .filter(({ isUnder }) => isUnder)
    .sort((a, b) => a.area - b.area);
  return under[0]?.index ?? null;
}

function areaOf(shape: Shape): number {
  const { left, top, right, bottom } = boundsOf(shape);
  return (right - left) * (bottom - top);
}

export function inside({ x, y }: Point, frame: Size): Point {
  return { x: within(x, 0, frame.width), y: within(y, 0, frame.height) };
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** From `fixed` to `free`, never narrower than the least, and inside of 0..`whole`. */
function span(fixed: number, free: number, whole: number): readonly [start: number, length: number] {
  const length = Math.max(leastPx, Math.abs(free - fixed));
  const start = within(free < fixed ? fixed - length : fixed, 0, whole - length);
  return [start, length];
}
