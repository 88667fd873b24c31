import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { openCv } from '../../../main/station/registration/opencv.ts';
import { makePhaseCorrelation } from '../../../main/station/registration/phase-correlation.ts';
import { drawBoard, drawPads, evenLight, photograph } from './drawn-boards.ts';

const size = { width: 90, height: 75 };

function correlation() {
  const made = makePhaseCorrelation(openCv(), size.width, size.height);
  onTestFinished(() => made.close());
  return made;
}

it('the highest peak is the shift, whatever the size, the light and the noise', () => {
  const board = drawBoard(140, 120, 6);
  const made = correlation();
  const golden = made.phasesOf(board, 25, 20);
  const shift = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(shift, shift, fc.double({ min: 0.3, max: 1, noNaN: true }), (x, y, gain) => {
      const pose = { a: 1, b: 0, tx: 25 + x, ty: 20 + y };
      const live = photograph(board, size.width, size.height, pose, { ...evenLight, gain, offset: 30, noise: 4 });
      const [best] = made.peaks(live, golden, 13, 3);
      expect([best?.x, best?.y]).toEqual([x, y]);
    }),
    { numRuns: 30 },
  );
});

it('pads that are all alike have a peak at every pitch, and the right one is among those told', () => {
  const pads = drawPads(140, 120, 12);
  const made = correlation();
  const live = photograph(pads, size.width, size.height, { a: 1, b: 0, tx: 27, ty: 20 }, evenLight);
  const peaks = made.peaks(live, made.phasesOf(pads, 25, 20), 14, 9);
  const isTold = (x: number, y: number): boolean => peaks.some((peak) => Math.hypot(peak.x - x, peak.y - y) <= 1);
  expect([isTold(2, 0), isTold(-10, 0) || isTold(2, 12) || isTold(2, -12)]).toEqual([true, true]);
});

it('nothing has no peak', () => {
  const made = correlation();
  const board = drawBoard(140, 120, 6);
  const empty = { ...size, bytes: new Uint8Array(size.width * size.height).fill(80) };
  expect(made.peaks(empty, made.phasesOf(board, 0, 0), 12, 3)).toEqual([]);
});
