/**
 * Small squares of the golden picture that can be found again: corners before edges, because a block slides along an
 * edge. Both as in Shi and Tomasi, "Good features to track", CVPR 1994: by the eigenvalues of the structure tensor.
 */
import type { Certainty } from './fit.ts';
import type { Grey, Rectangle } from './grey.ts';

/** A square of the golden picture, ready to be compared. */
export interface Block {
  /** Of its top left pixel. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly pixels: Uint8Array;
  readonly sum: number;
  /** Pixels × variance. */
  readonly energy: number;
  /** Along an edge its place is not known. */
  readonly certainty: Certainty;
}

export interface BlockChoice {
  readonly side: number;
  /** The best block of each field of such a grid is taken first, so that they are spread. */
  readonly grid: number;
  /** So many are taken in all, the next best wherever they lie. */
  readonly count: number;
  /** What is not compared: no block touches it. */
  readonly avoid: readonly Rectangle[];
}

/** Grey values, standard deviation: with less there is noise and nothing else. */
const contrastAtLeast = 6;
/** What an edge is worth against a corner of the same contrast. */
const edgeWorth = 0.05;

interface Candidate extends Rectangle {
  readonly worth: number;
}

/** Blocks of `area` that do not overlap; fewer than `count` where corners or contrast are missing. */
export function chooseBlocks(picture: Grey, area: Rectangle, choice: BlockChoice): Block[] {
  const { side, grid, count } = choice;
  const candidates = candidatesIn(picture, area, choice).sort((one, other) => other.worth - one.worth);
  const chosen: Candidate[] = [];
  const takeIf = (isWanted: (candidate: Candidate) => boolean): void => {
    for (const candidate of candidates) {
      if (chosen.length >= count) return;
      if (isWanted(candidate) && !chosen.some((other) => touches(other, candidate))) chosen.push(candidate);
    }
  };
  const fieldOf = ({ x, y }: Candidate): number =>
    Math.floor(((x + side / 2 - area.x) * grid) / area.width) +
    grid * Math.floor(((y + side / 2 - area.y) * grid) / area.height);
  takeIf((candidate) => !chosen.some((other) => fieldOf(other) === fieldOf(candidate)));
  takeIf(() => true);
  return chosen.map(({ x, y }) => cutBlock(picture, x, y, side));
}

/** Blocks are made of 4×4 such squares, so that every pixel is looked at once. */
interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly sums: readonly SquareSums[];
}

interface SquareSums extends Certainty {
  readonly grey: number;
  readonly squares: number;
}

const cellsAcross = 4;

function candidatesIn(picture: Grey, area: Rectangle, { side, avoid }: BlockChoice): Candidate[] {
  const inside = intersection(area, { x: 1, y: 1, width: picture.width - 2, height: picture.height - 2 });
  const step = side / cellsAcross;
  const cells = cellsOf(picture, inside, step);
  const found: Candidate[] = [];
  for (let row = 0; row + cellsAcross <= cells.rows; row++) {
    for (let column = 0; column + cellsAcross <= cells.columns; column++) {
      const square = { x: inside.x + column * step, y: inside.y + row * step, width: side, height: side };
      if (avoid.some((zone) => touches(zone, square))) continue;
      const sums = together(cells, column, row);
      const energy = sums.squares - sums.grey ** 2 / (side * side);
      if (energy < contrastAtLeast ** 2 * side * side) continue;
      const [smaller, larger] = eigenvalues(sums);
      found.push({ ...square, worth: smaller + edgeWorth * larger });
    }
  }
  return found;
}

function cellsOf(picture: Grey, area: Rectangle, step: number): Cells {
  const [columns, rows] = [Math.floor(area.width / step), Math.floor(area.height / step)];
  const sums = Array.from({ length: columns * rows }, (_, i) =>
    sumsOf(picture, area.x + (i % columns) * step, area.y + Math.floor(i / columns) * step, step),
  );
  return { columns, rows, sums };
}

function together({ columns, sums }: Cells, column: number, row: number): SquareSums {
  let [xx, xy, yy, grey, squares] = [0, 0, 0, 0, 0];
  for (let y = row; y < row + cellsAcross; y++) {
    for (let i = y * columns + column; i < y * columns + column + cellsAcross; i++) {
      const cell = sums[i] as SquareSums;
      xx += cell.xx;
      xy += cell.xy;
      yy += cell.yy;
      grey += cell.grey;
      squares += cell.squares;
    }
  }
  return { xx, xy, yy, grey, squares };
}

export function cutBlock(picture: Grey, x: number, y: number, side: number): Block {
  const pixels = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    const from = (y + row) * picture.width + x;
    pixels.set(picture.bytes.subarray(from, from + side), row * side);
  }
  const { xx, xy, yy, grey, squares } = sumsOf(picture, x, y, side);
  const [, larger] = eigenvalues({ xx, xy, yy });
  const certainty = { xx: xx / larger, xy: xy / larger, yy: yy / larger };
  return { x, y, side, pixels, sum: grey, energy: squares - (grey * grey) / pixels.length, certainty };
}

/** Of a square: grey values, their squares, and the products of the gradients (the structure tensor). */
function sumsOf({ bytes, width }: Grey, left: number, top: number, side: number): SquareSums {
  let [xx, xy, yy, grey, squares] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + side; y++) {
    for (let i = y * width + left; i < y * width + left + side; i++) {
      const value = bytes[i] as number;
      // At the border of the picture there is no neighbour: no gradient.
      const dx = (bytes[i + 1] ?? value) - (bytes[i - 1] ?? value);
      const dy = (bytes[i + width] ?? value) - (bytes[i - width] ?? value);
      grey += value;
      squares += value * value;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  return { xx, xy, yy, grey, squares };
}

/** The smaller and the larger one. */
function eigenvalues({ xx, xy, yy }: Certainty): readonly [number, number] {
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  return [Math.max(0, middle - spread), Math.max(1, middle + spread)];
}

export function touches(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

export function intersection(one: Rectangle, other: Rectangle): Rectangle {
  const x = Math.max(one.x, other.x);
  const y = Math.max(one.y, other.y);
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}
