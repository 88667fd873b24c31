import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Shape, shapeSchema } from '../../../../main/api/slices/quality.ts';
import {
  boundsOf,
  boxBetween,
  contains,
  grown,
  handleAt,
  handlesOf,
  leastPx,
  moved,
  polygonOf,
  reshaped,
  shapeAt,
  withCorner,
  withoutCorner,
} from '../../../../renderer/quality/relabel/geometry.ts';

const frame = { width: 640, height: 480 };
const anywhere = fc.record({
  x: fc.double({ min: -2_000, max: 2_000, noNaN: true }),
  y: fc.double({ min: -2_000, max: 2_000, noNaN: true }),
});
const inFrame = fc.record({
  x: fc.double({ min: 0, max: frame.width, noNaN: true }),
  y: fc.double({ min: 0, max: frame.height, noNaN: true }),
});
const box = fc
  .tuple(inFrame, inFrame)
  .map(([a, b]) => boxBetween(a, b, 'pitting', frame))
  .filter((shape) => shape !== null);
const polygon = fc
  .array(inFrame, { minLength: 3, maxLength: 12 })
  .map((points) => polygonOf(points, 'crack', frame))
  .filter((shape) => shape !== null);
const shape: fc.Arbitrary<Shape> = fc.oneof(box, polygon);

/** Whether the point lies off the line through both. */
function isOff({ x, y }: { x: number; y: number }, [ax, ay]: [number, number], [bx, by]: [number, number]): boolean {
  const length = Math.hypot(bx - ax, by - ay);
  return length > 1e-6 && Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length > 1e-6;
}

const slack = 1e-6;
function expectInside(one: Shape): void {
  const { left, top, right, bottom } = boundsOf(one);
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(-slack);
  expect(right).toBeLessThanOrEqual(frame.width + slack);
  expect(bottom).toBeLessThanOrEqual(frame.height + slack);
  expect(shapeSchema.safeParse(one).success).toBe(true);
}

describe('a shape', () => {
  it('stays in the frame and keeps its size wherever it is moved', () => {
    fc.assert(
      fc.property(shape, anywhere, (before, by) => {
        const after = moved(before, by, frame);
        expectInside(after);
        const [a, b] = [boundsOf(before), boundsOf(after)];
        expect(b.right - b.left).toBeCloseTo(a.right - a.left, 6);
        expect(b.bottom - b.top).toBeCloseTo(a.bottom - a.top, 6);
      }),
    );
  });

  it('stays in the frame, and is never turned inside out, whichever handle is pulled to wherever', () => {
    fc.assert(
      fc.property(shape, fc.nat(), anywhere, (before, pick, to) => {
        const handles = handlesOf(before);
        const { handle } = handles[pick % handles.length] ?? expect.fail('every shape has handles');
        expectInside(reshaped(before, handle, to, frame));
      }),
    );
  });

  it('stays in the frame however it is grown by keys', () => {
    fc.assert(fc.property(shape, anywhere, (before, by) => expectInside(grown(before, by, frame))));
  });

  it('is found by each of its handles', () => {
    fc.assert(
      fc.property(shape, (one) => {
        for (const { at } of handlesOf(one)) expect(handleAt(one, at, 0.001)).not.toBeNull();
        const { left, top } = boundsOf(one);
        expect(handleAt(one, { x: left - 50, y: top - 50 }, 20)).toBeNull();
      }),
    );
  });
});

describe('a box', () => {
  it('follows the side that is pulled and leaves the other one where it is', () => {
    fc.assert(
      fc.property(box, inFrame, (before, to) => {
        const fixed = boundsOf(before);
        const after = boundsOf(reshaped(before, { kind: 'sides', x: 'right', y: null }, to, frame));
        if (Math.abs(to.x - fixed.left) < leastPx) return;
        expect([after.left, after.right].some((x) => Math.abs(x - fixed.left) < slack)).toBe(true);
        expect([after.left, after.right].some((x) => Math.abs(x - to.x) < slack)).toBe(true);
        expect(after.top).toBeCloseTo(fixed.top, 6);
        expect(after.bottom).toBeCloseTo(fixed.bottom, 6);
      }),
    );
  });

  it('holds each point between its corners and none outside', () => {
    fc.assert(
      fc.property(box, inFrame, (one, point) => {
        const { left, top, right, bottom } = boundsOf(one);
        const isWithin = point.x >= left && point.x <= right && point.y >= top && point.y <= bottom;
        expect(contains(one, point)).toBe(isWithin);
      }),
    );
  });

  it('is none while it is too small to be meant', () => {
    expect(boxBetween({ x: 10, y: 10 }, { x: 11, y: 90 }, 'pitting', frame)).toBeNull();
  });
});

describe('a polygon', () => {
  const square = {
    kind: 'polygon',
    class: 'dent',
    points: [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
  } satisfies Shape;

  it('covers the same with a corner more on an edge, and is itself again without it', () => {
    fc.assert(
      fc.property(polygon, fc.nat({ max: 11 }), inFrame, (one, pick, point) => {
        const index = pick % one.points.length;
        const more = withCorner(one, index);
        expect(more.points).toHaveLength(one.points.length + 1);
        expect(withoutCorner(more, index + 1)).toEqual(one);
        expect(boundsOf(more)).toEqual(boundsOf(one));
        // On an edge itself rounding may decide either way.
        if (one.points.every((from, i) => isOff(point, from, one.points[(i + 1) % one.points.length] ?? from)))
          expect(contains(more, point)).toBe(contains(one, point));
      }),
    );
  });

  it('keeps three corners', () => {
    const three = { ...square, points: square.points.slice(0, 3) };
    expect(withoutCorner(three, 0)).toBe(three);
  });

  it('leaves out what lies in its notch', () => {
    const notched = {
      ...square,
      points: [
        [0, 0],
        [10, 0],
        [5, 5],
        [10, 10],
        [0, 10],
      ],
    } satisfies Shape;
    expect(contains(notched, { x: 9, y: 5 })).toBe(false);
    expect(contains(notched, { x: 2, y: 5 })).toBe(true);
  });
});

it('finds the small shape inside of the large one', () => {
  const large = boxBetween({ x: 0, y: 0 }, { x: 400, y: 400 }, 'dent', frame);
  const small = boxBetween({ x: 100, y: 100 }, { x: 120, y: 120 }, 'pitting', frame);
  if (!large || !small) return expect.fail('both are large enough');
  expect(shapeAt([small, large], { x: 110, y: 110 }, 0)).toBe(0);
  expect(shapeAt([large, small], { x: 110, y: 110 }, 0)).toBe(1);
  expect(shapeAt([large, small], { x: 300, y: 300 }, 0)).toBe(0);
  expect(shapeAt([large, small], { x: 500, y: 300 }, 0)).toBeNull();
});
