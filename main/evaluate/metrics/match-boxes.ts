/**
 * Which detections are right: a box of the same class with IoU above the limit that no better detection has taken.
 *
 * Within one picture, best score first, so any threshold on the score later keeps a prefix of the same matching.
 */

import { overlapOf } from '../../station/inference/decode-boxes.ts';

export interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Position in the bundle's classes. */
  readonly class: number;
}

export interface Detection extends Box {
  readonly score: number;
}

export interface Matched extends Detection {
  readonly isRight: boolean;
}

/** The published metric of DeepPCB counts a detection as right above this. */
export const rightIou = 0.33;

export interface Matching {
  /** Best score first. */
  readonly detections: readonly Matched[];
  /** For each truth, its detection's position in `detections`; null where it was not found. */
  readonly foundBy: readonly (number | null)[];
}

/** @param canMatch which pairs may match at all; the same class unless told. */
export function matchBoxes(
  detections: readonly Detection[],
  truths: readonly Box[],
  canMatch: (detection: Box, truth: Box) => boolean = (detection, truth) => detection.class === truth.class,
): Matching {
  const foundBy: (number | null)[] = truths.map(() => null);
  const bestFirst = detections.toSorted((a, b) => b.score - a.score || a.x1 - b.x1 || a.y1 - b.y1);
  const matched = bestFirst.map((detection, position) => {
    const truth = bestFree(detection, truths, foundBy, canMatch);
    if (truth !== null) foundBy[truth] = position;
    return { ...detection, isRight: truth !== null };
  });
  return { detections: matched, foundBy };
}

function bestFree(
  detection: Detection,
  truths: readonly Box[],
  foundBy: readonly (number | null)[],
  canMatch: (detection: Box, truth: Box) => boolean,
): number | null {
  let best: number | null = null;
  let bestIou = rightIou;
  truths.forEach((truth, i) => {
    if (foundBy[i] !== null || !canMatch(detection, truth)) return;
    const iou = overlapOf(detection, truth);
    if (iou > bestIou) [best, bestIou] = [i, iou];
  });
  return best;
}
