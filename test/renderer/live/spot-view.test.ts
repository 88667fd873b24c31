import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spotView, worstRegion } from '../../../renderer/live/spot-view.ts';

const frame = { width: 1130, height: 460 };
const spot = fc
  .record({
    x: fc.integer({ min: 0, max: 1_100 }),
    y: fc.integer({ min: 0, max: 430 }),
    width: fc.integer({ min: 0, max: 400 }),
    height: fc.integer({ min: 0, max: 300 }),
  })
  .map((box) => ({
    ...box,
    width: Math.min(box.width, frame.width - box.x),
    height: Math.min(box.height, frame.height - box.y),
  }));

describe('the enlarged spot', () => {
  it('is always a piece of the frame, in the proportions of the view, with the middle of the spot in it', () => {
    fc.assert(
      fc.property(spot, fc.double({ min: 0.5, max: 4, noNaN: true }), (box, aspect) => {
        const view = spotView(box, frame, aspect);
        expect(view.x).toBeGreaterThanOrEqual(0);
        expect(view.y).toBeGreaterThanOrEqual(0);
        expect(view.x + view.width).toBeLessThanOrEqual(frame.width + 1e-6);
        expect(view.y + view.height).toBeLessThanOrEqual(frame.height + 1e-6);
        expect(view.width / view.height).toBeCloseTo(aspect, 6);
        const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        expect(middle.x).toBeGreaterThanOrEqual(view.x - 1e-6);
        expect(middle.x).toBeLessThanOrEqual(view.x + view.width + 1e-6);
        expect(middle.y).toBeGreaterThanOrEqual(view.y - 1e-6);
        expect(middle.y).toBeLessThanOrEqual(view.y + view.height + 1e-6);
      }),
    );
  });

  it('shows the whole frame where there is no spot', () => {
    expect(spotView(null, frame, 2)).toEqual({ x: 0, y: 0, ...frame });
  });

  it('is the one with the highest score', () => {
    const region = (score: number) => ({ class: 'pitting', score, x: 0, y: 0, width: 1, height: 1 });
    expect(worstRegion([region(0.3), region(0.9), region(0.5)])?.score).toBe(0.9);
    expect(worstRegion([])).toBeNull();
  });
});
