/**
 * Which cells of the model's map count: those that touch the frame and, where a recipe draws inspection zones, a zone.
 *
 * Made once a recipe, row of pixels by row of pixels, so that a zone thinner than a cell is not lost.
 */

export type Polygon = readonly (readonly [number, number])[];

/** How the map lies on the frame. */
export interface MapGeometry {
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell in pixels. */
  readonly cell: number;
  readonly frame: { readonly width: number; readonly height: number };
  /** Where the map's top left corner lies in the frame; negative where the input is padded. */
  readonly offset: { readonly x: number; readonly y: number };
}

/** @returns rows × columns, 1 where a cell counts. A pixel belongs to a zone when its centre does (even-odd rule). */
export function makeZoneMask(map: MapGeometry, zones: readonly Polygon[]): Uint8Array {
  const inFrame = cellsInFrame(map);
  if (zones.length === 0) return inFrame;
  const inZone = new Uint8Array(map.rows * map.columns);
  for (const zone of zones) markZone(map, zone, inZone);
  return inZone.map((isIn, i) => isIn & (inFrame[i] as number));
}

function cellsInFrame({ rows, columns, cell, frame, offset }: MapGeometry): Uint8Array {
  const mask = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const y = offset.y + row * cell;
    if (y >= frame.height || y + cell <= 0) continue;
    for (let column = 0; column < columns; column++) {
      const x = offset.x + column * cell;
      if (x < frame.width && x + cell > 0) mask[row * columns + column] = 1;
    }
  }
  return mask;
}

function markZone({ rows, columns, cell, frame, offset }: MapGeometry, zone: Polygon, mask: Uint8Array): void {
  const fromY = Math.max(0, offset.y);
  const toY = Math.min(frame.height, offset.y + rows * cell);
  for (let y = fromY; y < toY; y++) {
    const row = Math.floor((y - offset.y) / cell);
    const edges = crossings(zone, y + 0.5);
    for (let i = 0; i + 1 < edges.length; i += 2) {
      // Pixels whose centres lie between the two crossings, inside the frame.
      const first = Math.max(0, Math.ceil((edges[i] as number) - 0.5));
      const last = Math.min(frame.width - 1, Math.ceil((edges[i + 1] as number) - 0.5) - 1);
      if (last < first) continue;
      const from = Math.max(0, Math.floor((first - offset.x) / cell));
      const to = Math.min(columns - 1, Math.floor((last - offset.x) / cell));
      if (from <= to) mask.fill(1, row * columns + from, row * columns + to + 1);
    }
  }
}

/** Where the polygon's outline crosses a horizontal line, from left to right. */
function crossings(polygon: Polygon, y: number): number[] {
  const found: number[] = [];
  let before = polygon.at(-1);
  for (const corner of polygon) {
    if (before && before[1] > y !== corner[1] > y) {
      found.push(corner[0] + ((y - corner[1]) * (before[0] - corner[0])) / (before[1] - corner[1]));
    }
    before = corner;
  }
  return found.sort((a, b) => a - b);
}
