import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapOf } from '../../../main/station/inference/decode-boxes.ts';
import { maxRegions } from '../../../main/station/inference/interpret.ts';
import { type BoxInterpreterOptions, makeBoxInterpreter } from '../../../main/station/inference/interpret-boxes.ts';

const map = { rows: 6, columns: 10, cell: 8, frame: { width: 70, height: 60 }, offset: { x: -4, y: 6 } };
const cells = map.rows * map.columns;
const options: BoxInterpreterOptions = {
  map,
  classes: ['open', 'short'],
  decode: { sameClassIou: 0.35, acrossClassesIou: 0.45, floor: 0.05 },
  zones: [],
  regionAbove: [0.3, 0.3],
};
const wide = new Float32Array(4 * cells).fill(6);

const heats = fc
  .array(fc.oneof(fc.constant(0), fc.float({ min: 0, max: 1, noNaN: true })), {
    minLength: 2 * cells,
    maxLength: 2 * cells,
  })
  .map((values) => Float32Array.from(values));
const sides = fc
  .array(fc.float({ min: 1, max: 30, noNaN: true }), { minLength: 4 * cells, maxLength: 4 * cells })
  .map((values) => Float32Array.from(values));

function heatWith(
  peaks: readonly { readonly class: number; readonly row: number; readonly column: number; readonly score: number }[],
) {
  const heat = new Float32Array(2 * cells);
  for (const { class: name, row, column, score } of peaks) heat[name * cells + row * map.columns + column] = score;
  return heat;
}

describe('boxes', () => {
  it('lie in the frame, reach the limit, are the best ones first, and their class has at least their score', () => {
    fc.assert(
      fc.property(heats, sides, (heat, boxes) => {
        const { scores, regions } = makeBoxInterpreter(options)(heat, boxes, null);
        expect(regions.length).toBeLessThanOrEqual(maxRegions);
        expect(regions.map(({ score }) => score)).toEqual(regions.map(({ score }) => score).sort((a, b) => b - a));
        for (const { class: name, score, x, y, width, height } of regions) {
          expect(score).toBeGreaterThanOrEqual(0.3);
          expect(score).toBeLessThanOrEqual(scores[options.classes.indexOf(name)] ?? 0);
          expect(x >= 0 && y >= 0 && x + width <= 70 + 1e-6 && y + height <= 60 + 1e-6).toBe(true);
        }
      }),
    );
  });

  it('of one spot are one defect', () => {
    fc.assert(
      fc.property(heats, sides, (heat, boxes) => {
        // Unclipped: the frame is larger than the input.
        const open = { ...options, map: { ...map, frame: { width: 500, height: 500 }, offset: { x: 100, y: 100 } } };
        const { regions } = makeBoxInterpreter(open)(heat, boxes, null);
        const corners = regions.map(({ x, y, width, height }) => ({ x1: x, y1: y, x2: x + width, y2: y + height }));
        corners.forEach((one, i) => {
          for (const other of corners.slice(i + 1)) expect(overlapOf(one, other)).toBeLessThanOrEqual(0.45 + 1e-6);
        });
      }),
    );
  });

  it('score a class by its best box that is left', () => {
    const heat = heatWith([
      { class: 0, row: 2, column: 3, score: 0.9 },
      { class: 1, row: 2, column: 3, score: 0.8 },
      { class: 1, row: 4, column: 8, score: 0.2 },
    ]);
    const { scores, regions } = makeBoxInterpreter(options)(heat, wide, null);
    expect(scores.map((score) => score.toFixed(2))).toEqual(['0.90', '0.20']);
    expect(regions).toMatchObject([{ class: 'open', x: 18, y: 20, width: 12, height: 12 }]);
  });

  it('outside every inspection zone or outside the frame do not count, not even against those inside', () => {
    const zone = [
      [0, 0],
      [40, 0],
      [40, 60],
      [0, 60],
    ] as const;
    const inside = { class: 0, row: 2, column: 3, score: 0.5 };
    const outside = { class: 0, row: 2, column: 7, score: 0.9 };
    const interpret = makeBoxInterpreter({ ...options, zones: [zone] });
    expect(interpret(heatWith([inside, outside]), wide, null).scores[0]).toBeCloseTo(0.5);
    const beyond = heatWith([{ class: 0, row: 2, column: 9, score: 0.9 }]);
    expect(makeBoxInterpreter(options)(beyond, wide, null)).toMatchObject({ scores: [0, 0], regions: [] });
  });

  it('have their size in millimetres where the recipe knows it, and features their distance', () => {
    const heat = heatWith([{ class: 1, row: 3, column: 4, score: 0.7 }]);
    const unknownPart = { kind: 'feature-distance', mean: [1], std: [2], limit: 3 } as const;
    const interpret = makeBoxInterpreter({
      ...options,
      millimetresPerPixel: 0.5,
      unknownPart: { ...unknownPart, mean: [1], std: [2] },
    });
    expect(interpret(heat, wide, Float32Array.of(5))).toMatchObject({
      regions: [{ widthMm: 6, heightMm: 6 }],
      unknownPart: 2,
    });
  });
});
