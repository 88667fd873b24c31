/** Copper poured as ground wherever there is room in some parts of the board: with clearances, without thin slivers. */
import { distancesTo } from './distance-transform.ts';
import { type Area, around, bounds, type Field, grown, type Point, reach, type Shape } from './field.ts';
import { pitch } from './footprints.ts';
import { findPieces } from './pieces.ts';
import { fiducials, type Part, serialArea } from './placement.ts';
import { free } from './router.ts';
import { placeOf, pointAt, type Wiring } from './wiring.ts';

const clearance = 11;
/** The pour is at least twice this wide everywhere. */
const halfWidth = 7;
/** Smaller islands are etched away. */
const leastIsland = 5000;

const regions: readonly Area[] = [
  { x: 76, y: 1420, width: 1180, height: 300 },
  { x: 1960, y: 240, width: 360, height: 1330 },
  { x: 330, y: 180, width: 560, height: 300 },
  { x: 960, y: 800, width: 480, height: 300 },
];

/** Draws the pour into `copper`. @returns the places of vias that stitch it to the plane below. */
export function pourGround(copper: Field, parts: readonly Part[], wiring: Wiring): Point[] {
  const core = pourCore(copper);
  const distances = distancesTo(core, copper.width, copper.height);
  for (let at = 0; at < distances.length; at += 1) {
    copper.distances[at] = Math.min(copper.distances[at] ?? reach, (distances[at] ?? reach) - halfWidth);
  }
  for (const spoke of spokes(parts, wiring, core, copper.width)) copper.add(spoke);
  return stitches(wiring, core, copper.width);
}

/** 1 where the pour would be after taking `halfWidth` off it. */
function pourCore(copper: Field): Uint8Array {
  const { width, height } = copper;
  const core = new Uint8Array(width * height);
  const kept: readonly Area[] = [grown(serialArea, 16), ...fiducials.map(([x, y]) => around(x, y, 140, 140))];
  for (const region of regions) {
    const right = region.x + region.width - halfWidth;
    const bottom = region.y + region.height - halfWidth;
    for (let y = region.y + halfWidth; y < bottom; y += 1) {
      for (let x = region.x + halfWidth; x < right; x += 1) {
        // Two corners are cut off, as designers like to do.
        const isCut = x - region.x + y - region.y < 70 || right - x + bottom - y < 70;
        const at = y * width + x;
        if (!isCut && (copper.distances[at] ?? 0) > clearance + halfWidth) core[at] = 1;
      }
    }
  }
  for (const area of kept) clear(core, width, area);
  const { labels, sizes } = findPieces(core, width, height);
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] ?? 0;
    if (label > 0 && (sizes[label] ?? 0) < leastIsland) core[at] = 0;
  }
  return core;
}

function clear(core: Uint8Array, width: number, area: Area): void {
  for (let y = area.y; y < area.y + area.height; y += 1)
    core.fill(0, y * width + area.x, y * width + area.x + area.width);
}

/** Pads without a track in the pour are its own: four spokes hold them, so that they can still be soldered. */
function spokes(parts: readonly Part[], wiring: Wiring, core: Uint8Array, width: number): Shape[] {
  return parts.flatMap(({ name, pads }, part) =>
    pads.flatMap(({ shape, terminal: [x, y] }, pad): Shape[] => {
      const net = wiring.nets[part]?.[pad] ?? 0;
      if (wiring.wired.has(net) || name.startsWith('U1') || name.startsWith('T')) return [];
      const area = bounds(shape);
      const [across, down] = [area.width / 2 + clearance + 8, area.height / 2 + clearance + 8];
      const ends: Point[] = [
        [x + across, y],
        [x - across, y],
        [x, y + down],
        [x, y - down],
      ];
      return ends
        .filter(([ex, ey]) => core[Math.round(ey) * width + Math.round(ex)] === 1)
        .map((end): Shape => ({ kind: 'stroke', points: [[x, y], end], width: 12 }));
    }),
  );
}

function stitches({ grid }: Wiring, core: Uint8Array, width: number): Point[] {
  return [...grid.owners.keys()].map(placeOf).filter(([x, y]) => {
    if (x % (4 * pitch) !== 0 || y % (4 * pitch) !== 0 || grid.owner(pointAt([x, y])) !== free) return false;
    return [-14, 0, 14].every((dx) => [-14, 0, 14].every((dy) => core[(y + dy) * width + x + dx] === 1));
  });
}
