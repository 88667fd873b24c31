/** Notes when the person begins to see a part, and how long that took from the key that decided the one before. */
import { useLayoutEffect } from 'react';
import { withSeen } from '../desk/desk.ts';
import { desk } from '../desk/review-desk.ts';

/** As `performance.getEntriesByName` finds it. */
export const nextPictureMeasure = 'sightline.review.next-picture';
const mostMeasures = 400;

export function useSeen(id: string, isThere: boolean): void {
  useLayoutEffect(() => {
    if (!isThere || desk.get().shown?.part.id !== id) return;
    const { pressedAtMs } = desk.get();
    const isFirst = desk.get().shown?.seenAtMs === null;
    desk.change((state) => withSeen(state, id, performance.now()));
    if (isFirst && pressedAtMs !== null) measureOnceDrawn(pressedAtMs);
  }, [id, isThere]);
}

/** A message that is posted while a frame is prepared comes once that frame has been drawn. */
function measureOnceDrawn(pressedAtMs: number): void {
  requestAnimationFrame(() => {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => {
      drawn.port1.close();
      if (performance.getEntriesByName(nextPictureMeasure).length > mostMeasures)
        performance.clearMeasures(nextPictureMeasure);
      performance.measure(nextPictureMeasure, { start: pressedAtMs, end: performance.now() });
    };
    drawn.port2.postMessage(null);
  });
  desk.change((state) => ({ ...state, pressedAtMs: null }));
}
