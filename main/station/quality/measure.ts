/**
 * One pass over a frame that takes all measures of the quality gate, without allocating.
 *
 * About 96 rows are measured, spread over the height: enough for means and shares. Each is measured with its true
 * neighbours above and below at full resolution, because focus lives there.
 */
import type { FrameGeometry } from '../flow.ts';
import { lumaRows } from './luma.ts';

const measuredRows = 96;
export const gridColumns = 64;
export const gridRows = 32;
export const gridCells = gridColumns * gridRows;

/** Of one frame; overwritten by the next. */
export interface Measures {
  /** Grey values 0..255. */
  brightness: number;
  /** Shares 0..1 of pixels at 250 and above, at 5 and below. */
  saturatedShare: number;
  blackShare: number;
  /** Variance of the 4-neighbour Laplacian. */
  focus: number;
  /** Mean grey value by grid cell, row by row: the picture in small. */
  readonly cells: Float64Array;
}

interface Totals {
  grey: number;
  saturated: number;
  black: number;
  laplacian: number;
  laplacianSquared: number;
}

/** @returns a function that measures frames of this geometry; its result is the same object every time */
export function makeMeasurer(geometry: FrameGeometry): (frame: Uint8Array) => Measures {
  const { width, height, row } = lumaRows(geometry);
  const rowStep = Math.max(1, Math.round(height / measuredRows));
  const columns = columnBorders(width);
  const [above, here, below] = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)];
  const cells = new Float64Array(gridCells);
  const rowsOfCell = new Float64Array(gridRows);
  const measures = { brightness: 0, saturatedShare: 0, blackShare: 0, focus: 0, cells };

  return (frame) => {
    const totals: Totals = { grey: 0, saturated: 0, black: 0, laplacian: 0, laplacianSquared: 0 };
    let rows = 0;
    cells.fill(0);
    rowsOfCell.fill(0);
    for (let y = 1 + (rowStep >> 1); y < height - 1; y += rowStep) {
      row(frame, y - 1, above);
      row(frame, y, here);
      row(frame, y + 1, below);
      const cellRow = Math.floor((y * gridRows) / height);
      for (let column = 0; column < gridColumns; column++) {
        const cell = cellRow * gridColumns + column;
        const [from, to] = [columns[column] as number, columns[column + 1] as number];
        cells[cell] = (cells[cell] as number) + measurePiece(above, here, below, from, to, totals);
      }
      rowsOfCell[cellRow] = (rowsOfCell[cellRow] as number) + 1;
      rows += 1;
    }
    toMeans(cells, rowsOfCell, columns);
    return finish(totals, Math.max(1, rows * (width - 2)), measures);
  };
}

/** The outermost columns have no neighbour and are not measured. */
function columnBorders(width: number): Int32Array {
  return Int32Array.from({ length: gridColumns + 1 }, (_, i) =>
    Math.min(width - 1, Math.max(1, Math.round((i * width) / gridColumns))),
  );
}

/** Adds one cell's piece of a row to the totals and returns its sum of grey; whole numbers far below 2^31. */
function measurePiece(
  above: Uint8Array,
  here: Uint8Array,
  below: Uint8Array,
  from: number,
  to: number,
  totals: Totals,
): number {
  let grey = 0;
  let saturated = 0;
  let black = 0;
  let laplacian = 0;
  let laplacianSquared = 0;
  let left = here[from - 1] as number;
  let centre = here[from] as number;
  for (let x = from; x < to; x++) {
    const right = here[x + 1] as number;
    const curve = left + right + (above[x] as number) + (below[x] as number) - 4 * centre;
    grey += centre;
    // Without branches: 1 from 250 on, and 1 up to 5.
    saturated += (centre + 6) >> 8;
    black += (centre - 6) >>> 31;
    laplacian += curve;
    laplacianSquared += curve * curve;
    left = centre;
    centre = right;
  }
  totals.grey += grey;
  totals.saturated += saturated;
  totals.black += black;
  totals.laplacian += laplacian;
  totals.laplacianSquared += laplacianSquared;
  return grey;
}

function toMeans(cells: Float64Array, rowsOfCell: Float64Array, columns: Int32Array): void {
  for (let cell = 0; cell < gridCells; cell++) {
    const column = cell % gridColumns;
    const cellWidth = (columns[column + 1] as number) - (columns[column] as number);
    const pixels = cellWidth * (rowsOfCell[Math.floor(cell / gridColumns)] as number);
    cells[cell] = pixels === 0 ? 0 : (cells[cell] as number) / pixels;
  }
}

function finish(totals: Totals, pixels: number, measures: Measures): Measures {
  measures.brightness = totals.grey / pixels;
  measures.saturatedShare = totals.saturated / pixels;
  measures.blackShare = totals.black / pixels;
  measures.focus = totals.laplacianSquared / pixels - (totals.laplacian / pixels) ** 2;
  return measures;
}
