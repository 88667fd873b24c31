import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitScale,
  lay,
  type Point,
  pan,
  type Size,
  splitOf,
  type View,
  viewOfSpot,
  wholePicture,
  zoomAround,
  zoomTo,
} from '../../../renderer/review/picture/view.ts';

const sizes = fc.record({ width: fc.integer({ min: 64, max: 4096 }), height: fc.integer({ min: 64, max: 4096 }) });
const windows = fc.record({ width: fc.integer({ min: 120, max: 2000 }), height: fc.integer({ min: 120, max: 1200 }) });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const within = ({ width, height }: Size, [x, y]: readonly [number, number]): Point => ({ x: x * width, y: y * height });
const views = (frame: Size): fc.Arbitrary<View> =>
  fc.oneof(
    fc.constant(wholePicture),
    fc.record({
      scale: fc.double({ min: 0.01, max: 40, noNaN: true }),
      middle: fc.tuple(share, share).map((at) => within(frame, at)),
    }),
  );
const scenes = fc
  .tuple(sizes, windows)
  .chain(([frame, window]) =>
    fc.record({ frame: fc.constant(frame), window: fc.constant(window), view: views(frame) }),
  );

/** The point of the frame that lies at `at` of the window. */
function under(view: View, at: Point, frame: Size, window: Size): Point {
  const { scale, x, y } = lay(view, frame, window);
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance;
}

describe('a view of a picture', () => {
  it('never shows anything beyond the edges while the picture is larger than its window', () => {
    fc.assert(
      fc.property(scenes, ({ frame, window, view }) => {
        const { scale, x, y } = lay(view, frame, window);
        for (const [at, size, room] of [
          [x, frame.width * scale, window.width],
          [y, frame.height * scale, window.height],
        ] as const) {
          if (size <= room) expect(near(at, (room - size) / 2, 1e-6)).toBe(true);
          else {
            expect(at).toBeLessThanOrEqual(1e-6);
            expect(at + size).toBeGreaterThanOrEqual(room - 1e-6);
          }
        }
      }),
    );
  });

  it('shows the whole picture while it fits, whatever the window becomes', () => {
    fc.assert(
      fc.property(sizes, windows, (frame, window) => {
        const { scale, x, y } = lay(wholePicture, frame, window);
        expect(x).toBeGreaterThanOrEqual(-1e-6);
        expect(y).toBeGreaterThanOrEqual(-1e-6);
        expect(frame.width * scale).toBeLessThanOrEqual(window.width + 1e-6);
        expect(near(frame.width * scale, window.width, 1e-6) || near(frame.height * scale, window.height, 1e-6)).toBe(
          true,
        );
      }),
    );
  });

  it('keeps what lies under the pointer there while it grows, as far as the edges let it', () => {
    fc.assert(
      fc.property(scenes, fc.tuple(share, share), fc.double({ min: 1, max: 3, noNaN: true }), (scene, at, factor) => {
        const { frame, window, view } = scene;
        const pointer = within(window, at);
        const grown = zoomAround(view, factor, pointer, pointer, frame, window);
        const { scale, x, y } = lay(grown, frame, window);
        const before = under(view, pointer, frame, window);
        const isFree = (start: number, size: number, room: number): boolean =>
          size > room && start < -1e-3 && start + size > room + 1e-3;
        if (isFree(x, frame.width * scale, window.width)) {
          expect(near(under(grown, pointer, frame, window).x, before.x, 1e-3)).toBe(true);
        }
        if (isFree(y, frame.height * scale, window.height)) {
          expect(near(under(grown, pointer, frame, window).y, before.y, 1e-3)).toBe(true);
        }
      }),
    );
  });

  it('is never smaller than its window and comes back to fit by making it smaller', () => {
    fc.assert(
      fc.property(scenes, fc.tuple(share, share), ({ frame, window, view }, at) => {
        const pointer = within(window, at);
        expect(zoomAround(view, 1e-6, pointer, pointer, frame, window)).toEqual(wholePicture);
      }),
    );
  });

  it('stands where it is when nothing moves', () => {
    fc.assert(
      fc.property(scenes, fc.tuple(share, share), ({ frame, window, view }, at) => {
        const pointer = within(window, at);
        const same = lay(zoomAround(view, 1, pointer, pointer, frame, window), frame, window);
        const before = lay(view, frame, window);
        expect(near(same.scale, before.scale, before.scale * 1e-6)).toBe(true);
        expect(near(same.x, before.x, 1e-3)).toBe(true);
        expect(near(same.y, before.y, 1e-3)).toBe(true);
      }),
    );
  });

  it('pushed beyond an edge comes back with the first step in the other direction', () => {
    const frame = { width: 1000, height: 1000 };
    const window = { width: 500, height: 500 };
    const view = zoomTo(wholePicture, 1, frame, window);
    const atEdge = pan(view, { x: 9_999, y: 0 }, frame, window);
    expect(lay(atEdge, frame, window).x).toBe(0);
    expect(lay(pan(atEdge, { x: -10, y: 0 }, frame, window), frame, window).x).toBe(-10);
  });

  it('at 1:1 has one pixel of the picture on one of the screen', () => {
    fc.assert(
      fc.property(sizes, windows, (frame, window) => {
        const { scale } = lay(zoomTo(wholePicture, 1, frame, window), frame, window);
        expect(near(scale, Math.max(1, fitScale(frame, window)), 1e-9)).toBe(true);
      }),
    );
  });

  it('of a spot has all of it in the window, in the middle where the edges let it', () => {
    const spots = scenes.chain(({ frame, window }) =>
      fc.tuple(share, share, share, share).map(([x, y, w, h]) => {
        const width = 1 + (w * frame.width) / 4;
        const height = 1 + (h * frame.height) / 4;
        return { frame, window, spot: { x: x * (frame.width - width), y: y * (frame.height - height), width, height } };
      }),
    );
    fc.assert(
      fc.property(spots, ({ frame, window, spot }) => {
        const { scale, x, y } = lay(viewOfSpot(spot, frame, window, 0.5), frame, window);
        if (spot.width * scale > window.width || spot.height * scale > window.height) return;
        expect(spot.x * scale + x).toBeGreaterThanOrEqual(-1e-3);
        expect(spot.y * scale + y).toBeGreaterThanOrEqual(-1e-3);
        expect((spot.x + spot.width) * scale + x).toBeLessThanOrEqual(window.width + 1e-3);
        expect((spot.y + spot.height) * scale + y).toBeLessThanOrEqual(window.height + 1e-3);
      }),
    );
  });

  it('is split so that both pictures are larger', () => {
    expect(splitOf({ width: 1130, height: 460 }, { width: 1000, height: 700 })).toBe('above');
    expect(splitOf({ width: 640, height: 640 }, { width: 1000, height: 700 })).toBe('beside');
  });
});
