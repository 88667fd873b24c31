import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnOrder, fileOrder } from '../../../../main/station/camera/replay/play-order.ts';

const orders = fc.record({
  goodCount: fc.integer({ min: 1, max: 12 }),
  defectiveCount: fc.integer({ min: 1, max: 12 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  framesPerPart: fc.integer({ min: 1, max: 12 }),
  seed: fc.integer(),
});

function first(count: number, order: Iterator<number>): number[] {
  return Array.from({ length: count }, () => order.next().value);
}

function partsOf(
  { goodCount, defectiveCount, ...order }: typeof orders extends fc.Arbitrary<infer T> ? T : never,
  parts: number,
) {
  const good = Array.from({ length: goodCount }, (_, index) => index);
  const defective = Array.from({ length: defectiveCount }, (_, index) => 100 + index);
  const frames = first(parts * order.framesPerPart, drawnOrder({ ...order, good, defective }));
  return Array.from({ length: parts }, (_, part) =>
    frames.slice(part * order.framesPerPart, (part + 1) * order.framesPerPart),
  );
}
const isDefective = (picture: number): boolean => picture >= 100;

describe('a drawn play order', () => {
  it('has at most one defective picture in a part, and the stated share of such parts in every block', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 6 }), (order, blocks) => {
        const parts = partsOf(order, 20 * blocks);
        const defects = parts.map((part) => part.filter(isDefective).length);
        expect(Math.max(...defects)).toBeLessThanOrEqual(1);
        const count = defects.reduce((sum, one) => sum + one, 0);
        expect(Math.abs(count - order.share * parts.length)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
  it('is the same for the same seed and another for another', () => {
    fc.assert(
      fc.property(orders, (order) => {
        expect(partsOf(order, 30)).toEqual(partsOf(order, 30));
      }),
    );
    const order = { goodCount: 9, defectiveCount: 9, share: 0.3, framesPerPart: 3 };
    expect(partsOf({ ...order, seed: 1 }, 30)).not.toEqual(partsOf({ ...order, seed: 2 }, 30));
  });
  it('shows every good picture before any comes again', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const shown = partsOf(order, 40)
          .flat()
          .filter((picture) => !isDefective(picture));
        const firstDeal = shown.slice(0, order.goodCount);
        expect(new Set(firstDeal).size).toBe(firstDeal.length);
      }),
    );
  });
  it('puts the defective picture at every place of a part', () => {
    const parts = partsOf({ goodCount: 5, defectiveCount: 5, share: 1, framesPerPart: 4, seed: 7 }, 200);
    expect(new Set(parts.map((part) => part.findIndex(isDefective)))).toEqual(new Set([0, 1, 2, 3]));
  });
});

describe('file order', () => {
  it('runs through the pictures once, or again and again', () => {
    expect([...fileOrder(3, false)]).toEqual([0, 1, 2]);
    expect(first(5, fileOrder(2, true))).toEqual([0, 1, 0, 1, 0]);
    expect([...fileOrder(0, true)]).toEqual([]);
  });
});
