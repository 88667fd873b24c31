import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementSchema, type Rating, type Reference } from '../../../../main/api/slices/study-result.ts';
import { analyseAgreement, type StudyData } from '../../../../main/station/study/statistics/agreement.ts';
import { aiagExample } from './aiag-example.ts';

const percent = (value: number | undefined): number => Math.round((value ?? Number.NaN) * 1000) / 10;

describe('the example of the AIAG manual (MSA, 4th edition, chapter III.C)', () => {
  const result = analyseAgreement(aiagExample);

  it('has its effectiveness, miss and false alarm rates', () => {
    const rates = result.appraisers.map(({ effectiveness, misses, falseAlarms }) =>
      [effectiveness, misses, falseAlarms].map(({ figure }) => percent(figure.rate?.value)),
    );
    // The manual's own table: 84 / 6.3 / 4.9, 90 / 6.3 / 2.0, 80 / 12.5 / 8.8 %.
    expect(rates).toEqual([
      [84, 6.3, 4.9],
      [90, 6.3, 2],
      [80, 12.5, 8.8],
    ]);
  });

  it('has its confidence intervals, which are those of Clopper and Pearson', () => {
    const bounds = result.appraisers.map(({ effectiveness }) =>
      [effectiveness.figure.rate?.low, effectiveness.figure.rate?.high].map((value) => Math.round((value ?? 0) * 100)),
    );
    expect(bounds).toEqual([
      [71, 93],
      [78, 97],
      [66, 90],
    ]);
    expect(result.allWithReference).toMatchObject({ hits: 39, of: 50 });
    expect(percent(result.allWithReference.rate?.low)).toBe(64);
    expect(percent(result.allWithReference.rate?.high)).toBe(88.5);
  });

  it('has its kappas: against the reference .88 .92 .77, between the appraisers .86 .78 .79', () => {
    const kappa = (figure: { kind: string; value?: number }): string => (figure.value ?? Number.NaN).toFixed(2);
    expect(result.appraisers.map(({ withReference }) => kappa(withReference.figure))).toEqual(['0.88', '0.92', '0.77']);
    expect(result.pairs.map(({ one, other, kappa: figure }) => [one, other, kappa(figure)])).toEqual([
      [0, 1, '0.86'],
      [0, 2, '0.78'],
      [1, 2, '0.79'],
    ]);
  });

  it('has its counts against the reference', () => {
    expect(result.appraisers.map(({ confusion }) => confusion)).toEqual([
      { good: { good: 97, defect: 5, 'not-decided': 0 }, defect: { good: 3, defect: 45, 'not-decided': 0 } },
      { good: { good: 100, defect: 2, 'not-decided': 0 }, defect: { good: 3, defect: 45, 'not-decided': 0 } },
      { good: { good: 93, defect: 9, 'not-decided': 0 }, defect: { good: 6, defect: 42, 'not-decided': 0 } },
    ]);
  });

  it('is graded on its scale', () => {
    expect(result.appraisers.map(({ effectiveness }) => effectiveness.grade)).toEqual([
      'marginal',
      'acceptable',
      'marginal',
    ]);
    expect(result.appraisers.map(({ misses }) => misses.grade)).toEqual(Array(3).fill('unacceptable'));
    expect(result.appraisers.map(({ falseAlarms }) => falseAlarms.grade)).toEqual([
      'acceptable',
      'acceptable',
      'marginal',
    ]);
    expect(result.appraisers.map(({ grade }) => grade)).toEqual(Array(3).fill('unacceptable'));
  });
});

const person = (name: string): StudyData['appraisals'][number]['appraiser'] => ({
  kind: 'person',
  id: '00000000-0000-4000-8000-000000000001',
  name,
});

describe('the station as an appraiser', () => {
  const references: readonly Reference[] = ['good', 'good', 'defect', 'defect'];
  const ofPeople: readonly (readonly Rating[])[] = references.map((reference) => [reference, reference]);
  const withStation = (ratings: readonly (readonly Rating[])[]) =>
    analyseAgreement({
      trials: 2,
      references,
      appraisals: [
        { appraiser: person('Ada'), ratings: ofPeople },
        { appraiser: { kind: 'station' }, ratings },
      ],
    });

  it('has no repeatability from pictures that were judged once', () => {
    const { appraisers } = withStation([['good'], ['good'], ['defect'], ['defect']]);
    expect(appraisers[1]?.repeatability).toEqual({ kind: 'not-measured' });
    expect(appraisers[1]?.parts).toBe(4);
  });

  it('has it from those parts only that were presented again', () => {
    const { appraisers } = withStation([['good'], ['good', 'defect'], ['defect', 'defect'], ['defect']]);
    const repeatability = appraisers[1]?.repeatability;
    expect(repeatability).toMatchObject({ kind: 'measured', same: { hits: 1, of: 2 } });
  });

  it('leaves a part to a person: neither a miss nor a false alarm, and not right either', () => {
    const { appraisers } = withStation([['not-decided'], ['good'], ['defect'], ['not-decided']]);
    expect(appraisers[1]).toMatchObject({
      effectiveness: { figure: { hits: 2, of: 4 } },
      misses: { figure: { hits: 0, of: 2 } },
      falseAlarms: { figure: { hits: 0, of: 2 } },
      notDecided: { hits: 2, of: 4 },
    });
  });

  it('is compared with a person trial by trial, and no trial is counted twice', () => {
    const { pairs, between } = withStation([['good'], ['good'], ['defect'], ['defect', 'good']]);
    // Five pairs, one of them apart: two goods and three defects of the person, three and two of the station.
    expect(pairs[0]?.kappa).toMatchObject({ kind: 'kappa', value: expect.closeTo((0.8 - 0.48) / 0.52, 10) });
    expect(between?.kappa.overall).toMatchObject({ kind: 'kappa', value: 1 });
    expect(between?.same).toMatchObject({ hits: 3, of: 4 });
  });
});

describe('a study without anything to compute from', () => {
  it('says so of each figure instead of giving a number that is none', () => {
    const nothing = analyseAgreement({
      trials: 2,
      references: ['good', 'good'],
      appraisals: [{ appraiser: person('Ada'), ratings: [['good', 'good'], []] }],
    });
    expect(nothing.appraisers[0]).toMatchObject({
      parts: 1,
      misses: { figure: { hits: 0, of: 0, rate: null }, grade: 'cannot' },
      withReference: { figure: { kind: 'cannot', why: 'one-category' }, grade: 'cannot' },
      repeatability: { kind: 'measured', kappa: { overall: { kind: 'cannot', why: 'one-category' } } },
    });
    expect(nothing.between).toBeNull();
    const empty = analyseAgreement({
      trials: 2,
      references: ['good'],
      appraisals: [
        { appraiser: person('Ada'), ratings: [[]] },
        { appraiser: person('Ben'), ratings: [['good', 'good']] },
      ],
    });
    expect(empty.appraisers[0]).toMatchObject({ parts: 0, effectiveness: { grade: 'cannot' }, grade: 'cannot' });
    expect(empty.between).toMatchObject({ kappa: { overall: { kind: 'cannot', why: 'nothing-rated' } } });
    expect(empty.parts).toEqual({ all: 1, ratedByAll: 0, good: 1, defect: 0 });
  });
});

const anyStudy = fc
  .record({
    trials: fc.integer({ min: 1, max: 3 }),
    people: fc.integer({ min: 1, max: 3 }),
    references: fc.array(fc.constantFrom<Reference>('good', 'defect'), { minLength: 1, maxLength: 12 }),
    seed: fc.array(fc.nat(5), { minLength: 200, maxLength: 200 }),
  })
  .map(({ trials, people, references, seed }): StudyData => {
    let at = 0;
    const next = (): number => seed[at++ % seed.length] ?? 0;
    const sayings: readonly Rating[] = ['good', 'defect', 'not-decided'];
    const appraisals = Array.from({ length: people + 1 }, (_, index) => ({
      appraiser: index === people ? ({ kind: 'station' } as const) : person(`person ${index}`),
      ratings: references.map(() =>
        Array.from(
          { length: Math.min(trials, next()) },
          () => sayings[index === people ? next() % 3 : next() % 2] ?? 'good',
        ),
      ),
    }));
    return { trials, references, appraisals };
  });

describe('any study', () => {
  it('has only figures that are numbers, and counts that add up', () => {
    fc.assert(
      fc.property(anyStudy, (data) => {
        // The schema refuses NaN, infinity, and kappas and shares outside of their range.
        const result = agreementSchema.parse(analyseAgreement(data));
        for (const { confusion, misses, falseAlarms, notDecided } of result.appraisers) {
          const ofGood = Object.values(confusion.good).reduce((sum, count) => sum + count, 0);
          const ofDefect = Object.values(confusion.defect).reduce((sum, count) => sum + count, 0);
          expect([falseAlarms.figure.of, misses.figure.of]).toEqual([ofGood, ofDefect]);
          expect(notDecided.of).toBe(ofGood + ofDefect);
        }
      }),
    );
  });

  it('comes to the same whatever the order of its parts', () => {
    fc.assert(
      fc.property(anyStudy, fc.nat(), (data, turn) => {
        const rotate = <T>(items: readonly T[]): readonly T[] =>
          items.map((_, index) => items[(index + turn) % items.length] as T);
        const turned = {
          ...data,
          references: rotate(data.references),
          appraisals: data.appraisals.map((one) => ({ ...one, ratings: rotate(one.ratings) })),
        };
        expect(rounded(analyseAgreement(turned))).toEqual(rounded(analyseAgreement(data)));
      }),
    );
  });
});

/** Sums in another order differ in their last bits. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one) => (typeof one === 'number' ? Math.round(one * 1e9) / 1e9 + 0 : one)),
  );
}
