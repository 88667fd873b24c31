import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Band, Candidate } from '../../../main/api/slices/study.ts';
import { seededRandom } from '../../../main/station/random.ts';
import { bandOf, chooseCandidates } from '../../../main/station/study/bands.ts';
import { adviceFor, obstaclesOf } from '../../../main/station/study/readiness.ts';

const limits = { pitting: { passBelow: 0.2, failAbove: 0.6 }, scratch: { passBelow: 0.4, failAbove: 0.8 } };

describe('the band of a part', () => {
  it('is that of the score which lies furthest towards a defect', () => {
    const band = (pitting: number, scratch: number): Band =>
      bandOf({ scores: { pitting, scratch }, verdict: 'pass' }, limits);
    expect([band(0.02, 0.1), band(0.15, 0.1), band(0.65, 0.1), band(0.75, 0.1), band(0.02, 0.5)]).toEqual([
      'good',
      'borderline',
      'borderline',
      'defect',
      'borderline',
    ]);
  });

  it('is read from the verdict where no score has limits', () => {
    expect(bandOf({ scores: { rust: 0.9 }, verdict: 'fail' }, limits)).toBe('defect');
    expect(bandOf({ scores: {}, verdict: 'review' }, limits)).toBe('borderline');
  });
});

const candidate = (index: number, band: Band, serial: string | null = null): Candidate => ({
  part: `0197b3a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
  at: index,
  serial,
  picture: `0197b3a0-1111-7000-8000-${String(index).padStart(12, '0')}`,
  band,
});
const bandsOf = (chosen: readonly Candidate[]): Record<Band, number> => ({
  good: chosen.filter(({ band }) => band === 'good').length,
  borderline: chosen.filter(({ band }) => band === 'borderline').length,
  defect: chosen.filter(({ band }) => band === 'defect').length,
});

describe('suggestions', () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    candidate(index, index % 50 === 0 ? 'borderline' : index % 20 === 1 ? 'defect' : 'good'),
  );

  it('make the bands even as far as there are parts, and fill up with the others', () => {
    expect(bandsOf(chooseCandidates(many, [], 15, seededRandom(1)))).toEqual({ good: 5, borderline: 5, defect: 5 });
    expect(bandsOf(chooseCandidates(many, [], 50, seededRandom(1)))).toEqual({ good: 29, borderline: 6, defect: 15 });
  });

  it('count what the study has already', () => {
    const there: readonly Band[] = Array(10).fill('good');
    expect(bandsOf(chooseCandidates(many, there, 10, seededRandom(1)))).toMatchObject({ good: 0 });
  });

  it('have each part once, even when it was presented twice', () => {
    const twice = [candidate(1, 'good', 'S-1'), candidate(2, 'defect', 'S-1'), candidate(3, 'good', 'S-2')];
    expect(chooseCandidates(twice, [], 9, seededRandom(1))).toHaveLength(2);
  });

  it('are never more than asked for, and never twice the same', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(400), (count, seed) => {
        const chosen = chooseCandidates(many, [], count, seededRandom(seed));
        expect(chosen).toHaveLength(count);
        expect(new Set(chosen.map(({ part }) => part)).size).toBe(count);
      }),
    );
  });
});

describe('a draft', () => {
  const part = { reference: 'good', expert: { id: 'expert' }, isBorderline: false } as const;

  it('cannot start without parts, references and appraisers, nor with an appraiser who gave the references', () => {
    expect(obstaclesOf({ parts: [], appraisers: [] })).toEqual(['too-few-parts', 'no-appraiser']);
    expect(
      obstaclesOf({ parts: [part, { ...part, reference: null, expert: null }], appraisers: [{ id: 'expert' }] }),
    ).toEqual(['reference-missing', 'expert-appraises']);
    expect(obstaclesOf({ parts: [part, part], appraisers: [{ id: 'ada' }] })).toEqual([]);
  });

  it('hears what would make it a better study, and nothing when it is a good one', () => {
    expect(adviceFor({ parts: [part, part], appraisers: [{ id: 'ada' }] })).toEqual([
      'fewer-than-fifty',
      'few-defective',
      'few-borderline',
      'few-appraisers',
    ]);
    const parts = Array.from({ length: 60 }, (_, index) => ({
      ...part,
      reference: index % 2 === 0 ? ('good' as const) : ('defect' as const),
      isBorderline: index % 3 === 0,
    }));
    expect(adviceFor({ parts, appraisers: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })).toEqual([]);
  });
});
