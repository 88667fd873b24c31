/**
 * Lays the recipe's golden picture on a live one: where the part lies differs from frame to frame, and a model that
 * compares needs both within a pixel.
 *
 * 1. Shift, at a quarter of the size, by phase correlation; its highest peaks are candidates, because rows of pads and
 *    parallel tracks have a peak at every period.
 * 2. For each of the candidates that look nearly as alike as the best: blocks with corners, found again at a quarter of the size,
 *    agree on a turn, a scale and a shift. The candidate with the better agreement wins.
 * 3. Blocks at full size, found again within 3 pixels of that place, agree on the final similarity.
 *
 * `score` is how many of the blocks agree, times how alike they are: 0..1. It is near 0 for another part, an empty or a
 * covered picture, and such a picture is not compared at all.
 */
import { agree, type Placed } from './agree.ts';
import type { Block } from './blocks.ts';
import { makeBlockFinder } from './find-block.ts';
import { type Grey, newGrey, newQuarter, quarterInto, type Rectangle } from './grey.ts';
import { blocksOf, coarse, fine } from './levels.ts';
import { openCv } from './opencv.ts';
import { likenessAt } from './overlap.ts';
import { makePhaseCorrelation, type PhaseCorrelation, type Phases } from './phase-correlation.ts';
import { type Similarity, shiftBy, toGolden, turnDegrees } from './similarity.ts';
import { layGolden } from './warp.ts';

export interface RegistrationOptions {
  readonly golden: Grey;
  /** Of every live picture. */
  readonly frame: { readonly width: number; readonly height: number };
  /** Where pixel (0, 0) of each frame of a part lies in the golden picture. One: all frames lie there. */
  readonly positions: readonly (readonly [number, number])[];
  /** Golden-picture pixels that are not compared. */
  readonly ignore: readonly Rectangle[];
  /** How far a frame may lie from its position, pixels. */
  readonly searchPx: number;
}

export type Registered =
  | {
      readonly ok: true;
      /** As large as the frame, in its pixels; overwritten by the next frame. */
      readonly golden: Uint8Array;
      /** From the position to where the frame's middle really lies, golden pixels. */
      readonly dx: number;
      readonly dy: number;
      readonly turnDegrees: number;
      readonly score: number;
    }
  | {
      readonly ok: false;
      readonly cause: 'unlike' | 'too-far';
      /** The cause in a sentence, for logs and tools. */
      readonly why: string;
      readonly score: number;
    };

export interface Registration {
  /** @param frameIndex 0 .. framesPerPart - 1 */
  register(live: Grey, frameIndex: number): Registered;
  /** Gives back the memory outside JavaScript. */
  close(): void;
}

interface Position {
  readonly x: number;
  readonly y: number;
  readonly phases: Phases;
  /** At a quarter of the size. */
  readonly coarse: readonly Block[];
  readonly fine: readonly Block[];
}

const peaksTaken = 6;
const candidatesTried = 3;
/** In likeness: a candidate further behind the best one is not looked at. */
const ambiguity = 0.15;
/** Parallel tracks look alike wherever they are shifted along themselves: then the nearest. In likeness. */
const nearness = 0.05;
/** A similarity that fewer blocks agree on may be chance. */
export const blocksAtLeast = 4;
/**
 * Measured on the two dev boards of DeepPCB (161 pairs, moved, in other light and noisy), drawn boards and the board
 * simulator: of the right board 0.6 to 1, of others mostly below 0.2 (but parallel tracks match parallel tracks).
 */
const scoreAtLeast = 0.5;
/** Pixels: the search goes in steps of four, and a turn about another point than the middle moves the middle. */
const searchSlack = 4;

export function makeRegistration(options: RegistrationOptions): Registration {
  const { golden, frame, ignore, searchPx } = options;
  const goldenQuarter = newQuarter(golden);
  quarterInto(golden, goldenQuarter);
  const liveQuarter = newQuarter(frame);
  const laid = newGrey(frame.width, frame.height);
  const shifts = makePhaseCorrelation(openCv(), liveQuarter.width, liveQuarter.height);
  const positions = options.positions.map(([x, y]) => describePosition(options, goldenQuarter, shifts, x, y));
  const findCoarse = makeBlockFinder(coarse.side, coarse.reach);
  const findFine = makeBlockFinder(fine.side, fine.reach);

  const register = (live: Grey, frameIndex: number): Registered => {
    const position = positions[frameIndex] ?? positions[0];
    if (!position) return unlike(0);
    quarterInto(live, liveQuarter);
    const start = bestCandidate(position);
    if (!start) return unlike(0);
    const found = agree(live, position.fine, start.fit, fine, findFine);
    const score = found?.score ?? 0;
    if (!found || found.agreeing < blocksAtLeast || score < scoreAtLeast) return unlike(score);
    const [dx, dy] = offPosition(found.fit, position, frame);
    if (Math.hypot(dx, dy) > searchPx + searchSlack) {
      const why = `the part lies ${Math.round(Math.hypot(dx, dy))} px from its position, further than ${searchPx}`;
      return { ok: false, cause: 'too-far', why, score };
    }
    layGolden(golden, live, found.fit, ignore, laid);
    return { ok: true, golden: laid.bytes, dx, dy, turnDegrees: turnDegrees(found.fit), score };
  };

  return { register, close: shifts.close };

  function bestCandidate(position: Position): Placed | null {
    const [left, top] = [Math.round(position.x / 4), Math.round(position.y / 4)];
    const reach = Math.ceil(searchPx / 4) + 1;
    const candidates = shifts
      .peaks(liveQuarter, position.phases, reach, peaksTaken)
      .map(({ x, y }) => ({
        x: left + x,
        y: top + y,
        likeness: likenessAt(liveQuarter, goldenQuarter, left + x, top + y) - (nearness * Math.hypot(x, y)) / reach,
      }))
      .sort((one, other) => other.likeness - one.likeness)
      .filter(({ likeness }, _, [best]) => likeness >= (best?.likeness ?? 0) - ambiguity)
      .slice(0, candidatesTried);
    let best: Placed | null = null;
    for (const { x, y } of candidates) {
      const found = agree(liveQuarter, position.coarse, shiftBy(4 * x, 4 * y), coarse, findCoarse);
      if (found && found.score > (best?.score ?? 0)) best = found;
    }
    return best;
  }
}

function unlike(score: number): Registered {
  return { ok: false, cause: 'unlike', why: 'the picture does not look like the golden picture', score };
}

function describePosition(
  { golden, frame, ignore }: RegistrationOptions,
  goldenQuarter: Grey,
  shifts: PhaseCorrelation,
  x: number,
  y: number,
): Position {
  return {
    x,
    y,
    phases: shifts.phasesOf(goldenQuarter, Math.round(x / 4), Math.round(y / 4)),
    coarse: blocksOf(goldenQuarter, { x, y, ...frame }, ignore, coarse),
    fine: blocksOf(golden, { x, y, ...frame }, ignore, fine),
  };
}

/** From where the frame's middle should lie in the golden picture to where it does. */
function offPosition(
  fit: Similarity,
  position: Position,
  frame: RegistrationOptions['frame'],
): readonly [number, number] {
  const [middleX, middleY] = [(frame.width - 1) / 2, (frame.height - 1) / 2];
  const [x, y] = toGolden(fit, middleX, middleY);
  return [x - position.x - middleX, y - position.y - middleY];
}
