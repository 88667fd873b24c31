import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noPointers, pointerDown, pointerMove, pointerUp } from '../../../renderer/review/picture/touch.ts';

const points = fc.record({ x: fc.integer({ min: 0, max: 1000 }), y: fc.integer({ min: 0, max: 1000 }) });

describe('fingers on a picture', () => {
  it('push it by as much as one of them moves, without making it larger', () => {
    fc.assert(
      fc.property(points, points, (from, to) => {
        const [, step] = pointerMove(pointerDown(noPointers, 1, from), 1, to);
        expect(step).toEqual({ factor: 1, from, to });
      }),
    );
  });

  it('make it as much larger as two of them move apart, about the point between them', () => {
    const two = pointerDown(pointerDown(noPointers, 1, { x: 100, y: 100 }), 2, { x: 200, y: 100 });
    const [, step] = pointerMove(two, 2, { x: 300, y: 100 });
    expect(step).toEqual({ factor: 2, from: { x: 150, y: 100 }, to: { x: 200, y: 100 } });
  });

  it('do not let it leap when one of two is lifted', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        const two = pointerDown(pointerDown(noPointers, 1, a), 2, b);
        const [, step] = pointerMove(pointerUp(two, 1), 2, b);
        expect(step).toEqual({ factor: 1, from: b, to: b });
      }),
    );
  });

  it('do nothing when they are not down, nor as a third', () => {
    fc.assert(
      fc.property(points, points, points, (a, b, c) => {
        const two = pointerDown(pointerDown(noPointers, 1, a), 2, b);
        expect(pointerMove(pointerDown(two, 3, c), 3, a)[1]).toBeNull();
        expect(pointerMove(noPointers, 1, a)[1]).toBeNull();
      }),
    );
  });
});
