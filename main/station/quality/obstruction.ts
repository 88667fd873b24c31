/**
 * How much of the picture no longer looks like the reference: a hand, a rag, a label, a lens cap.
 *
 * Both pictures are small (64×32 mean grey values). The frame is first brought to the reference's brightness by the
 * median ratio of its blocks, so that a lamp that ages does not count. Each of 8×8 blocks is then compared by the
 * structural similarity index (Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to
 * structural similarity", IEEE TIP 13(4), 2004) with its usual constants:
 *
 *   SSIM = (2·mx·my + C1)/(mx² + my² + C1) · (2·cov + C2)/(vx + vy + C2)
 *
 * Obstruction is the share of blocks with SSIM below 0.3: their light and dark are elsewhere or gone. Normal variation
 * of a part and its defects are far smaller than a block and leave it similar.
 */
import { gridCells, gridColumns, gridRows } from './measure.ts';

const blockColumns = 8;
const blockRows = 4;
const blocksAcross = gridColumns / blockColumns;
const blocks = blocksAcross * (gridRows / blockRows);
const cellsPerBlock = blockColumns * blockRows;
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;
const similarFrom = 0.3;

/** What the picture should look like, in small; see `learnReference`. */
export interface Reference {
  readonly cells: Float64Array;
}

/** The middle one of several pictures cell by cell: what is special in one of them does not count. */
export function referenceFrom(pictures: readonly Float64Array[]): Reference {
  const middle = (cell: number) =>
    pictures.map((cells) => cells[cell] ?? 0).sort((a, b) => a - b)[pictures.length >> 1];
  return { cells: Float64Array.from({ length: gridCells }, (_, cell) => middle(cell) ?? 0) };
}

/** @returns a function from a frame's cells to its obstruction, 0..1; it allocates nothing that lasts */
export function makeObstruction(reference: Reference): (cells: Float64Array) => number {
  const expected = Float64Array.from({ length: blocks }, (_, block) => blockMean(reference.cells, block));
  const ratios = new Float64Array(blocks);
  return (cells) => {
    for (let block = 0; block < blocks; block++) {
      ratios[block] = (blockMean(cells, block) + 1) / ((expected[block] as number) + 1);
    }
    const gain = ratios.sort()[blocks >> 1] as number;
    let different = 0;
    for (let block = 0; block < blocks; block++) {
      if (similarity(cells, reference.cells, block, gain) < similarFrom) different += 1;
    }
    return different / blocks;
  };
}

function firstCellOf(block: number): number {
  return Math.floor(block / blocksAcross) * blockRows * gridColumns + (block % blocksAcross) * blockColumns;
}

function blockMean(cells: Float64Array, block: number): number {
  const first = firstCellOf(block);
  let sum = 0;
  for (let i = 0; i < cellsPerBlock; i++) {
    sum += cells[first + Math.floor(i / blockColumns) * gridColumns + (i % blockColumns)] as number;
  }
  return sum / cellsPerBlock;
}

function similarity(frame: Float64Array, reference: Float64Array, block: number, gain: number): number {
  const first = firstCellOf(block);
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (let i = 0; i < cellsPerBlock; i++) {
    const cell = first + Math.floor(i / blockColumns) * gridColumns + (i % blockColumns);
    const x = (frame[cell] as number) / gain;
    const y = reference[cell] as number;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumYY += y * y;
    sumXY += x * y;
  }
  const [mx, my] = [sumX / cellsPerBlock, sumY / cellsPerBlock];
  const [vx, vy] = [sumXX / cellsPerBlock - mx * mx, sumYY / cellsPerBlock - my * my];
  const covariance = sumXY / cellsPerBlock - mx * my;
  return (((2 * mx * my + c1) / (mx * mx + my * my + c1)) * (2 * covariance + c2)) / (vx + vy + c2);
}
