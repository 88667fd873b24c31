/** Where the blocks of the golden picture lie in a live one, as the similarity that they agree on. */
import type { Block } from './blocks.ts';
import type { BlockFinder } from './find-block.ts';
import { distance, fitMatches, type Match } from './fit.ts';
import type { Grey } from './grey.ts';
import type { Level } from './levels.ts';
import { type Similarity, scaleOf, toLive, turnDegrees } from './similarity.ts';

export interface Placed {
  /** Live to golden, full pixels. */
  readonly fit: Similarity;
  /** Blocks that agree, and those that lie in the picture. */
  readonly agreeing: number;
  readonly visible: number;
  /** Likeness of the agreeing blocks over the number of those that lie in the picture: 0..1. */
  readonly score: number;
}

/** A fixed camera over a carried part: more is a wrong match, not a pose. */
const turnAtMost = 2.5;
const stretchAtMost = 0.02;

/**
 * @param live at the level's size
 * @param start where the blocks are expected, full pixels
 */
export function agree(
  live: Grey,
  blocks: readonly Block[],
  start: Similarity,
  level: Level,
  find: BlockFinder,
): Placed | null {
  const { side, reach, pixel, tolerance } = level;
  // From a block's first pixel to its middle, and from the middle of a level's pixel to full pixels.
  const half = (side - 1) / 2;
  const toFull = (at: number): number => (at + half) * pixel + (pixel - 1) / 2;
  const toLevel = (at: number): number => (at - (pixel - 1) / 2) / pixel - half;
  const isInside = (at: number, size: number): boolean => at >= reach + 1 && at <= size - side - reach - 1;
  const matches: Match[] = [];
  let visible = 0;
  for (const block of blocks) {
    const golden = [toFull(block.x), toFull(block.y)] as const;
    const at = toLive(start, golden[0], golden[1]);
    const [x, y] = [toLevel(at[0]), toLevel(at[1])];
    if (!isInside(x, live.width) || !isInside(y, live.height)) continue;
    visible++;
    const found = find(live, block, x, y);
    if (!found) continue;
    const { likeness } = found;
    matches.push({ live: [toFull(found.x), toFull(found.y)], golden, likeness, certainty: block.certainty });
  }
  const fit = fitMatches(matches, start, level.expected, reach * pixel, tolerance / 2);
  if (!fit || Math.abs(turnDegrees(fit)) > turnAtMost || Math.abs(scaleOf(fit) - 1) > stretchAtMost) return null;
  const agreeing = matches.filter((match) => distance(fit, match) <= tolerance);
  const likeness = agreeing.reduce((sum, match) => sum + match.likeness, 0);
  return { fit, agreeing: agreeing.length, visible, score: likeness / visible };
}
