import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Grey, newGrey } from '../../../main/station/registration/grey.ts';
import { openCv } from '../../../main/station/registration/opencv.ts';
import {
  makeRegistration,
  type Registered,
  type RegistrationOptions,
} from '../../../main/station/registration/registration.ts';
import { toGolden } from '../../../main/station/registration/similarity.ts';
import {
  drawBoard,
  drawPads,
  drawStripes,
  evenLight,
  fillDisc,
  fillRectangle,
  type Pose,
  photograph,
  poseOf,
  softened,
} from './drawn-boards.ts';

const frame = { width: 320, height: 288 };
const inPlace: Pose = { dx: 0, dy: 0, turnDegrees: 0 };

function registration(golden: Grey, options: Partial<RegistrationOptions> = {}) {
  const made = makeRegistration({ golden, frame, positions: [[0, 0]], ignore: [], searchPx: 24, ...options });
  onTestFinished(() => made.close());
  return made;
}

/** Farthest corner of the frame from where it should be; golden pixels. */
function cornerError(found: Registered, x: number, y: number, truth: Pose): number {
  if (!found.ok) return Number.POSITIVE_INFINITY;
  const [is, should] = [poseOf(frame, x, y, found), poseOf(frame, x, y, truth)];
  const corners = [0, frame.width - 1].flatMap((cx) => [0, frame.height - 1].map((cy) => [cx, cy] as const));
  const away = corners.map(([cx, cy]) => {
    const [one, other] = [toGolden(is, cx, cy), toGolden(should, cx, cy)];
    return Math.hypot(one[0] - other[0], one[1] - other[1]);
  });
  return Math.max(...away);
}

describe('a picture of the board', () => {
  it('is found within a pixel, however it lies in the search, turned, in another light, noisy or soft', () => {
    const board = drawBoard(700, 400, 3);
    const [x, y] = [200, 60];
    const made = registration(board, { positions: [[x, y]] });
    const shift = fc.double({ min: -24, max: 24, noNaN: true });
    const pose = fc.record({ dx: shift, dy: shift, turnDegrees: fc.double({ min: -1.5, max: 1.5, noNaN: true }) });
    const light = fc.record({
      gain: fc.double({ min: 0.35, max: 1.1, noNaN: true }),
      offset: fc.integer({ min: 0, max: 60 }),
      falloff: fc.double({ min: 0, max: 0.4, noNaN: true }),
      noise: fc.integer({ min: 0, max: 8 }),
    });
    fc.assert(
      fc.property(pose, light, fc.nat(2), fc.nat(1000), (truth, lamp, soft, seed) => {
        fc.pre(Math.hypot(truth.dx, truth.dy) <= 24);
        const sharpPicture = photograph(board, frame.width, frame.height, poseOf(frame, x, y, truth), lamp, seed);
        const found = made.register(softened(sharpPicture, soft), 0);
        expect(found).toMatchObject({ ok: true });
        expect(cornerError(found, x, y, truth)).toBeLessThan(1);
      }),
      { numRuns: 25 },
    );
  });

  it('is found although it has defects', () => {
    const board = drawBoard(frame.width, frame.height, 5);
    const live = photograph(
      board,
      frame.width,
      frame.height,
      poseOf(frame, 0, 0, { dx: 3, dy: -2, turnDegrees: 0.4 }),
      evenLight,
    );
    for (let i = 0; i < 8; i++) fillDisc(live, 30 + 35 * i, 40 + 25 * i, 10, i % 2 ? 60 : 190);
    expect(cornerError(registration(board).register(live, 0), 0, 0, { dx: 3, dy: -2, turnDegrees: 0.4 })).toBeLessThan(
      1,
    );
  });

  it('is found at the place of its frame', () => {
    const board = drawBoard(900, 600, 8);
    const positions = [
      [0, 0],
      [560, 0],
      [560, 300],
      [20, 300],
    ] as const;
    const made = registration(board, { positions });
    positions.forEach(([x, y], index) => {
      const truth = { dx: 4 - index, dy: index, turnDegrees: 0.2 * index };
      const live = photograph(board, frame.width, frame.height, poseOf(frame, x, y, truth), evenLight);
      expect(cornerError(made.register(live, index), x, y, truth)).toBeLessThan(1);
      expect(made.register(live, (index + 1) % 4).ok).toBe(false);
    });
  });

  it('is not taken one pitch off among pads that are all alike, as long as something else tells', () => {
    const board = drawPads(frame.width + 80, frame.height + 80, 16);
    fillRectangle(board, 120, 90, 70, 18, 190);
    fillRectangle(board, 230, 200, 20, 60, 190);
    for (const truth of [inPlace, { dx: 6, dy: -5, turnDegrees: 0.5 }, { dx: -12, dy: 11, turnDegrees: -0.8 }]) {
      const live = photograph(board, frame.width, frame.height, poseOf(frame, 40, 40, truth), evenLight);
      expect(cornerError(registration(board, { positions: [[40, 40]] }).register(live, 0), 40, 40, truth)).toBeLessThan(
        1,
      );
    }
  });

  it('of nothing but parallel tracks is laid so that the tracks lie on each other', () => {
    const board = drawStripes(frame.width, frame.height, 44);
    const live = photograph(
      board,
      frame.width,
      frame.height,
      poseOf(frame, 0, 0, { dx: 5, dy: 9, turnDegrees: 0 }),
      evenLight,
    );
    const found = registration(board).register(live, 0);
    expect(found).toMatchObject({ ok: true, dx: expect.closeTo(5, 0), turnDegrees: expect.closeTo(0, 0) });
  });
});

describe('what is laid on the picture', () => {
  const board = drawBoard(frame.width + 100, frame.height, 11);
  const truth = { dx: 7.4, dy: -5.2, turnDegrees: 0.9 };
  const pose = poseOf(frame, 50, 0, truth);
  const live = photograph(board, frame.width, frame.height, pose, evenLight);

  it('is the golden picture in the pixels of the live one, and the live one where there is no golden picture', () => {
    const found = registration(board, { positions: [[50, 0]] }).register(live, 0);
    if (!found.ok) throw new Error(found.why);
    const different = found.golden.filter((value, i) => Math.abs(value - (live.bytes[i] as number)) > 100);
    expect(different.length).toBeLessThan(live.bytes.length * 0.02);
    // The first rows lie above the board.
    const above = Array.from({ length: frame.width }, (_, x) => x).filter((x) => toGolden(pose, x, 0)[1] < -1);
    expect(above.length).toBeGreaterThan(50);
    for (const x of above) expect(found.golden[x]).toBe(live.bytes[x]);
  });

  it('is the live picture in zones that are not compared', () => {
    const ignore = [{ x: 150, y: 100, width: 60, height: 40 }];
    const marked = { ...live, bytes: live.bytes.slice() };
    fillRectangle(marked, 0, 0, frame.width, frame.height, 0);
    for (let i = 0; i < marked.bytes.length; i++)
      marked.bytes[i] = live.bytes[i] === 255 ? 254 : (live.bytes[i] as number);
    // A serial number that the golden picture does not have.
    const [left, top] = [150 - 50 - 7 + 8, 100 + 5 + 6];
    fillRectangle(marked, left, top, 40, 20, 255);
    const with0 = registration(board, { positions: [[50, 0]] }).register(marked, 0);
    const bright = (found: Registered): number =>
      found.ok ? found.golden.filter((value) => value === 255).length : -1;
    expect(bright(with0)).toBe(0);
    expect(bright(registration(board, { positions: [[50, 0]], ignore }).register(marked, 0))).toBe(800);
  });
});

describe('what is no picture of this board', () => {
  const board = drawBoard(500, 440, 21);
  const made = () => registration(board, { positions: [[90, 76]] });
  const good = photograph(board, frame.width, frame.height, poseOf(frame, 90, 76, inPlace), evenLight);

  it('is refused: other boards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 10_000 }), (seed) => {
        const other = drawBoard(frame.width, frame.height, seed);
        expect(made().register(other, 0)).toMatchObject({ ok: false, cause: 'unlike' });
      }),
      { numRuns: 15 },
    );
  });

  it.each<[string, Grey]>([
    ['an empty picture', newGrey(frame.width, frame.height)],
    [
      'noise',
      photograph(newGrey(frame.width, frame.height), frame.width, frame.height, poseOf(frame, 0, 0, inPlace), {
        gain: 1,
        offset: 100,
        falloff: 0,
        noise: 60,
      }),
    ],
    ['the negative', { ...good, bytes: good.bytes.map((value) => 255 - value) }],
    ['the board upside down', { ...good, bytes: good.bytes.slice().reverse() }],
  ])('is refused: %s', (_, live) => {
    expect(made().register(live, 0)).toMatchObject({
      ok: false,
      cause: 'unlike',
      why: expect.stringContaining('golden'),
    });
  });

  it('is refused: a board that is covered for the most part', () => {
    const covered = { ...good, bytes: good.bytes.slice() };
    fillRectangle(covered, 0, 0, frame.width, Math.round(frame.height * 0.8), 130);
    expect(made().register(covered, 0).ok).toBe(false);
  });

  it('is refused where it lies further off than the search', () => {
    const far = photograph(
      board,
      frame.width,
      frame.height,
      poseOf(frame, 90, 76, { dx: 60, dy: 40, turnDegrees: 0 }),
      evenLight,
    );
    expect(made().register(far, 0).ok).toBe(false);
  });
});

it('a registration gives its memory back when it is closed', () => {
  const board = drawBoard(frame.width, frame.height, 2);
  const heap = (): number => (openCv() as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8.length;
  const once = (): void => {
    const made = makeRegistration({ golden: board, frame, positions: [[0, 0]], ignore: [], searchPx: 24 });
    expect(made.register(board, 0)).toMatchObject({ ok: true, score: expect.closeTo(1, 1) });
    made.close();
  };
  once();
  const before = heap();
  for (let i = 0; i < 40; i++) once();
  expect(heap()).toBe(before);
});
