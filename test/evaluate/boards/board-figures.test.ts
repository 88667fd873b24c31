import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardFigures, type JudgedPair, type Judgement } from '../../../main/evaluate/boards/board-figures.ts';
import { type Box, type Detection, matchBoxes } from '../../../main/evaluate/metrics/match-boxes.ts';

const limits = { passBelow: 0.4, failAbove: 0.7 };
const judgement: Judgement = { classes: ['open', 'short'], limits: [limits, limits] };

const at = (x: number, name: number): Box => ({ x1: x, y1: 0, x2: x + 10, y2: 10, class: name });
const seen = (x: number, name: number, score: number): Detection => ({ ...at(x, name), score });

function pair(truths: readonly Box[], detections: readonly Detection[]): JudgedPair {
  const { detections: matched } = matchBoxes(detections, truths);
  return { id: 'p', board: 'b', truths, ranked: matched, reported: matched };
}

test('figures by hand: what is found, called otherwise, missed and called for nothing', () => {
  const figures = boardFigures(
    [
      pair([at(0, 0), at(50, 1)], [seen(0, 0, 0.9), seen(50, 0, 0.8)]),
      pair([at(0, 0)], [seen(0, 0, 0.3)]),
      pair([], [seen(0, 1, 0.5)]),
    ],
    judgement,
  );
  // Open: right 0.9, wrong 0.8, right 0.3 of two: (1 + 2/3) / 2. Short: one to find, none found.
  expect(figures.ap).toEqual({ open: expect.closeTo(5 / 6, 9), short: 0 });
  expect(figures.mAP).toBeCloseTo(5 / 12, 9);
  expect(figures.atPassBelow).toMatchObject({ precision: 1 / 3, recall: 1 / 3 });
  expect(figures.atPassBelow.found).toMatchObject({ count: 2, of: 3 });
  expect(figures.atPassBelow.escapes).toMatchObject({ count: 1, of: 2 });
  expect(figures.atPassBelow.goodCalled).toMatchObject({ count: 1, of: 1 });
  expect(figures.atFailAbove).toMatchObject({ precision: 0.5, recall: 1 / 3, goodFailed: { count: 0, of: 1 } });
});

test('perfect boxes are perfect, and their intervals have no width', () => {
  const perfect = Array.from({ length: 8 }, (_, i) => pair([at(0, i % 2)], [seen(0, i % 2, 0.9)]));
  const figures = boardFigures(perfect, judgement);
  expect(figures).toMatchObject({ mAP: 1, mAPInterval95: [1, 1], bestF: { f: 1, interval95: [1, 1] } });
});

test('pairs in another order have the same figures', () => {
  const place = fc.nat(40);
  const detection = fc.tuple(place, fc.nat(1), fc.nat(20)).map(([x, name, s]) => seen(x, name, s / 20));
  const truth = fc.tuple(place, fc.nat(1)).map(([x, name]) => at(x, name));
  const judged = fc
    .tuple(fc.array(truth, { maxLength: 3 }), fc.array(detection, { maxLength: 4 }))
    .map((of) => pair(...of));
  fc.assert(
    fc.property(fc.array(judged, { minLength: 1, maxLength: 6 }), (pairs) => {
      const [there, back] = [boardFigures(pairs, judgement), boardFigures(pairs.toReversed(), judgement)];
      const { mAP, ap, bestF, atPassBelow } = there;
      expect(back.mAP).toBe(mAP);
      expect(back.ap).toEqual(ap);
      expect(back.bestF.f).toBe(bestF.f);
      expect([back.atPassBelow.f, back.atPassBelow.found]).toEqual([atPassBelow.f, atPassBelow.found]);
    }),
    { numRuns: 30 },
  );
});
