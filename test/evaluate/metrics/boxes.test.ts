import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averagePrecision, bestFirst, meanOf } from '../../../main/evaluate/metrics/average-precision.ts';
import { bestF, fScore } from '../../../main/evaluate/metrics/f-score.ts';
import { type Box, type Detection, matchBoxes } from '../../../main/evaluate/metrics/match-boxes.ts';

const at = (x1: number, y1: number, name = 0): Box => ({ x1, y1, x2: x1 + 10, y2: y1 + 10, class: name });
const seen = (x1: number, y1: number, score: number, name = 0): Detection => ({ ...at(x1, y1, name), score });
const judged = (...marks: readonly (readonly [number, boolean])[]) =>
  marks.map(([score, isRight]) => ({ score, isRight }));

describe('matching boxes', () => {
  test('a defect is found once: the better detection takes it', () => {
    const { detections, foundBy } = matchBoxes([seen(1, 0, 0.6), seen(0, 0, 0.9)], [at(0, 0)]);
    expect(detections.map(({ score, isRight }) => [score, isRight])).toEqual([
      [0.9, true],
      [0.6, false],
    ]);
    expect(foundBy).toEqual([0]);
  });

  test('IoU must be above 0.33, not at it, and the class must be the same', () => {
    // Half shifted: 50 of 150 pixels, a third. Then 49 of 151.
    expect(matchBoxes([seen(5, 0, 1)], [at(0, 0)]).foundBy).toEqual([0]);
    expect(matchBoxes([seen(5.1, 0, 1)], [at(0, 0)]).foundBy).toEqual([null]);
    expect(matchBoxes([seen(0, 0, 1, 1)], [at(0, 0, 0)]).foundBy).toEqual([null]);
    expect(matchBoxes([seen(0, 0, 1, 1)], [at(0, 0, 0)], () => true).foundBy).toEqual([0]);
  });

  test('of several free defects it takes the one it covers best', () => {
    expect(matchBoxes([seen(2, 0, 1)], [at(6, 0), at(0, 0)]).foundBy).toEqual([null, 0]);
  });

  test('a threshold afterwards gives the same as a threshold before', () => {
    const place = fc.nat(30);
    const detection = fc.tuple(place, place, fc.nat(10), fc.nat(1)).map(([x, y, s, name]) => seen(x, y, s / 10, name));
    const truth = fc.tuple(place, place, fc.nat(1)).map(([x, y, name]) => at(x, y, name));
    fc.assert(
      fc.property(fc.array(detection), fc.array(truth), fc.nat(10), (detections, truths, limit) => {
        const over = ({ score }: Detection) => score > limit / 10;
        const after = matchBoxes(detections, truths).detections.filter(over);
        expect(matchBoxes(detections.filter(over), truths).detections).toEqual(after);
      }),
    );
  });
});

describe('average precision', () => {
  test('of perfect detections is 1, of none 0, and of nothing to find there is none', () => {
    expect(averagePrecision(judged([0.9, true], [0.8, true]), 2)).toBe(1);
    expect(averagePrecision([], 2)).toBe(0);
    expect(averagePrecision(judged([0.9, false]), 0)).toBeNull();
  });

  test('is the area under the envelope, by hand', () => {
    // Precision 1, 1/2, 2/3, 3/4 and recall 1/4, 1/4, 2/4, 3/4: the envelope is 1, then 3/4 twice; the fourth is missed.
    const marks = judged([0.9, true], [0.8, false], [0.7, true], [0.6, true]);
    expect(averagePrecision(marks, 4)).toBeCloseTo(0.25 + 0.75 / 4 + 0.75 / 4, 12);
  });

  test('false detections below the last right one cost nothing', () => {
    expect(averagePrecision(judged([0.9, true], [0.1, false], [0.05, false]), 1)).toBe(1);
  });

  const marks = fc.array(fc.record({ score: fc.nat(8).map((n) => n / 8), isRight: fc.boolean() }), { maxLength: 30 });
  const shuffledPair = marks.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );

  test('does not depend on the order of pictures', () => {
    fc.assert(
      fc.property(shuffledPair, ([list, other]) => {
        const truths = list.filter(({ isRight }) => isRight).length + 1;
        expect(averagePrecision(bestFirst(other), truths)).toBe(averagePrecision(bestFirst(list), truths));
        expect(bestF(bestFirst(other), truths)).toEqual(bestF(bestFirst(list), truths));
      }),
    );
  });

  test('lies between 0 and 1, and one more false detection never raises it', () => {
    fc.assert(
      fc.property(marks, fc.nat(8), (list, score) => {
        const truths = list.filter(({ isRight }) => isRight).length + 1;
        const before = averagePrecision(bestFirst(list), truths) ?? Number.NaN;
        const after =
          averagePrecision(bestFirst([...list, { score: score / 8, isRight: false }]), truths) ?? Number.NaN;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(before).toBeLessThanOrEqual(1);
        expect(after).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });

  test('a detection that counts twice is two detections', () => {
    fc.assert(
      fc.property(marks, (list) => {
        const truths = 2 * list.length + 1;
        const sorted = bestFirst(list);
        const doubled = bestFirst([...list, ...list]);
        expect(averagePrecision(sorted, truths, () => 2)).toBeCloseTo(averagePrecision(doubled, truths) ?? -1, 12);
        expect(bestF(sorted, truths, () => 2)?.f).toBe(bestF(doubled, truths)?.f);
      }),
    );
  });

  test('the mean leaves out classes that are not there', () => {
    expect(meanOf([1, null, 0.5])).toBe(0.75);
    expect(meanOf([null])).toBeNull();
  });
});

describe('F', () => {
  test('is the harmonic mean of precision and recall', () => {
    expect(fScore(3, 4, 6)).toEqual({ f: 0.6, precision: 0.75, recall: 0.5 });
    expect(fScore(0, 0, 0)).toBeNull();
  });

  test('the best threshold calls what is worth it, by hand', () => {
    // Calling three of four gives 2·2/(3+2) = 0.8; stopping after one 2·1/(1+2); all four 2·2/(4+2).
    const marks = judged([0.9, true], [0.8, false], [0.7, true], [0.6, false]);
    expect(bestF(marks, 2)).toEqual({ f: 0.8, precision: 2 / 3, recall: 1, threshold: 0.7 });
  });

  test('no threshold does better than the best one', () => {
    const marks = fc.array(fc.record({ score: fc.nat(9), isRight: fc.boolean() }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(marks, fc.nat(9), (list, threshold) => {
        const truths = list.filter(({ isRight }) => isRight).length + 2;
        const called = list.filter(({ score }) => score >= threshold);
        const here = fScore(called.filter(({ isRight }) => isRight).length, called.length, truths);
        expect(bestF(bestFirst(list), truths)?.f).toBeGreaterThanOrEqual(called.length === 0 ? 0 : (here?.f ?? 0));
      }),
    );
  });
});
