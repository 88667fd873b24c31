/** Fingers, mouse and wheel on a window, as steps of its view. */
import { type RefObject, useEffect, useRef } from 'react';
import { noPointers, pointerDown, pointerMove, pointerUp, type Step } from './touch.ts';
import type { Point } from './view.ts';

/** One notch of a wheel is about 100. */
const wheelGrowth = 1.0016;
const linePx = 16;

export function useGestures(element: RefObject<HTMLElement | null>, onStep: (step: Step) => void): void {
  const latest = useRef(onStep);
  useEffect(() => {
    latest.current = onStep;
  });
  useEffect(() => {
    const window = element.current;
    if (!window) return;
    let pointers = noPointers;
    const at = (event: MouseEvent): Point => {
      const box = window.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      window.setPointerCapture(event.pointerId);
      pointers = pointerDown(pointers, event.pointerId, at(event));
    };
    const move = (event: PointerEvent): void => {
      const [next, step] = pointerMove(pointers, event.pointerId, at(event));
      pointers = next;
      if (step) latest.current(step);
    };
    const up = (event: PointerEvent): void => {
      pointers = pointerUp(pointers, event.pointerId);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const turned = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * linePx : event.deltaY;
      // Two fingers on a touch pad come as small turns with Ctrl.
      const factor = wheelGrowth ** (-turned * (event.ctrlKey ? 6 : 1));
      latest.current({ factor, from: at(event), to: at(event) });
    };
    window.addEventListener('pointerdown', down);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
    window.addEventListener('wheel', wheel, { passive: false });
    return () => {
      window.removeEventListener('pointerdown', down);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
      window.removeEventListener('wheel', wheel);
    };
  }, [element]);
}
