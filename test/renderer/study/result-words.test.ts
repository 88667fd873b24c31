import { beforeAll, describe, expect, it } from 'vitest';
import { analyseAgreement } from '../../../main/station/study/statistics/agreement.ts';
import { kappaWords, shareWords, verdictSentences } from '../../../renderer/study/result/figure-words.ts';
import { placeOn, scaleOver } from '../../../renderer/study/result/interval-bar.tsx';
import { aiagExample } from '../../station/study/statistics/aiag-example.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

const result = analyseAgreement(aiagExample);

describe('a result in words', () => {
  let t: SpokenWords['t'];
  let numbers: SpokenWords['numbers'];
  beforeAll(async () => {
    ({ t, numbers } = await speak('en'));
  });

  it('says of an appraiser what is beyond the limits, with the counts behind it', () => {
    const [first] = result.appraisers;
    expect(first && verdictSentences(first, t, numbers)).toEqual([
      'Judged 42 of 50 parts as the reference does, every time (84.0\u00a0%; 90\u00a0% is asked for).',
      'Called 3 of 48 looks at defective parts good (6.3\u00a0%; at most 2\u00a0%).',
      'Said the same every time on 42 of 50 parts.',
    ]);
  });

  it('gives each figure its interval, or says why there is none', () => {
    const [first] = result.appraisers;
    if (!first) throw new Error('there are three');
    expect(shareWords(first.effectiveness.figure, t, numbers)).toBe('84.0\u00a0% (70.9\u00a0% to 92.8\u00a0%)');
    expect(shareWords({ hits: 0, of: 0, rate: null }, t, numbers)).toBe('cannot be computed: no such part');
    expect(kappaWords(first.withReference.figure, t, numbers)).toBe('0.88 (0.80 to 0.96)');
    expect(kappaWords({ kind: 'cannot', why: 'one-category' }, t, numbers)).toBe(
      'cannot be computed: all ratings are of one kind',
    );
    expect(kappaWords({ kind: 'kappa', value: 1, standardError: 0, interval: null }, t, numbers)).toBe(
      '1.00, no interval: all agree',
    );
  });
});

describe('the scale of a figure', () => {
  it('ends at a round share above everything on it', () => {
    expect(scaleOver([0.02, 0.05])).toEqual({ from: 0, to: 0.1 });
    expect(scaleOver([0.02, 0.185])).toEqual({ from: 0, to: 0.2 });
    expect(scaleOver([0.99])).toEqual({ from: 0, to: 1 });
  });

  it('draws at its edge what lies outside', () => {
    expect([-2, 0, 1].map((at) => placeOn({ from: -1, to: 1 }, at))).toEqual([0, 0.5, 1]);
  });
});
