import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { verdicts } from '../../../main/api/words.ts';
import { TruthTally } from '../../../main/station/live/truth-tally.ts';
import { livePart } from '../../support/live-parts.ts';

function tallied(parts: readonly PartSummary[]) {
  const tally = new TruthTally();
  tally.add(parts);
  return tally.read();
}

describe('verdicts against the truth', () => {
  it('tell an escape from a false fail and a needless review', () => {
    expect(
      tallied([
        livePart(1, 'pass', { truth: 'defective', at: 500 }),
        livePart(2, 'fail', { truth: 'defective', at: 700 }),
        livePart(3, 'fail', { truth: 'good', at: 900 }),
        livePart(4, 'review', { truth: 'good', at: 1_100 }),
        livePart(5, 'pass', { truth: 'good', at: 1_300 }),
      ]),
    ).toEqual({
      since: 500,
      defective: { pass: 1, fail: 1, review: 0 },
      good: { pass: 1, fail: 1, review: 1 },
    });
  });

  it('are not known before a part whose truth is known, and leave out parts that nobody looked at', () => {
    expect(tallied([livePart(1, 'pass'), livePart(2, 'missed', { truth: 'good' })])).toBeNull();
  });

  it('count each part with a known truth once, however they come together', () => {
    const part = fc.record({
      verdict: fc.constantFrom(...verdicts),
      truth: fc.constantFrom('good', 'defective', null),
    });
    fc.assert(
      fc.property(fc.array(fc.array(part)), (groups) => {
        const tally = new TruthTally();
        for (const group of groups)
          tally.add(group.map(({ verdict, truth }, i) => livePart(i + 1, verdict, { truth })));
        const known = groups.flat().filter(({ verdict, truth }) => truth !== null && verdict !== 'missed');
        const read = tally.read();
        const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
        expect(read === null ? 0 : sum(read.good) + sum(read.defective)).toBe(known.length);
        expect(read?.defective.pass ?? 0).toBe(
          known.filter(({ verdict, truth }) => truth === 'defective' && verdict === 'pass').length,
        );
      }),
    );
  });
});
