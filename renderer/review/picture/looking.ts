/** How the person looks at the part: zoom, frame, golden picture, regions. Pure steps; zoom and frame begin anew with each part. */

import { assertNever } from '../../../main/api/words.ts';
import type { Box } from '../../live/spot-view.ts';
import type { Step } from './touch.ts';
import {
  type Point,
  pan,
  type Size,
  type View,
  viewOfSpot,
  wholePicture,
  zoomAround,
  zoomStep,
  zoomTo,
} from './view.ts';

export type GoldenMode = 'off' | 'beside' | 'blink';

export interface Looking {
  readonly partId: string | null;
  readonly view: View;
  /** Index into the part's frames, worst first. */
  readonly frame: number;
  readonly golden: GoldenMode;
  /** While it blinks: which of the two is up. */
  readonly isGoldenUp: boolean;
  readonly showRegions: boolean;
}

export const firstLooking: Looking = {
  partId: null,
  view: wholePicture,
  frame: 0,
  golden: 'off',
  isGoldenUp: false,
  showRegions: true,
};

/** What was chosen for comparing stays for the next part. */
export function atPart(looking: Looking, partId: string | null): Looking {
  if (looking.partId === partId) return looking;
  return { ...looking, partId, view: wholePicture, frame: 0, isGoldenUp: false };
}

export type LookingStep =
  | { readonly kind: 'touch'; readonly step: Step }
  | { readonly kind: 'zoom'; readonly by: 1 | -1 }
  | { readonly kind: 'fit' }
  /** One pixel of the picture is one of the screen. */
  | { readonly kind: 'own'; readonly ownScale: number }
  | { readonly kind: 'spot'; readonly spot: Box; readonly ownScale: number }
  /** Across the picture by a share of the window. */
  | { readonly kind: 'pan'; readonly by: Point };

export function viewAfter(view: View, step: LookingStep, frame: Size, window: Size): View {
  const centre = { x: window.width / 2, y: window.height / 2 };
  switch (step.kind) {
    case 'touch':
      return zoomAround(view, step.step.factor, step.step.from, step.step.to, frame, window);
    case 'zoom':
      return zoomAround(view, zoomStep ** step.by, centre, centre, frame, window);
    case 'fit':
      return wholePicture;
    case 'own':
      return zoomTo(view, step.ownScale, frame, window);
    case 'spot':
      return viewOfSpot(step.spot, frame, window, step.ownScale);
    case 'pan':
      return pan(view, { x: -step.by.x * window.width, y: -step.by.y * window.height }, frame, window);
    default:
      return assertNever(step);
  }
}

export function frameAfter(frame: number, by: 1 | -1, count: number): number {
  return Math.min(Math.max(0, frame + by), Math.max(0, count - 1));
}

export function goldenAfter(looking: Looking, mode: Exclude<GoldenMode, 'off'>): Looking {
  return { ...looking, golden: looking.golden === mode ? 'off' : mode, isGoldenUp: false };
}
