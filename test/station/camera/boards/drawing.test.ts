import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distancesTo } from '../../../../main/station/camera/boards/distance-transform.ts';
import { distanceTo, Field, reach, type Shape } from '../../../../main/station/camera/boards/field.ts';
import { countPieces, findPieces } from '../../../../main/station/camera/boards/pieces.ts';
import { Queue } from '../../../../main/station/camera/boards/queue.ts';
import { free, Grid } from '../../../../main/station/camera/boards/router.ts';

const place = fc.integer({ min: -10, max: 70 });
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({ kind: fc.constant('disc' as const), x: place, y: place, radius: fc.integer({ min: 2, max: 20 }) }),
  fc.record({
    kind: fc.constant('box' as const),
    x: place,
    y: place,
    width: fc.integer({ min: 6, max: 40 }),
    height: fc.integer({ min: 6, max: 40 }),
    radius: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('stroke' as const),
    points: fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 4 }),
    width: fc.integer({ min: 2, max: 12 }),
  }),
);

describe('a field of distances', () => {
  it('holds for every pixel the distance to the nearest of the shapes, as far as it reaches', () => {
    fc.assert(
      fc.property(fc.array(shapes, { minLength: 1, maxLength: 3 }), (drawn) => {
        const field = new Field(60, 50);
        for (const shape of drawn) field.add(shape);
        for (let at = 0; at < 3000; at += 7) {
          const nearest = Math.min(...drawn.map((shape) => distanceTo(shape, at % 60, Math.floor(at / 60))));
          expect(field.distances[at]).toBeCloseTo(Math.min(reach, nearest), 3);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cuts the corners of a box with a chamfer', () => {
    const box: Shape = { kind: 'box', x: 0, y: 0, width: 20, height: 20, chamfer: 6 };
    expect(distanceTo(box, 9.9, 9.9)).toBeGreaterThan(0);
    expect(distanceTo({ ...box, chamfer: 0 }, 9.9, 9.9)).toBeLessThan(0);
    expect(distanceTo(box, 9, 0)).toBeCloseTo(-1);
  });
});

describe('the distance transform', () => {
  it('gives the distance to the nearest set pixel', () => {
    const pictures = fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 9 * 7, maxLength: 9 * 7 });
    fc.assert(
      fc.property(pictures, (picture) => {
        fc.pre(picture.includes(1));
        const found = distancesTo(Uint8Array.from(picture), 9, 7);
        for (const [at, distance] of found.entries()) {
          const all = picture.flatMap((set, other) =>
            set === 1 ? [Math.hypot((at % 9) - (other % 9), Math.floor(at / 9) - Math.floor(other / 9))] : [],
          );
          expect(distance).toBeCloseTo(Math.min(...all), 4);
        }
      }),
    );
  });
});

describe('pieces', () => {
  it('hang together by their sides, not by their corners', () => {
    const picture = [1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1];
    expect(countPieces(Uint8Array.from(picture), 4, 3)).toBe(5);
    const { labels, sizes } = findPieces(Uint8Array.from([1, 1, 0, 0, 1, 0, 1, 0, 1]), 3, 3);
    expect(sizes.slice(1)).toEqual([3, 1, 1]);
    expect(labels[0]).toBe(labels[4]);
  });
});

describe('the queue', () => {
  it('gives out the cheapest first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), (costs) => {
        const queue = new Queue();
        for (const [index, cost] of costs.entries()) queue.push(cost, index);
        const out = costs.map(() => costs[queue.pop() ?? -1]);
        expect(out).toEqual([...costs].sort((a, b) => a - b));
        expect(queue.pop()).toBeNull();
      }),
    );
  });
});

describe('the router', () => {
  it('leads every net over points of its own, by neighbouring points, without sharp turns', () => {
    const point = fc.integer({ min: 0, max: 20 * 15 - 1 });
    fc.assert(
      fc.property(fc.uniqueArray(point, { minLength: 4, maxLength: 16 }), (ends) => {
        const grid = new Grid(20, 15);
        for (const [index, end] of ends.entries()) grid.claim(end, index >> 1);
        const taken = new Map<number, number>();
        for (let net = 0; net < ends.length >> 1; net += 1) {
          const [from, to] = [ends[2 * net] ?? 0, ends[2 * net + 1] ?? 0];
          const way = grid.route(net, from, (at) => at === to);
          if (!way) continue;
          expect([way.points[0], way.points.at(-1)]).toEqual([from, to]);
          const steps = way.points.slice(1).map((at, index) => at - (way.points[index] ?? 0));
          for (const step of steps) expect([1, 19, 20, 21]).toContain(Math.abs(step));
          for (const [index, step] of steps.entries()) if (index > 0) expect(step).not.toBe(-(steps[index - 1] ?? 0));
          for (const at of way.points) {
            expect(taken.get(at) ?? net).toBe(net);
            taken.set(at, net);
          }
        }
      }),
    );
  });

  it('finds no way through points of another net', () => {
    const grid = new Grid(9, 9);
    for (let row = 0; row < 9; row += 1) grid.claim(row * 9 + 4, 7);
    expect(grid.route(1, 0, (at) => at === 8)).toBeNull();
    expect(grid.owner(8)).toBe(free);
  });
});
