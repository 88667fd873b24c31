/** Zoom and pan of one picture: its state, its steps, and where the picture lies on its window. */
import { useCallback, useMemo, useState } from 'react';
import { type LookingStep, viewAfter } from '../../review/picture/looking.ts';
import { type Laid, lay, type Point, type Size, type View, wholePicture } from '../../review/picture/view.ts';
import type { KeyActions } from '../../ui/use-keys.ts';

const panShare = 0.12;

export interface Zoom {
  /** Null until the window's size is known. */
  readonly laid: Laid | null;
  readonly step: (step: LookingStep) => void;
  readonly windowIs: (size: Size) => void;
  readonly keys: KeyActions;
}

export function useZoom(frame: Size): Zoom {
  const [view, setView] = useState<View>(wholePicture);
  const [window, setWindow] = useState<Size | null>(null);
  const { width, height } = frame;
  const step = useCallback(
    (wanted: LookingStep) => {
      if (window) setView((before) => viewAfter(before, wanted, { width, height }, window));
    },
    [window, width, height],
  );
  const keys = useMemo(() => zoomKeys(step), [step]);
  return { laid: window ? lay(view, frame, window) : null, step, windowIs: setWindow, keys };
}

function zoomKeys(step: (step: LookingStep) => void): KeyActions {
  const pan = (x: number, y: number) => () => step({ kind: 'pan', by: { x: x * panShare, y: y * panShare } });
  return {
    '+': () => step({ kind: 'zoom', by: 1 }),
    // The same key without Shift.
    '=': () => step({ kind: 'zoom', by: 1 }),
    '-': () => step({ kind: 'zoom', by: -1 }),
    '0': () => step({ kind: 'fit' }),
    '1': () => step({ kind: 'own', ownScale: 1 / devicePixelRatio }),
    ArrowLeft: pan(-1, 0),
    ArrowRight: pan(1, 0),
    ArrowUp: pan(0, -1),
    ArrowDown: pan(0, 1),
  };
}

/** A point of the window (screen pixels from its top left) in the frame's own pixels. */
export function toFrame({ x, y }: Point, laid: Laid): Point {
  return { x: (x - laid.x) / laid.scale, y: (y - laid.y) / laid.scale };
}
