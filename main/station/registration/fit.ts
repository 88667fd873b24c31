/**
 * The similarity that most blocks agree on.
 *
 * Weighted least squares, weighed anew some times (Geman and McClure's weights, their width made smaller each time), so
 * that a defect or a block that jumped to the next track does not count. A block on a straight edge says nothing of a
 * shift along that edge: each match brings a matrix of what it knows. What no block knows (a picture of nothing but
 * parallel tracks) stays as it was expected: there it makes no difference either.
 */
import { corrected, type Point, type Similarity, toGolden } from './similarity.ts';

/** How surely a place is known in each direction: a symmetric matrix, its larger eigenvalue 1. */
export interface Certainty {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export interface Match {
  readonly live: Point;
  readonly golden: Point;
  /** How well the two look alike, 0..1. */
  readonly likeness: number;
  readonly certainty: Certainty;
}

/** How far the truth may lie from what is expected: standard deviations. */
export interface Expected {
  readonly stretch: number;
  /** Radians. */
  readonly turn: number;
  /** Pixels. */
  readonly shift: number;
}

/** Of one match, pixels. */
const matchSigma = 0.5;
const rounds = 6;

/** @returns null without a match, or when the matches contradict each other beyond reason */
export function fitMatches(
  matches: readonly Match[],
  start: Similarity,
  expected: Expected,
  widest: number,
  tolerance: number,
): Similarity | null {
  const about = middleOf(matches);
  if (!about) return null;
  let fit: Similarity | null = start;
  let width = widest;
  for (let round = 0; round < rounds && fit; round++) {
    const now: Similarity = fit;
    const weights = matches.map((match) => match.likeness / (1 + (distance(now, match) / width) ** 2) ** 2);
    fit = leastSquares(matches, weights, start, expected, about);
    width = Math.max(tolerance, width / 2);
  }
  return fit;
}

/** How far a match lies from where the similarity puts it, in the directions it knows; golden pixels. */
export function distance(fit: Similarity, { live, golden, certainty }: Match): number {
  const [x, y] = toGolden(fit, live[0], live[1]);
  const [dx, dy] = [golden[0] - x, golden[1] - y];
  const { xx, xy, yy } = certainty;
  return Math.sqrt(Math.max(0, dx * dx * xx + 2 * dx * dy * xy + dy * dy * yy));
}

function middleOf(matches: readonly Match[]): Point | null {
  if (matches.length === 0) return null;
  const mean = (of: (match: Match) => number): number =>
    matches.reduce((sum, match) => sum + of(match), 0) / matches.length;
  return [mean(({ golden }) => golden[0]), mean(({ golden }) => golden[1])];
}

/** Unknowns: stretch, turn about the middle, shift; normal equations of 4 × 4 numbers and the right side. */
function leastSquares(
  matches: readonly Match[],
  weights: readonly number[],
  start: Similarity,
  expected: Expected,
  about: Point,
): Similarity | null {
  const rows = [expected.stretch, expected.turn, expected.shift, expected.shift].map((sigma, i) =>
    Array.from({ length: 5 }, (_, j) => (i === j ? (matchSigma / sigma) ** 2 : 0)),
  );
  for (const [i, match] of matches.entries()) addMatch(rows, match, weights[i] ?? 0, start, about);
  const solved = solve(rows);
  if (!solved) return null;
  const [stretch = 0, turn = 0, dx = 0, dy = 0] = solved;
  return corrected(start, { stretch, turn, dx, dy }, about);
}

function addMatch(rows: number[][], match: Match, weight: number, start: Similarity, about: Point): void {
  const [atX, atY] = toGolden(start, match.live[0], match.live[1]);
  const [x, y] = [atX - about[0], atY - about[1]];
  const away = [match.golden[0] - atX, match.golden[1] - atY] as const;
  const { xx, xy, yy } = match.certainty;
  // How the golden place moves with each unknown; the last column is what it has to move.
  const moveX = [x, -y, 1, 0, away[0]];
  const moveY = [y, x, 0, 1, away[1]];
  for (let i = 0; i < 4; i++) {
    const known = [
      (moveX[i] as number) * xx + (moveY[i] as number) * xy,
      (moveX[i] as number) * xy + (moveY[i] as number) * yy,
    ] as const;
    const row = rows[i] as number[];
    for (let j = 0; j < 5; j++) {
      row[j] = (row[j] as number) + weight * (known[0] * (moveX[j] as number) + known[1] * (moveY[j] as number));
    }
  }
}

/** Gauss and Jordan, with pivots from the diagonal: the matrix is symmetric and positive. In place. */
function solve(rows: number[][]): readonly number[] | null {
  for (let i = 0; i < 4; i++) {
    const pivotRow = rows[i] as number[];
    const pivot = pivotRow[i] as number;
    if (!(pivot > 1e-12)) return null;
    for (let j = i; j < 5; j++) pivotRow[j] = (pivotRow[j] as number) / pivot;
    for (let k = 0; k < 4; k++) {
      if (k === i) continue;
      const row = rows[k] as number[];
      const factor = row[i] as number;
      for (let j = i; j < 5; j++) row[j] = (row[j] as number) - factor * (pivotRow[j] as number);
    }
  }
  return rows.map((row) => row[4] as number);
}
