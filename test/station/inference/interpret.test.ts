import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InterpreterOptions, makeInterpreter, maxRegions } from '../../../main/station/inference/interpret.ts';
import { type MapGeometry, makeZoneMask } from '../../../main/station/inference/zone-mask.ts';

const geometry: MapGeometry = {
  rows: 5,
  columns: 8,
  cell: 8,
  frame: { width: 60, height: 37 },
  offset: { x: -2, y: -1 },
};
const cells = geometry.rows * geometry.columns;
const everywhere: InterpreterOptions = {
  map: geometry,
  classes: ['pit', 'scratch'],
  mask: makeZoneMask(geometry, []),
  regionAbove: [0.3, 0.5],
};

const scoreMap = fc
  .array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 2 * cells, maxLength: 2 * cells })
  .map((values) => Float32Array.from(values));
const masks = fc
  .array(fc.boolean(), { minLength: cells, maxLength: cells })
  .map((values) => Uint8Array.from(values, Number));

/** A map of one class from drawing: digits are tenths. */
function draw(...rows: string[]): Float32Array {
  const drawn = rows
    .join('')
    .split('')
    .map((digit) => (digit === '.' ? 0 : Number(digit) / 10));
  return Float32Array.from([...drawn, ...new Array(cells).fill(0)]);
}

describe('interpreting a map', () => {
  it('gives the highest score of each class over the mask', () => {
    fc.assert(
      fc.property(scoreMap, masks, (map, mask) => {
        const { scores } = makeInterpreter({ ...everywhere, mask })(map, null);
        for (const layer of [0, 1]) {
          const counted = [...map.subarray(layer * cells, (layer + 1) * cells)].filter((_, i) => mask[i] === 1);
          expect(scores[layer]).toBe(Math.max(0, ...counted));
        }
      }),
    );
  });

  it('never gives a lower score when a cell is raised', () => {
    fc.assert(
      fc.property(
        scoreMap,
        masks,
        fc.nat(2 * cells - 1),
        fc.float({ min: 0, max: 1, noNaN: true }),
        (map, mask, i, by) => {
          const interpret = makeInterpreter({ ...everywhere, mask });
          const before = interpret(map, null).scores;
          const raised = map.slice();
          raised[i] = (raised[i] as number) + by;
          interpret(raised, null).scores.forEach((score, layer) => {
            expect(score).toBeGreaterThanOrEqual(before[layer] as number);
          });
        },
      ),
    );
  });

  it('gives regions that lie in the frame, reach the class’s score, and come highest first', () => {
    fc.assert(
      fc.property(scoreMap, masks, (map, mask) => {
        const { scores, regions } = makeInterpreter({ ...everywhere, mask })(map, null);
        expect(regions.length).toBeLessThanOrEqual(maxRegions);
        expect(regions.map(({ score }) => score)).toEqual(regions.map(({ score }) => score).sort((a, b) => b - a));
        for (const region of regions) {
          const index = everywhere.classes.indexOf(region.class);
          expect(region.score).toBeGreaterThanOrEqual(Math.fround(everywhere.regionAbove[index] as number));
          expect(region.score).toBeLessThanOrEqual(scores[index] as number);
          expect(region.x).toBeGreaterThanOrEqual(0);
          expect(region.y).toBeGreaterThanOrEqual(0);
          expect(region.x + region.width).toBeLessThanOrEqual(geometry.frame.width);
          expect(region.y + region.height).toBeLessThanOrEqual(geometry.frame.height);
        }
      }),
    );
  });

  it('joins cells that touch, also at a corner, and keeps others apart', () => {
    const map = draw('9.......', '.4......', '......77', '......8.', '........');
    const { regions } = makeInterpreter(everywhere)(map, null);
    expect(regions).toEqual([
      { class: 'pit', score: expect.closeTo(0.9), x: 0, y: 0, width: 14, height: 15 },
      { class: 'pit', score: expect.closeTo(0.8), x: 46, y: 15, width: 14, height: 16 },
    ]);
  });

  it('counts nothing outside the inspection zones', () => {
    const zone = [
      [0, 0],
      [20, 0],
      [20, 37],
      [0, 37],
    ] as const;
    const interpret = makeInterpreter({ ...everywhere, mask: makeZoneMask(geometry, [zone]) });
    const { scores, regions } = interpret(draw('.......9', '.5......', '........', '........', '.......9'), null);
    expect(scores[0]).toBeCloseTo(0.5);
    expect(regions).toHaveLength(1);
  });

  it('gives sizes in millimetres when the recipe knows the scale', () => {
    const interpret = makeInterpreter({ ...everywhere, millimetresPerPixel: 0.05 });
    const [region] = interpret(draw('........', '...6....', '........', '........', '........'), null).regions;
    expect(region).toMatchObject({ width: 8, widthMm: expect.closeTo(0.4), heightMm: expect.closeTo(0.4) });
  });

  it('gives the distance of the features from those of known parts', () => {
    const rule = { kind: 'feature-distance', mean: [1, 2], std: [0.5, 2], limit: 3 } as const;
    const interpret = makeInterpreter({
      ...everywhere,
      unknownPart: { ...rule, mean: [...rule.mean], std: [...rule.std] },
    });
    const nothing = new Float32Array(2 * cells);
    expect(interpret(nothing, Float32Array.from([1, 2])).unknownPart).toBe(0);
    // 2 deviations and 1: root of (4 + 1) / 2
    expect(interpret(nothing, Float32Array.from([2, 4])).unknownPart).toBeCloseTo(Math.sqrt(2.5));
    expect(interpret(nothing, null).unknownPart).toBeNull();
    expect(makeInterpreter(everywhere)(nothing, Float32Array.from([1, 2])).unknownPart).toBeNull();
  });
});
