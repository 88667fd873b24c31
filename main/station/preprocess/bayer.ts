/**
 * Bilinear demosaicing, row by row.
 *
 * In a row that holds red (or blue) every second pixel has that colour and the others are green: at its own pixels the
 * green is the mean of the 4 beside and the third colour the mean of the 4 corners; at green pixels the own colour is
 * the mean of left and right, the third of above and below. At the border the row or column inside is taken twice,
 * which keeps the colours in step.
 */
import type { FrameGeometry, PixelFormat } from '../flow.ts';
import type { RowWriter } from './rows.ts';

/** Column and row (0 or 1) of red in each 2×2 of the sensor. */
const redAt: Partial<Record<PixelFormat, readonly [number, number]>> = {
  BayerRG8: [0, 0],
  BayerGR8: [1, 0],
  BayerGB8: [0, 1],
  BayerBG8: [1, 1],
};

export function bayerRow(geometry: FrameGeometry): RowWriter {
  const { width, height } = geometry;
  const [redX, redY] = redAt[geometry.pixelFormat] ?? [0, 0];
  // Private copies of the three rows with a column more on each side: no border cases, and faster than shared memory.
  const [above, here, below] = [0, 1, 2].map(() => new Uint8Array(width + 2)) as [Uint8Array, Uint8Array, Uint8Array];
  return (source, x, y, count, into, at) => {
    copyRow(source, (y === 0 ? 1 : y - 1) * width, above);
    copyRow(source, y * width, here);
    copyRow(source, (y === height - 1 ? height - 2 : y + 1) * width, below);
    const isRedRow = (y & 1) === redY;
    const own = isRedRow ? 0 : 2;
    const ownX = isRedRow ? redX : 1 - redX;
    const skip = (x & 1) === ownX ? 0 : 1;
    const rows = { above, here, below };
    writeOwnPixels(rows, x + skip, x + count, into, at + skip * 3, own);
    writeGreenPixels(rows, x + 1 - skip, x + count, into, at + (1 - skip) * 3, own);
  };
}

interface Rows {
  readonly above: Uint8Array;
  readonly here: Uint8Array;
  readonly below: Uint8Array;
}

/** The first column of the frame goes to index 1. */
function copyRow(source: Buffer, from: number, row: Uint8Array): void {
  const width = row.length - 2;
  source.copy(row, 1, from, from + width);
  row[0] = row[2] as number;
  row[width + 1] = row[width - 1] as number;
}

function writeOwnPixels(rows: Rows, x: number, end: number, into: Uint8Array, at: number, own: number): void {
  const { above, here, below } = rows;
  const third = 2 - own;
  for (let i = x, to = at; i < end; i += 2, to += 6) {
    const cross = (here[i] as number) + (here[i + 2] as number) + (above[i + 1] as number) + (below[i + 1] as number);
    const corners = (above[i] as number) + (above[i + 2] as number) + (below[i] as number) + (below[i + 2] as number);
    into[to + own] = here[i + 1] as number;
    into[to + 1] = (cross + 2) >> 2;
    into[to + third] = (corners + 2) >> 2;
  }
}

function writeGreenPixels(rows: Rows, x: number, end: number, into: Uint8Array, at: number, own: number): void {
  const { above, here, below } = rows;
  const third = 2 - own;
  for (let i = x, to = at; i < end; i += 2, to += 6) {
    into[to + own] = ((here[i] as number) + (here[i + 2] as number) + 1) >> 1;
    into[to + 1] = here[i + 1] as number;
    into[to + third] = ((above[i + 1] as number) + (below[i + 1] as number) + 1) >> 1;
  }
}
