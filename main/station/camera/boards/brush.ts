/** Stains of copper, and holes etched where none should be: ragged shapes drawn into a small part of the copper layer. */
import type { Random } from '../../random.ts';
import { type Artwork, copperSteps } from './artwork.ts';
import { type Area, distanceToRun, length, type Point, within } from './field.ts';

/** Discs of different size, joined from each to the next. */
export interface Brush {
  readonly spots: readonly { readonly x: number; readonly y: number; readonly radius: number }[];
  /** Waves of the outline: direction and phase of each, and how deep they are (pixels). */
  readonly waves: readonly { readonly x: number; readonly y: number; readonly phase: number }[];
  readonly depth: number;
}

/** A change of the copper layer that can be made and taken back. */
export interface Edit {
  readonly area: Area;
  readonly before: Int8Array;
  readonly after: Int8Array;
  /** The box about all pixels whose share of copper changes; null when none does. */
  readonly box: Area | null;
}

/** How far the etchant rounds where the brush meets other copper, pixels. */
const fillet = 2.5;

export function makeBrush(spots: Brush['spots'], random: Random): Brush {
  const waves = [0.35, 0.7, 1.1].map((frequency) => {
    const [x, y] = direction(random);
    return { x: x * frequency, y: y * frequency, phase: random() };
  });
  const least = Math.min(...spots.map(({ radius }) => radius));
  return { spots, waves, depth: Math.min(0.9, least * 0.22) };
}

/** A direction with all angles alike, without a sine. */
export function direction(random: Random): Point {
  for (;;) {
    const [x, y] = [2 * random() - 1, 2 * random() - 1];
    const size = length(x, y);
    if (size > 0.1 && size <= 1) return [x / size, y / size];
  }
}

/** What the brush changes when it adds copper, or takes it away. */
export function paint(art: Artwork, brush: Brush, adds: boolean): Edit {
  const most = Math.max(...brush.spots.map(({ radius }) => radius)) + 12;
  const xs = brush.spots.map(({ x }) => x);
  const ys = brush.spots.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - most, Math.min(...ys) - most];
  const wanted = { x: left, y: top, width: Math.max(...xs) + most - left, height: Math.max(...ys) + most - top };
  const area = within(wanted, art.width, art.height);
  const before = copyOf(art, area);
  const after = before.slice();
  for (let row = 0; row < area.height; row += 1) {
    for (let column = 0; column < area.width; column += 1) {
      const at = row * area.width + column;
      const was = (before[at] ?? 0) / copperSteps;
      const distance = distanceToBrush(brush, area.x + column, area.y + row);
      const is = adds ? joined(was, distance) : -joined(-was, distance);
      after[at] = Math.max(-127, Math.min(127, Math.round(is * copperSteps)));
    }
  }
  return { area, before, after, box: changedBox(area, before, after) };
}

export function apply(art: Artwork, { area, after }: Edit): void {
  put(art, area, after);
}

export function takeBack(art: Artwork, { area, before }: Edit): void {
  put(art, area, before);
}

export function copyOf(art: Artwork, area: Area): Int8Array {
  const copy = new Int8Array(area.width * area.height);
  for (let row = 0; row < area.height; row += 1) {
    const start = (area.y + row) * art.width + area.x;
    copy.set(art.copper.subarray(start, start + area.width), row * area.width);
  }
  return copy;
}

function put(art: Artwork, area: Area, values: Int8Array): void {
  for (let row = 0; row < area.height; row += 1) {
    const line = values.subarray(row * area.width, (row + 1) * area.width);
    art.copper.set(line, (area.y + row) * art.width + area.x);
  }
}

function distanceToBrush({ spots, waves, depth }: Brush, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < spots.length; index += 1) {
    const a = spots[index];
    const b = spots[index + 1] ?? a;
    if (!a || !b) continue;
    nearest = Math.min(nearest, distanceToRun(x, y, a.x, a.y, b.x, b.y) - Math.min(a.radius, b.radius));
    nearest = Math.min(nearest, length(x - a.x, y - a.y) - a.radius);
  }
  let wave = 0;
  for (const each of waves) wave += triangle(each.x * x * 0.16 + each.y * y * 0.16 + each.phase);
  return nearest + (wave / waves.length) * depth * 1.6;
}

/** The smaller of two distances, with the corner between them rounded. */
function joined(a: number, b: number): number {
  const share = Math.max(0, fillet - Math.abs(a - b)) / fillet;
  return Math.min(a, b) - (share * share * fillet) / 4;
}

/** -1..1 with period 1. */
function triangle(u: number): number {
  const part = u - Math.floor(u);
  return part < 0.5 ? 4 * part - 1 : 3 - 4 * part;
}

function changedBox(area: Area, before: Int8Array, after: Int8Array): Area | null {
  const half = copperSteps / 2;
  const share = (steps: number): number => Math.max(-half, Math.min(half, steps));
  let [left, top, right, bottom] = [area.width, area.height, -1, -1];
  for (let at = 0; at < before.length; at += 1) {
    if (share(before[at] ?? 0) === share(after[at] ?? 0)) continue;
    const [x, y] = [at % area.width, Math.floor(at / area.width)];
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  if (right < 0) return null;
  return { x: area.x + left, y: area.y + top, width: right - left + 1, height: bottom - top + 1 };
}
