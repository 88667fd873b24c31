/** Which piece of a picture to enlarge so that a suspected spot and its surroundings are seen. */
import type { Region } from '../../main/api/words.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A spot fills at most this share of the view; less than `leastPx` of the frame is never shown, it would be mush. */
const spotShare = 0.35;
const leastPx = 120;

export function worstRegion(regions: readonly Region[]): Region | null {
  return regions.reduce<Region | null>(
    (worst, region) => (worst && worst.score >= region.score ? worst : region),
    null,
  );
}

/** @param aspect width / height of the view. The whole frame where there is no spot. */
export function spotView(
  spot: Box | null,
  frame: { readonly width: number; readonly height: number },
  aspect: number,
): Box {
  if (!spot) return { x: 0, y: 0, width: frame.width, height: frame.height };
  const wanted = Math.max(spot.width / spotShare, (spot.height / spotShare) * aspect, leastPx * aspect);
  const width = Math.min(wanted, frame.width, frame.height * aspect);
  const height = width / aspect;
  return {
    x: within(spot.x + spot.width / 2 - width / 2, frame.width - width),
    y: within(spot.y + spot.height / 2 - height / 2, frame.height - height),
    width,
    height,
  };
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), Math.max(0, most));
}
