/** Pointers on the picture: one draws, two zoom and push, a wheel zooms. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LookingStep } from '../../review/picture/looking.ts';
import { noPointers, pointerDown, pointerMove, pointerUp } from '../../review/picture/touch.ts';
import type { Laid, Point } from '../../review/picture/view.ts';
import { toFrame } from '../part/use-zoom.ts';
import {
  type Canvas,
  type Drawing,
  type Drawn,
  dragged,
  finished,
  idle,
  interrupted,
  pressed,
  released,
} from './drawing.ts';
import type { LabelStep } from './labels.ts';

/** One notch of a wheel is about 100. */
const wheelGrowth = 1.0016;
/** Half of what a finger needs, screen pixels. */
const reachPx = 24;

export interface DrawingOn {
  readonly canvas: Omit<Canvas, 'reach'>;
  readonly laid: Laid | null;
  readonly onSteps: (steps: readonly LabelStep[]) => void;
  readonly onLook: (step: LookingStep) => void;
}

export interface DrawingState {
  readonly drawing: Drawing;
  /** Closes a polygon. */
  readonly finish: () => void;
  /** Takes the last corner back; with none left nothing is being drawn. */
  readonly uncorner: () => void;
  readonly forget: () => void;
}

export function useDrawing(box: RefObject<HTMLElement | null>, on: DrawingOn): DrawingState {
  const [drawing, setDrawing] = useState<Drawing>(idle);
  const latest = useRef({ on, drawing });
  latest.current = { on, drawing };
  const canvasNow = (): Canvas => {
    const { canvas, laid } = latest.current.on;
    return { ...canvas, reach: reachPx / (laid?.scale ?? 1) };
  };
  const take = ({ drawing: next, steps }: Drawn): void => {
    latest.current.drawing = next;
    setDrawing(next);
    if (steps.length > 0) latest.current.on.onSteps(steps);
  };
  const hands = useRef({ canvasNow, take });
  hands.current = { canvasNow, take };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let pointers = noPointers;
    const at = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const inFrame = (event: MouseEvent): Point => {
      const { laid } = latest.current.on;
      return laid ? toFrame(at(event), laid) : at(event);
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      pointers = pointerDown(pointers, event.pointerId, at(event));
      const now = latest.current.drawing;
      const canvas = hands.current.canvasNow();
      hands.current.take(pointers.down.length === 1 ? pressed(now, inFrame(event), canvas) : interrupted(now));
    };
    const move = (event: PointerEvent): void => {
      const [next, step] = pointerMove(pointers, event.pointerId, at(event));
      pointers = next;
      if (!step) return;
      const now = latest.current.drawing;
      if (pointers.down.length > 1 || now.at === 'looking') latest.current.on.onLook({ kind: 'touch', step });
      else hands.current.take(dragged(now, inFrame(event), hands.current.canvasNow()));
    };
    const up = (event: PointerEvent): void => {
      const wasDrawing = pointers.down.length === 1;
      pointers = pointerUp(pointers, event.pointerId);
      if (wasDrawing) hands.current.take(released(latest.current.drawing, hands.current.canvasNow()));
    };
    const cancel = (event: PointerEvent): void => {
      pointers = pointerUp(pointers, event.pointerId);
      hands.current.take(interrupted(latest.current.drawing));
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const factor = wheelGrowth ** -event.deltaY;
      latest.current.on.onLook({ kind: 'touch', step: { factor, from: at(event), to: at(event) } });
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', down, { signal });
    element.addEventListener('pointermove', move, { signal });
    element.addEventListener('pointerup', up, { signal });
    element.addEventListener('pointercancel', cancel, { signal });
    element.addEventListener('wheel', wheel, { passive: false, signal });
    return () => stop.abort();
  }, [box]);
  return {
    drawing,
    finish: () => take(finished(drawing, canvasNow())),
    uncorner: () => {
      if (drawing.at !== 'cornering') return;
      const corners = drawing.corners.slice(0, -1);
      take({ drawing: corners.length > 0 ? { at: 'cornering', corners } : idle, steps: [] });
    },
    forget: () => take({ drawing: idle, steps: [] }),
  };
}
