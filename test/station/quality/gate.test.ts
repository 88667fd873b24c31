import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QualityLimits } from '../../../main/station/config/recipe.ts';
import { makeQualityGate, pictureFaults } from '../../../main/station/quality/gate.ts';
import { learnReference } from '../../../main/station/quality/reference.ts';
import { type Grey, geometryOf, height, part, picture, width } from './pictures.ts';

const mono = geometryOf('Mono8');
const reference = learnReference([picture(part)], mono);
const limits: QualityLimits = {
  brightness: { min: 70, max: 180 },
  saturatedShare: { max: 0.05 },
  blackShare: { max: 0.05 },
  focus: { min: 25 },
  obstruction: { max: 0.15 },
};
const gate = makeQualityGate(mono, limits, reference);
const faultsOf = (grey: Grey) => gate(picture(grey)).faults.map((found) => found.fault);
const obstructionOf = (grey: Grey) => gate(picture(grey)).reading.obstruction ?? Number.NaN;

/** The mean of a window of 9×9: what a lens out of focus does. */
const blurred: Grey = (x, y) => {
  let sum = 0;
  for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) sum += part(x + dx, y + dy);
  return sum / 81;
};
const coveredBy =
  (cover: Grey): Grey =>
  (x, y) =>
    x < width / 3 ? cover(x, y) : part(x, y);

describe('faults', () => {
  it('finds none in a good picture', () => {
    expect(faultsOf(part)).toEqual([]);
  });

  it.each<[string, Grey, string[]]>([
    ['light that failed', () => 2, ['too-dark', 'underexposed', 'blurred']],
    ['light that is weak', (x, y) => part(x, y) * 0.4, ['too-dark']],
    ['too much light', (x, y) => Math.min(255, part(x, y) * 2.2), ['too-bright', 'overexposed']],
    ['a lens out of focus', blurred, ['blurred']],
    ['a dark rag over a third', coveredBy(() => 20), ['covered']],
  ])('names %s', (_, grey, faults) => {
    expect(faultsOf(grey)).toEqual(expect.arrayContaining(faults));
  });

  it('gives the value and the limit that it breaks', () => {
    const reading = { brightness: 69, saturatedShare: 0, blackShare: 0, focus: 100, obstruction: 0.2 };
    expect(pictureFaults(reading, limits)).toEqual([
      { fault: 'too-dark', value: 69, limit: 70 },
      { fault: 'covered', value: 0.2, limit: 0.15 },
    ]);
  });

  it('accepts a reading that lies on its limits', () => {
    const reading = { brightness: 70, saturatedShare: 0.05, blackShare: 0.05, focus: 25, obstruction: 0.15 };
    expect(pictureFaults(reading, limits)).toEqual([]);
    expect(pictureFaults({ ...reading, brightness: 180 }, limits)).toEqual([]);
  });

  it('measures what has no limit, and does not judge it', () => {
    const open = makeQualityGate(mono, {}, null)(picture(() => 2));
    expect(open).toMatchObject({ faults: [], reading: { brightness: 2, blackShare: 1, obstruction: null } });
  });

  it('keeps a reading as it was when the next frame is measured', () => {
    const first = gate(picture(part));
    const before = structuredClone(first);
    gate(picture(() => 0));
    expect(first).toEqual(before);
  });

  it('takes the same verdict on the same bytes, whatever frame came before', () => {
    const random = fc.uint8Array({ minLength: width * height, maxLength: width * height });
    fc.assert(
      fc.property(random, random, (bytes, earlier) => {
        gate(earlier);
        expect(gate(bytes)).toEqual(makeQualityGate(mono, limits, reference)(bytes));
      }),
      { numRuns: 20 },
    );
  });
});

describe('obstruction', () => {
  it('is nothing for the reference itself, in weaker and in stronger light', () => {
    expect(obstructionOf(part)).toBe(0);
    expect(obstructionOf((x, y) => part(x, y) * 0.5)).toBe(0);
    expect(obstructionOf((x, y) => part(x, y) * 1.15)).toBe(0);
  });

  it('does not mind a defect', () => {
    const pit: Grey = (x, y) => ((x - 100) ** 2 + (y - 80) ** 2 < 36 ? 15 : part(x, y));
    expect(obstructionOf(pit)).toBeLessThan(0.05);
  });

  it.each<[string, Grey]>([
    ['dark', () => 20],
    ['as bright as the part', () => 120],
    ['white', () => 240],
    ['of another pattern', (x, y) => 120 + 60 * Math.sin(x / 5) * Math.sin(y / 6)],
  ])('is about a third when a third is covered by something %s', (_, cover) => {
    expect(obstructionOf(coveredBy(cover))).toBeGreaterThan(0.2);
    expect(obstructionOf(coveredBy(cover))).toBeLessThan(0.45);
  });

  it('is nearly all when a sheet lies over everything', () => {
    expect(obstructionOf(() => 228)).toBeGreaterThan(0.8);
  });

  it('compares with the middle of several references: one covered picture among them does no harm', () => {
    const pictures = [part, coveredBy(() => 20), part].map((grey) => picture(grey));
    const judge = makeQualityGate(mono, limits, learnReference(pictures, mono));
    expect(judge(picture(part)).reading.obstruction).toBe(0);
  });

  it('works with a reference in another pixel format', () => {
    const colour = learnReference([picture(part, 'RGB8')], geometryOf('RGB8'));
    const judge = makeQualityGate(mono, limits, colour);
    expect(judge(picture(part)).reading.obstruction).toBe(0);
    expect(judge(picture(coveredBy(() => 20))).faults.map((found) => found.fault)).toContain('covered');
  });

  it('does not depend on how tall the picture is', () => {
    expect(height).not.toBe(width);
    const wide = { width: 512, height: 96, pixelFormat: 'Mono8' } as const;
    const bytes = Uint8Array.from({ length: 512 * 96 }, (_, i) => part(i % 512, Math.floor(i / 512)));
    expect(makeQualityGate(wide, {}, learnReference([bytes], wide))(bytes).reading.obstruction).toBe(0);
  });
});
