import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, fitMatches, type Match } from '../../../main/station/registration/fit.ts';
import {
  corrected,
  type Similarity,
  scaleOf,
  shiftBy,
  toGolden,
  toLive,
  turnDegrees,
} from '../../../main/station/registration/similarity.ts';

const corner = { xx: 1, xy: 0, yy: 1 };
const uprightEdge = { xx: 1, xy: 0, yy: 0 };
const expected = { stretch: 0.004, turn: 0.02, shift: 8 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const poses = fc.record({
  stretch: number(-0.004, 0.004),
  turn: number(-0.026, 0.026),
  dx: number(-8, 8),
  dy: number(-8, 8),
});

const places = [40, 150, 260, 370].flatMap((x) => [30, 120, 210, 300].map((y) => [x, y] as const));

function matchesOf(truth: Similarity, certainty = corner): Match[] {
  return places.map(([x, y]) => ({ live: [x, y], golden: toGolden(truth, x, y), likeness: 0.9, certainty }));
}

function farthest(fit: Similarity | null, truth: Similarity): number {
  if (!fit) return Number.POSITIVE_INFINITY;
  return Math.max(...matchesOf(truth).map((match) => distance(fit, match)));
}

describe('a similarity', () => {
  it('takes a point there and back', () => {
    fc.assert(
      fc.property(poses, number(0, 640), number(0, 640), (pose, x, y) => {
        const fit = corrected(shiftBy(12, -7), pose, [300, 200]);
        const [backX, backY] = toLive(fit, ...toGolden(fit, x, y));
        expect(backX).toBeCloseTo(x, 6);
        expect(backY).toBeCloseTo(y, 6);
        expect(scaleOf(fit)).toBeCloseTo(1 + pose.stretch, 2);
        expect(turnDegrees(fit)).toBeCloseTo((pose.turn * 180) / Math.PI, 1);
      }),
    );
  });
});

describe('the fit to matches', () => {
  it('finds the pose that they were made with', () => {
    fc.assert(
      fc.property(poses, (pose) => {
        const truth = corrected(shiftBy(100, 50), pose, [300, 200]);
        expect(farthest(fitMatches(matchesOf(truth), shiftBy(100, 50), expected, 12, 1), truth)).toBeLessThan(0.2);
      }),
    );
  });

  it('does not follow a third of them that jumped elsewhere', () => {
    fc.assert(
      fc.property(
        poses,
        fc.array(fc.tuple(number(-12, 12), number(-12, 12)), { minLength: 5, maxLength: 5 }),
        (pose, jumps) => {
          const truth = corrected(shiftBy(0, 0), pose, [200, 150]);
          const matches = matchesOf(truth).map((match, i): Match => {
            const jump = i % 3 === 0 ? jumps[i / 3] : undefined;
            return jump ? { ...match, golden: [match.golden[0] + jump[0], match.golden[1] + jump[1]] } : match;
          });
          expect(farthest(fitMatches(matches, shiftBy(0, 0), expected, 12, 1), truth)).toBeLessThan(1.5);
        },
      ),
    );
  });

  it('leaves what no edge tells as it was expected', () => {
    const truth = shiftBy(5, 6);
    const matches = matchesOf(truth, uprightEdge).map(
      (match): Match => ({ ...match, golden: [match.golden[0], match.golden[1] - 3] }),
    );
    const fit = fitMatches(matches, shiftBy(2, 1), expected, 12, 1);
    expect(fit?.tx).toBeCloseTo(5, 1);
    expect(fit?.ty).toBeCloseTo(1, 3);
  });

  it('has none without matches', () => {
    expect(fitMatches([], shiftBy(0, 0), expected, 12, 1)).toBeNull();
  });
});
