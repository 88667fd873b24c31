import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corrected, shiftBy, toGolden, turnDegrees } from '../../../main/station/registration/similarity.ts';
import { goldenTransform } from '../../../renderer/live/golden-transform.ts';

const frame = { width: 640, height: 480 };

/** Where an SVG `rotate(a cx cy) translate(x y)` draws a point. */
function drawn(transform: string, [px, py]: readonly [number, number]): readonly [number, number] {
  const [a = 0, cx = 0, cy = 0, tx = 0, ty = 0] = (transform.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  const turn = (a * Math.PI) / 180;
  const [x, y] = [px + tx - cx, py + ty - cy];
  return [Math.cos(turn) * x - Math.sin(turn) * y + cx, Math.sin(turn) * x + Math.cos(turn) * y + cy];
}

describe('the golden picture over a frame', () => {
  it('lies at the position of the frame where nothing is known of it', () => {
    expect(goldenTransform([1680, 0], null, frame)).toBe('rotate(0 320 240) translate(-1680 0)');
  });

  it('lies within a pixel where registration found it, whatever the shift and the turn', () => {
    const found = fc.record({
      x: fc.integer({ min: 0, max: 2000 }),
      y: fc.integer({ min: 0, max: 1500 }),
      dx: fc.double({ min: -24, max: 24, noNaN: true }),
      dy: fc.double({ min: -24, max: 24, noNaN: true }),
      turn: fc.double({ min: -0.026, max: 0.026, noNaN: true }),
      px: fc.integer({ min: 0, max: 639 }),
      py: fc.integer({ min: 0, max: 479 }),
    });
    fc.assert(
      fc.property(found, ({ x, y, dx, dy, turn, px, py }) => {
        const middle = [(frame.width - 1) / 2, (frame.height - 1) / 2] as const;
        const about = [x + middle[0], y + middle[1]] as const;
        const fit = corrected(shiftBy(x, y), { stretch: 0, turn, dx, dy }, about);
        const golden = toGolden(fit, px, py);
        const transform = goldenTransform([x, y], { dx, dy, turnDegrees: turnDegrees(fit) }, frame);
        const [atX, atY] = drawn(transform, golden);
        expect(Math.hypot(atX - px, atY - py)).toBeLessThan(1);
      }),
    );
  });
});
