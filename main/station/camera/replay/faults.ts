/** Which fault a replayed frame gets: drawn from the seed and the frame's number, so that every run is alike. */
import type { ReplayFaults } from '../../config/camera.ts';
import { seededRandom } from '../../random.ts';

export const pictureFaultKinds = ['black', 'overexposed', 'blurred', 'covered'] as const;
export type PictureFaultKind = (typeof pictureFaultKinds)[number];
/** `drop`: the frame never comes; `repeat`: the picture before it comes again (duplicate, freeze). */
export type FrameFault = 'drop' | 'repeat' | PictureFaultKind | null;

/** @param frame from 1. Shares that add up to more than 1 leave nothing to the last ones. */
export function faultOf(faults: ReplayFaults | undefined, frame: number): FrameFault {
  if (!faults) return null;
  const { freeze } = faults;
  if (freeze && frame >= freeze.atFrame && frame < freeze.atFrame + freeze.frames) return 'repeat';
  const draw = seededRandom(faults.seed, frame)();
  let upTo = faults.drop;
  if (draw < upTo) return 'drop';
  upTo += faults.duplicate;
  if (draw < upTo) return 'repeat';
  for (const kind of pictureFaultKinds) {
    upTo += faults[kind];
    if (draw < upTo) return kind;
  }
  return null;
}
