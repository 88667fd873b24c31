/**
 * The golden picture laid on the live one: nearest pixel, as runs of whole rows.
 *
 * A turn of a degree moves a row up or down by one pixel every 57 pixels, so a row is a dozen copied runs: a fifth of
 * the time of interpolating each pixel. Where the golden picture has no pixels, and in zones that are not compared, the
 * live picture is copied: there is nothing to compare and nothing is found.
 */
import type { Grey, Rectangle } from './grey.ts';
import { type Similarity, toGolden, toLive } from './similarity.ts';

/** @param into as large as `live`; every pixel is written */
export function layGolden(golden: Grey, live: Grey, fit: Similarity, ignore: readonly Rectangle[], into: Grey): void {
  for (let y = 0; y < live.height; y++) layRow(golden, live, fit, y, into.bytes);
  for (const zone of ignore) copyLiveIn(zone, live, fit, into);
}

function layRow(golden: Grey, live: Grey, { a, b, tx, ty }: Similarity, y: number, into: Uint8Array): void {
  const row = y * live.width;
  // At column x: golden x − x, and golden y.
  const across: Line = { start: tx - b * y, slope: a - 1 };
  const down: Line = { start: ty + a * y, slope: b };
  const [firstX, lastX] = columnsWithin({ start: across.start, slope: a }, golden.width);
  const [firstY, lastY] = columnsWithin(down, golden.height);
  const first = Math.max(0, firstX, firstY);
  const end = Math.min(live.width - 1, lastX, lastY) + 1;
  if (first >= end) {
    into.set(live.bytes.subarray(row, row + live.width), row);
    return;
  }
  if (first > 0) into.set(live.bytes.subarray(row, row + first), row);
  if (end < live.width) into.set(live.bytes.subarray(row + end, row + live.width), row + end);
  for (let x = first; x < end; ) {
    const shift = Math.round(across.start + across.slope * x);
    const goldenY = Math.round(down.start + down.slope * x);
    const next = Math.max(x + 1, Math.min(end, leaves(across, shift), leaves(down, goldenY)));
    const from = goldenY * golden.width + x + shift;
    into.set(golden.bytes.subarray(from, from + next - x), row + x);
    x = next;
  }
}

interface Line {
  readonly start: number;
  readonly slope: number;
}

/** So that rounding errors never reach beyond a border. */
const margin = 1e-6;

/** First and last column at which the line, rounded, lies in 0 .. size - 1; the last before the first when none does. */
function columnsWithin({ start, slope }: Line, size: number): readonly [number, number] {
  const [low, high] = [-0.5 + margin - start, size - 0.5 - margin - start];
  if (Math.abs(slope) < 1e-9) return low <= 0 && high >= 0 ? [0, Number.MAX_SAFE_INTEGER] : [1, 0];
  const ends = slope > 0 ? [low / slope, high / slope] : [high / slope, low / slope];
  return [Math.ceil(ends[0] as number), Math.floor(ends[1] as number)];
}

/** The first column from which on the line no longer rounds to `value`. */
function leaves({ start, slope }: Line, value: number): number {
  if (slope === 0) return Number.MAX_SAFE_INTEGER;
  return Math.ceil((value + (slope > 0 ? 0.5 : -0.5) - start) / slope);
}

/** A zone is turned in the live picture: each pixel about it is asked where it lies. */
function copyLiveIn(zone: Rectangle, live: Grey, fit: Similarity, into: Grey): void {
  const [right, bottom] = [zone.x + zone.width, zone.y + zone.height];
  const corners = [
    toLive(fit, zone.x, zone.y),
    toLive(fit, right, zone.y),
    toLive(fit, zone.x, bottom),
    toLive(fit, right, bottom),
  ];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const firstX = Math.max(0, Math.floor(Math.min(...xs)) - 1);
  const lastX = Math.min(live.width - 1, Math.ceil(Math.max(...xs)) + 1);
  const lastY = Math.min(live.height - 1, Math.ceil(Math.max(...ys)) + 1);
  for (let y = Math.max(0, Math.floor(Math.min(...ys)) - 1); y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const [goldenX, goldenY] = toGolden(fit, x, y).map(Math.round) as [number, number];
      const isInZone = goldenX >= zone.x && goldenX < right && goldenY >= zone.y && goldenY < bottom;
      if (isInZone) into.bytes[y * live.width + x] = live.bytes[y * live.width + x] as number;
    }
  }
}
