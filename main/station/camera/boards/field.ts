/**
 * Drawing by signed distances: a field holds for every pixel how far it is from the edge of what was drawn (pixels,
 * negative inside). Edges stay exact to a fraction of a pixel, and a board that was etched a little wider or narrower is
 * the same field cut at another level.
 *
 * Pixel centres lie at whole numbers. Only `+ - * /` and square roots are used, so that the same drawing is the same
 * everywhere.
 */

/** How far from an edge distances are told; beyond it they are this much. */
export const reach = 24;

export type Point = readonly [x: number, y: number];

export type Shape =
  | { readonly kind: 'stroke'; readonly points: readonly Point[]; readonly width: number }
  | { readonly kind: 'disc'; readonly x: number; readonly y: number; readonly radius: number }
  /** Centre, full size; corners rounded by `radius`, or cut off by `chamfer`. */
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius?: number;
      readonly chamfer?: number;
    };

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Field {
  readonly width: number;
  readonly height: number;
  readonly distances: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.distances = new Float32Array(width * height).fill(reach);
  }

  add(shape: Shape): void {
    for (const part of parts(shape)) {
      const area = within(grown(bounds(part), reach), this.width, this.height);
      for (let y = area.y; y < area.y + area.height; y += 1) this.addRow(part, y, area.x, area.x + area.width);
    }
  }

  private addRow(part: Shape, y: number, left: number, right: number): void {
    const { distances } = this;
    const [from, to] = part.kind === 'stroke' ? nearRun(part, y, left, right) : [left, right];
    for (let at = y * this.width + from, x = from; x < to; x += 1, at += 1) {
      const distance = distanceTo(part, x, y);
      if (distance < (distances[at] ?? reach)) distances[at] = distance;
    }
  }
}

/** The columns in which a row can be near a stroke of one run: all others would be looked at for nothing. */
function nearRun({ points, width }: Shape & { kind: 'stroke' }, y: number, left: number, right: number): Point {
  const [ax, ay] = points[0] ?? [0, 0];
  const [bx, by] = points[1] ?? [ax, ay];
  if (by === ay) return [left, right];
  const half = ((width / 2 + reach) * length(bx - ax, by - ay)) / Math.abs(by - ay);
  const middle = ax + ((y - ay) * (bx - ax)) / (by - ay);
  return [Math.max(left, Math.floor(middle - half)), Math.min(right, Math.ceil(middle + half) + 1)];
}

/** A long stroke is drawn run by run: the area about all of it is mostly empty. */
function parts(shape: Shape): readonly Shape[] {
  if (shape.kind !== 'stroke' || shape.points.length <= 2) return [shape];
  return shape.points.slice(1).map((point, index) => ({ ...shape, points: [shape.points[index] ?? point, point] }));
}

/** Distance of a point to the shape's edge, negative inside. */
export function distanceTo(shape: Shape, x: number, y: number): number {
  if (shape.kind === 'disc') return length(x - shape.x, y - shape.y) - shape.radius;
  if (shape.kind === 'box') return distanceToBox(shape, x, y);
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < shape.points.length; index += 1) {
    const a = shape.points[index];
    const b = shape.points[index + 1] ?? a;
    // Not taken apart by a pattern, which would make this four times as slow.
    if (a && b) nearest = Math.min(nearest, distanceToRun(x, y, a[0], a[1], b[0], b[1]));
  }
  return nearest - shape.width / 2;
}

function distanceToBox(box: Shape & { kind: 'box' }, x: number, y: number): number {
  const radius = box.radius ?? 0;
  const chamfer = box.chamfer ?? 0;
  const dx = Math.abs(x - box.x);
  const dy = Math.abs(y - box.y);
  const outX = dx - box.width / 2 + radius;
  const outY = dy - box.height / 2 + radius;
  const rounded = length(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - radius;
  if (chamfer === 0) return rounded;
  return Math.max(rounded, (dx + dy - (box.width + box.height) / 2 + chamfer) * Math.SQRT1_2);
}

export function distanceToRun(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return length(x - ax - along * dx, y - ay - along * dy);
}

export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

export function bounds(shape: Shape): Area {
  if (shape.kind === 'disc') return around(shape.x, shape.y, 2 * shape.radius, 2 * shape.radius);
  if (shape.kind === 'box') return around(shape.x, shape.y, shape.width, shape.height);
  const xs = shape.points.map(([x]) => x);
  const ys = shape.points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const area = { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
  return grown(area, shape.width / 2);
}

export function around(x: number, y: number, width: number, height: number): Area {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

export function grown(area: Area, by: number): Area {
  return { x: area.x - by, y: area.y - by, width: area.width + 2 * by, height: area.height + 2 * by };
}

/** Whole pixels of the area that lie in a picture. */
export function within(area: Area, width: number, height: number): Area {
  const x = Math.max(0, Math.floor(area.x));
  const y = Math.max(0, Math.floor(area.y));
  return {
    x,
    y,
    width: Math.max(0, Math.min(width, Math.ceil(area.x + area.width) + 1) - x),
    height: Math.max(0, Math.min(height, Math.ceil(area.y + area.height) + 1) - y),
  };
}

export function overlap(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Share of a pixel that lies inside, from its distance to the edge. */
export function coverage(distance: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance));
}

export function moved(shape: Shape, dx: number, dy: number): Shape {
  if (shape.kind === 'stroke') return { ...shape, points: shape.points.map(([x, y]): Point => [x + dx, y + dy]) };
  return { ...shape, x: shape.x + dx, y: shape.y + dy };
}

/** Turned by a quarter about the origin. */
export function turned(shape: Shape): Shape {
  if (shape.kind === 'stroke') return { ...shape, points: shape.points.map(([x, y]): Point => [-y, x]) };
  if (shape.kind === 'disc') return { ...shape, x: -shape.y, y: shape.x };
  return { ...shape, x: -shape.y, y: shape.x, width: shape.height, height: shape.width };
}
