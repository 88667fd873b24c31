/** Regions of a score map: cells that touch, also at a corner, and reach a score. */
import type { Region } from '../flow.ts';
import type { MapGeometry } from './zone-mask.ts';

export type RegionFinder = (layer: Float32Array, above: number, name: string) => Region[];

interface Extent {
  score: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A finder with its own working memory, so that a frame allocates only what it finds. */
export function findRegions(geometry: MapGeometry, mask: Uint8Array): RegionFinder {
  const { rows, columns } = geometry;
  const isSeen = new Uint8Array(rows * columns);
  const stack = new Int32Array(rows * columns);
  return (layer, above, name) => {
    isSeen.fill(0);
    const belongs = (i: number): boolean =>
      isSeen[i] === 0 && mask[i] === 1 && (layer[i] as number) >= above && (layer[i] as number) > 0;
    const found: Region[] = [];
    for (let start = 0; start < layer.length; start++) {
      if (belongs(start)) found.push(toRegion(grow(start), geometry, name));
    }
    return found;

    function grow(start: number): Extent {
      const extent = { score: 0, left: columns, right: -1, top: rows, bottom: -1 };
      let waiting = 0;
      isSeen[start] = 1;
      stack[waiting++] = start;
      while (waiting > 0) {
        const i = stack[--waiting] as number;
        const row = Math.floor(i / columns);
        const column = i % columns;
        include(extent, row, column, layer[i] as number);
        for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
          for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
            const next = y * columns + x;
            if (!belongs(next)) continue;
            isSeen[next] = 1;
            stack[waiting++] = next;
          }
        }
      }
      return extent;
    }
  };
}

function include(extent: Extent, row: number, column: number, score: number): void {
  extent.score = Math.max(extent.score, score);
  extent.left = Math.min(extent.left, column);
  extent.right = Math.max(extent.right, column);
  extent.top = Math.min(extent.top, row);
  extent.bottom = Math.max(extent.bottom, row);
}

/** In frame pixels, clipped to the frame. */
function toRegion(extent: Extent, { cell, frame, offset }: MapGeometry, name: string): Region {
  const x = Math.max(0, offset.x + extent.left * cell);
  const y = Math.max(0, offset.y + extent.top * cell);
  const right = Math.min(frame.width, offset.x + (extent.right + 1) * cell);
  const bottom = Math.min(frame.height, offset.y + (extent.bottom + 1) * cell);
  return { class: name, score: extent.score, x, y, width: right - x, height: bottom - y };
}
