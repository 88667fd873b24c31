/**
 * Finds a block of the golden picture again in the live one, within some pixels of where it should be, by normalised
 * correlation: gain and offset of the light do not matter.
 */
import type { Block } from './blocks.ts';
import type { Grey } from './grey.ts';

export interface Found {
  /** Of the block's top left pixel in the live picture, with fractions of a pixel. */
  readonly x: number;
  readonly y: number;
  /** Normalised correlation at the best whole pixel, above 0. */
  readonly likeness: number;
}

export type BlockFinder = (live: Grey, block: Block, x: number, y: number) => Found | null;

/** Live blocks with less contrast than this standard deviation in grey values are flat: like nothing. */
const flatBelow = 2;
/** Along a straight edge all places are alike: then the nearest to the expected one. Likeness per squared pixel. */
const nearness = 0.001;

/**
 * @param side of all blocks
 * @param reach pixels to each side that are searched
 * @returns a finder with its own working memory. It gives null where the block does not lie in the picture with all its
 *   reach, where nothing is alike, and where the best place lies at the border of the search: the real one lies outside.
 */
export function makeBlockFinder(side: number, reach: number): BlockFinder {
  const places = 2 * reach + 1;
  const likeness = new Float64Array(places * places);
  const sums = makeWindowSums(side, reach);
  const at = (x: number, y: number): number => likeness[y * places + x] as number;

  return (live, block, x, y) => {
    const left = Math.round(x) - reach;
    const top = Math.round(y) - reach;
    if (left < 0 || top < 0 || left + side + 2 * reach > live.width || top + side + 2 * reach > live.height)
      return null;
    sums.take(live, left, top);
    const best = correlate(live, block, left, top);
    const bestX = best % places;
    const bestY = Math.floor(best / places);
    const isAtBorder = bestX === 0 || bestY === 0 || bestX === places - 1 || bestY === places - 1;
    if (isAtBorder || at(bestX, bestY) <= 0) return null;
    return {
      x: left + bestX + vertex(at(bestX - 1, bestY), at(bestX, bestY), at(bestX + 1, bestY)),
      y: top + bestY + vertex(at(bestX, bestY - 1), at(bestX, bestY), at(bestX, bestY + 1)),
      likeness: at(bestX, bestY),
    };
  };

  function correlate(live: Grey, block: Block, left: number, top: number): number {
    const pixels = side * side;
    const flat = flatBelow * flatBelow * pixels;
    let best = 0;
    let bestWorth = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < likeness.length; place++) {
      const sum = sums.sum[place] as number;
      const energy = (sums.squares[place] as number) - (sum * sum) / pixels;
      const [dx, dy] = [place % places, Math.floor(place / places)];
      const product = dotProduct(live, block, left + dx, top + dy) - (block.sum * sum) / pixels;
      likeness[place] = energy < flat ? 0 : product / Math.sqrt(energy * block.energy);
      const worth = (likeness[place] as number) - nearness * ((dx - reach) ** 2 + (dy - reach) ** 2);
      if (worth > bestWorth) {
        best = place;
        bestWorth = worth;
      }
    }
    return best;
  }
}

function dotProduct(live: Grey, { pixels, side }: Block, left: number, top: number): number {
  const { bytes, width } = live;
  let sum = 0;
  for (let y = 0, i = 0; y < side; y++) {
    for (let from = (top + y) * width + left, end = from + side; from < end; from++, i++) {
      sum += (bytes[from] as number) * (pixels[i] as number);
    }
  }
  return sum;
}

/** Top of the parabola through three values at -1, 0, 1, of which the middle one is the highest. */
function vertex(before: number, here: number, after: number): number {
  const curve = before - 2 * here + after;
  return curve >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
}

interface WindowSums {
  /** Of grey values and of their squares, for each place of the window. */
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  take(live: Grey, left: number, top: number): void;
}

/** Sums over a window of `side` at each place, from the sums of columns: each pixel is read once a row of places. */
function makeWindowSums(side: number, reach: number): WindowSums {
  const places = 2 * reach + 1;
  const width = side + 2 * reach;
  const sum = new Float64Array(places * places);
  const squares = new Float64Array(places * places);
  const columnSum = new Int32Array(width);
  const columnSquares = new Int32Array(width);
  const addRow = (live: Grey, left: number, y: number, sign: 1 | -1): void => {
    for (let x = 0, from = y * live.width + left; x < width; x++, from++) {
      const value = live.bytes[from] as number;
      columnSum[x] = (columnSum[x] as number) + sign * value;
      columnSquares[x] = (columnSquares[x] as number) + sign * value * value;
    }
  };
  const take = (live: Grey, left: number, top: number): void => {
    columnSum.fill(0);
    columnSquares.fill(0);
    for (let y = 0; y < side; y++) addRow(live, left, top + y, 1);
    for (let dy = 0; dy < places; dy++) {
      if (dy > 0) {
        addRow(live, left, top + dy - 1, -1);
        addRow(live, left, top + dy - 1 + side, 1);
      }
      let [windowSum, windowSquares] = [0, 0];
      for (let x = 0; x < width; x++) {
        windowSum += columnSum[x] as number;
        windowSquares += columnSquares[x] as number;
        if (x >= side) {
          windowSum -= columnSum[x - side] as number;
          windowSquares -= columnSquares[x - side] as number;
        }
        if (x >= side - 1) {
          sum[dy * places + x - side + 1] = windowSum;
          squares[dy * places + x - side + 1] = windowSquares;
        }
      }
    }
  };
  return { sum, squares, take };
}
