/**
 * A stretch: 512 part numbers in a row, the unit of the search's index. What its row says is never less than what is
 * there: whoever finds that nothing in it can fit passes over 512 parts at once.
 */
import { type Verdict, verdicts } from '../../api/words.ts';

/** Small enough that a rare score leaves most of them out, large enough that five million parts are ten thousand rows. */
export const partsPerStretch = 512;

export function stretchOf(part: number): number {
  return Math.floor(part / partsPerStretch);
}
export function firstPartOf(stretch: number): number {
  return stretch * partsPerStretch;
}
export function lastPartOf(stretch: number): number {
  return firstPartOf(stretch + 1) - 1;
}

export function verdictBits(some: readonly Verdict[]): number {
  return some.reduce((bits, verdict) => bits | (1 << verdicts.indexOf(verdict)), 0);
}

const scoreSteps = 32;

/** One of 32 bits for each 1/32 that the range touches; both ends belong to it. */
export function scoreBits(min: number, max: number): number {
  let bits = 0;
  for (let step = scoreStep(min); step <= scoreStep(max); step += 1) bits |= 1 << step;
  return bits;
}

function scoreStep(score: number): number {
  return Math.min(scoreSteps - 1, Math.max(0, Math.floor(score * scoreSteps)));
}

/** Names of search keys. */
export const keyOfVerdict = (verdict: Verdict): string => `verdict ${verdict}`;
export const keyOfReason = (reason: string): string => `reason ${reason}`;
/** A clean pass whose picture the random sample chose. */
export const keyOfSample = 'sample';
