import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFrame } from '../../../main/station/decision/decide-frame.ts';
import { decisionRules } from '../../../main/station/decision/rules.ts';
import { answered, anyEvidence, anyScores, blurred, evidence, goodPicture, rules } from './evidence.ts';

const mildness = { pass: 0, review: 1, fail: 2 };

describe('limits', () => {
  it.each([
    [0.2, 'pass'],
    [0.2001, 'review'],
    [0.7999, 'review'],
    [0.8, 'fail'],
  ])('judges a score of %d as %s', (score, verdict) => {
    expect(decideFrame(evidence({ inference: answered([score, 0]) }), rules).verdict).toBe(verdict);
  });

  it('gives a damaged frame that was not judged its own reason and no other', () => {
    const decision = decideFrame(evidence({ damage: 'missing-packets', quality: null, inference: null }), rules);
    expect(decision).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'incomplete-frame', detail: 'missing-packets' }],
    });
  });

  it('never passes a frame that was not judged', () => {
    const decision = decideFrame(evidence({ inference: null }), rules);
    expect(decision).toMatchObject({ verdict: 'review', reasons: [{ kind: 'engine-fault' }] });
  });

  it('names the class that decides, with the limit that it reached', () => {
    const decision = decideFrame(evidence({ inference: answered([0.5, 0.7]) }), rules);
    expect(decision.reasons).toEqual([
      { kind: 'defect', class: 'scratch', score: 0.7, limit: 0.6 },
      { kind: 'unsure', class: 'pitting', score: 0.5, passBelow: 0.2, failAbove: 0.8 },
    ]);
  });

  it('takes the recipe before the bundle, class by class', () => {
    const bundle = [
      { name: 'pitting', limits: { passBelow: 0.2, failAbove: 0.8 } },
      { name: 'scratch', limits: { passBelow: 0.3, failAbove: 0.6 } },
    ];
    const own = decisionRules(bundle, { scratch: { passBelow: 0.9, failAbove: 0.95 } }, null);
    expect(decideFrame(evidence({ inference: answered([0.1, 0.7]) }), own).verdict).toBe('pass');
  });

  it('refuses limits for a class that the bundle does not know', () => {
    expect(() => decisionRules([], { piting: { passBelow: 0.1, failAbove: 0.2 } }, null)).toThrow('piting');
  });
});

describe('what cannot be trusted', () => {
  it.each([
    ['a bad picture', { quality: blurred }, 'bad-picture'],
    ['a picture that was not measured', { quality: null }, 'engine-fault'],
    ['a damaged frame', { damage: 'missing packets' }, 'incomplete-frame'],
    ['an unknown part', { inference: answered([0, 0], 5.1) }, 'unknown-part'],
    ['scores that are missing', { inference: answered([0]) }, 'engine-fault'],
    ['a score that is not a number', { inference: answered([0, Number.NaN]) }, 'engine-fault'],
  ])('is review: %s', (_, change, kind) => {
    const decision = decideFrame(evidence(change), rules);
    expect(decision.verdict).toBe('review');
    expect(decision.reasons.map((reason) => reason.kind)).toEqual([kind]);
  });

  it('lists the defect behind the fault, so that the person looks there', () => {
    const decision = decideFrame(evidence({ quality: blurred, inference: answered([0.9, 0]) }), rules);
    expect(decision.verdict).toBe('review');
    expect(decision.reasons.map((reason) => reason.kind)).toEqual(['bad-picture', 'defect']);
  });

  it('keeps no scores where there was no answer', () => {
    const late = { ok: false, reason: { kind: 'late', tookMs: 60, deadlineMs: 50 } } as const;
    expect(decideFrame(evidence({ inference: late }), rules)).toMatchObject({
      verdict: 'review',
      scores: null,
      runMs: null,
      reasons: [late.reason],
    });
  });
});

describe('properties', () => {
  it('a raised score never makes a verdict milder', () => {
    fc.assert(
      fc.property(anyEvidence, anyScores, anyScores, (given, low, rise) => {
        const high = low.map((score, i) => Math.min(1, score + (rise[i] ?? 0)));
        const before = decideFrame({ ...given, inference: answered(low) }, rules).verdict;
        const after = decideFrame({ ...given, inference: answered(high) }, rules).verdict;
        expect(mildness[after]).toBeGreaterThanOrEqual(mildness[before]);
      }),
    );
  });

  it('passes exactly when there is no reason', () => {
    fc.assert(
      fc.property(anyEvidence, (given) => {
        const decision = decideFrame(given, rules);
        expect(decision.reasons.length === 0).toBe(decision.verdict === 'pass');
      }),
    );
  });

  it('with any fault added is review', () => {
    const faults = [{ quality: blurred }, { quality: null }, { damage: 'aborted' }];
    fc.assert(
      fc.property(anyEvidence, fc.constantFrom(...faults), (given, fault) => {
        expect(decideFrame({ ...given, quality: goodPicture, ...fault }, rules).verdict).toBe('review');
      }),
    );
  });
});
