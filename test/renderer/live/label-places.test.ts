import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelPlace, type LabelRequest, placeLabels, type Rect } from '../../../renderer/live/label-places.ts';

const screen = { width: 700, height: 700 };
const label = { width: 150, height: 28 };

function rectOf({ box, label: size }: LabelRequest, { corner, dx, dy }: LabelPlace): Rect {
  return { x: box.x + (corner.right ? box.width : 0) + dx, y: box.y + (corner.bottom ? box.height : 0) + dy, ...size };
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

const box = fc.record({
  x: fc.integer({ min: 0, max: 660 }),
  y: fc.integer({ min: 0, max: 660 }),
  width: fc.integer({ min: 4, max: 40 }),
  height: fc.integer({ min: 4, max: 40 }),
});
const requests = fc.array(
  fc.record({
    box,
    label: fc.record({ width: fc.integer({ min: 60, max: 240 }), height: fc.constant(28) }),
  }),
  { minLength: 1, maxLength: 20 },
);

describe('the words of marks', () => {
  it('stand above a lone box, and below one at the upper edge', () => {
    const [above] = placeLabels([{ box: { x: 300, y: 300, width: 20, height: 20 }, label }], screen);
    expect(above).toMatchObject({ corner: { right: false, bottom: false } });
    expect(above?.dy).toBeLessThan(-label.height);
    const [below] = placeLabels([{ box: { x: 300, y: 2, width: 20, height: 20 }, label }], screen);
    expect(below?.corner.bottom).toBe(true);
    const [inward] = placeLabels([{ box: { x: 670, y: 300, width: 20, height: 20 }, label }], screen);
    expect(inward?.corner.right).toBe(true);
  });

  it('move out of the way of a neighbour that is worse', () => {
    const pair = [300, 330].map((x) => ({ box: { x, y: 300, width: 20, height: 20 }, label }));
    const [first, second] = placeLabels(pair, screen);
    expect(first).not.toBeNull();
    expect(second).not.toEqual(first);
  });

  it('never cover each other, and but for the first no box and no edge; the first is always there', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const places = placeLabels(asked, screen);
        expect(places[0]).not.toBeNull();
        const rects = asked.map((request, i) => {
          const place = places[i];
          return place ? rectOf(request, place) : null;
        });
        for (const [i, rect] of rects.entries()) {
          if (!rect) continue;
          expect(rects.some((other, j) => j < i && other !== null && overlap(rect, other))).toBe(false);
          if (i === 0) continue;
          expect(asked.some((other, j) => j !== i && overlap(rect, other.box))).toBe(false);
          expect(rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= 700 && rect.y + rect.height <= 700).toBe(true);
        }
      }),
    );
  });
});
