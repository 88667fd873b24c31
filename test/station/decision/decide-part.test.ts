import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideFrame } from '../../../main/station/decision/decide-frame.ts';
import { decidePart, type PartEvidence } from '../../../main/station/decision/decide-part.ts';
import { answered, anyEvidence, blurred, evidence, rules } from './evidence.ts';

const noFrame = { kind: 'no-frame' } as const;
const late = { tookMs: 120, deadlineMs: 100 };

const pass = (frameIndex: number) => decideFrame(evidence({ frameIndex }), rules);
const fail = (frameIndex: number, score = 0.9) =>
  decideFrame(evidence({ frameIndex, inference: answered([score, 0]) }), rules);
const badPicture = (frameIndex: number, score = 0) =>
  decideFrame(evidence({ frameIndex, quality: blurred, inference: answered([score, 0]) }), rules);

function part(change: Partial<PartEvidence>) {
  const none = { frames: [], missed: noFrame, late: null, notReleased: null };
  return decidePart({ ...none, expected: change.frames?.length ?? 1, ...change });
}

describe('a part', () => {
  it('passes when all its frames do', () => {
    expect(part({ frames: [pass(0), pass(1)] })).toMatchObject({ verdict: 'pass', reasons: [], worstFrame: 0 });
  });

  it('that the MES has not released never passes, and a defect of it still speaks first', () => {
    const notReleased = { kind: 'not-released', cause: 'refused', detail: 'blocked' } as const;
    const held = part({ frames: [pass(0)], notReleased });
    expect(held).toMatchObject({ verdict: 'review', reasons: [notReleased], worstFrame: 0 });
    const failed = part({ frames: [pass(0), fail(1)], notReleased });
    expect(failed).toMatchObject({ verdict: 'fail', reasons: [{ kind: 'defect' }, notReleased] });
    const doubted = part({ frames: [badPicture(0)], notReleased, late });
    expect(doubted.reasons.map(({ kind }) => kind)).toEqual(['not-released', 'bad-picture', 'late']);
    expect(part({ notReleased })).toMatchObject({ verdict: 'missed', reasons: [noFrame] });
  });

  it('is as bad as its worst frame, which it names', () => {
    const decision = part({ frames: [pass(0), badPicture(1), fail(2), fail(3, 0.95)] });
    expect(decision).toMatchObject({ verdict: 'fail', worstFrame: 3 });
    expect(decision.reasons.map((reason) => reason.kind)).toEqual(['defect', 'bad-picture']);
  });

  it('gives the score of a frame that is sure, not a higher one of a bad picture', () => {
    const [first] = part({ frames: [badPicture(0, 0.99), fail(1, 0.85)] }).reasons;
    expect(first).toMatchObject({ kind: 'defect', score: 0.85 });
  });

  it('is review when frames are missing', () => {
    expect(part({ frames: [pass(0), pass(2)], expected: 3 })).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'frames-missing', got: 2, expected: 3 }],
    });
  });

  it('stays fail when a frame is sure, missing and late frames or not', () => {
    const decision = part({ frames: [fail(0)], expected: 2, late });
    expect(decision.verdict).toBe('fail');
    expect(decision.reasons.map((reason) => reason.kind)).toEqual(['defect', 'frames-missing', 'late']);
  });

  it('is review when its decision came after the answer to the line', () => {
    expect(part({ frames: [pass(0)], late })).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'late', ...late }],
    });
  });

  it('is missed without a frame, for the reason given', () => {
    expect(part({ expected: 2, missed: { kind: 'overrun' } })).toEqual({
      verdict: 'missed',
      reasons: [{ kind: 'overrun' }],
      frames: [],
      worstFrame: null,
    });
  });
});

describe('properties', () => {
  const frames = fc
    .uniqueArray(anyEvidence, { minLength: 1, maxLength: 6, selector: (one) => one.frameIndex })
    .map((all) => all.map((one) => decideFrame(one, rules)));

  it('the order of its frames does not matter', () => {
    const shuffled = frames.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(part({ frames: other })).toEqual(part({ frames: all }));
      }),
    );
  });

  it('a whole part in time has exactly the verdict of its worst frame', () => {
    const order = ['pass', 'review', 'fail'];
    fc.assert(
      fc.property(frames, (all) => {
        const worst = Math.max(...all.map((frame) => order.indexOf(frame.verdict)));
        const decision = part({ frames: all });
        expect(decision.verdict).toBe(order[worst]);
        expect(decision.frames[decision.worstFrame ?? -1]?.verdict).toBe(order[worst]);
      }),
    );
  });

  it('a part that is not whole or late never passes, and names no reason twice', () => {
    fc.assert(
      fc.property(frames, fc.nat(3), fc.boolean(), (all, missing, isLate) => {
        const decision = part({ frames: all, expected: all.length + missing, late: isLate ? late : null });
        if (missing > 0 || isLate) expect(decision.verdict).not.toBe('pass');
        const kinds = decision.reasons.map((reason) => `${reason.kind}${'class' in reason ? reason.class : ''}`);
        const repeatable = kinds.filter((kind) => kind !== 'bad-picture');
        expect(new Set(repeatable).size).toBe(repeatable.length);
      }),
    );
  });
});
