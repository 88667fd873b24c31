/** The trial of limits against the station's own decision: what they come to is the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideFrame } from '../../../main/station/decision/decide-frame.ts';
import { decidePart } from '../../../main/station/decision/decide-part.ts';
import type { DecisionRules } from '../../../main/station/decision/rules.ts';
import { verdictIf } from '../../../main/station/desk/verdict-if.ts';
import type { InferenceResult } from '../../../main/station/flow.ts';
import { highestScores } from '../../../main/station/record/build-record.ts';

interface Made {
  readonly frames: readonly {
    readonly scores: readonly [number, number];
    readonly isBlurred: boolean;
    readonly isUnknown: boolean;
    readonly isAway: boolean;
  }[];
  readonly isShort: boolean;
  readonly isLate: boolean;
  readonly isReleased: boolean;
}

const limits = fc
  .tuple(fc.integer({ min: 0, max: 98 }), fc.integer({ min: 1, max: 50 }))
  .map(([low, more]) => ({ passBelow: low / 100, failAbove: Math.min(1, (low + more) / 100) }));
const rules = fc.tuple(limits, limits).map(
  ([one, other]): DecisionRules => ({
    classes: [
      { name: 'pitting', ...one },
      { name: 'scratch', ...other },
    ],
    unknownPartLimit: 5,
  }),
);
const score = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const fault = { kind: 'engine-fault', detail: 'away' } as const;
const frame = fc.record({
  scores: fc.tuple(score, score),
  isBlurred: fc.boolean(),
  isUnknown: fc.boolean(),
  isAway: fc.boolean(),
});
const part: fc.Arbitrary<Made> = fc.record({
  frames: fc.array(frame, { maxLength: 4 }),
  isShort: fc.boolean(),
  isLate: fc.boolean(),
  isReleased: fc.boolean(),
});

function decide({ frames, isShort, isLate, isReleased }: Made, by: DecisionRules) {
  const decided = frames.map(({ scores, isBlurred, isUnknown, isAway }, frameIndex) => {
    const answer = { scores: [...scores], regions: [], unknownPart: isUnknown ? 9 : 1, features: null, runMs: 1 };
    const inference: InferenceResult = isAway ? { ok: false, reason: fault } : { ok: true, answer };
    const reading = { brightness: 1, saturatedShare: 0, blackShare: 0, focus: 1, obstruction: null };
    const faults = isBlurred ? [{ fault: 'blurred' as const, value: 1, limit: 2 }] : [];
    return decideFrame(
      { frameIndex, damage: null, quality: { reading, faults }, inference, completeMs: 0, decidedMs: 1 },
      by,
    );
  });
  return decidePart({
    frames: decided,
    expected: frames.length + (isShort ? 1 : 0),
    missed: { kind: 'no-frame' },
    late: isLate ? { tookMs: 200, deadlineMs: 100 } : null,
    notReleased: isReleased ? null : { kind: 'not-released', cause: 'refused', detail: '' },
  });
}

it('is what the station would have decided with those limits, for every part that it records', () => {
  fc.assert(
    fc.property(part, rules, rules, (made, then, other) => {
      const recorded = decide(made, then);
      const tried = verdictIf({ ...recorded, scores: highestScores(recorded.frames) }, other.classes);
      expect(tried).toBe(decide(made, other).verdict);
    }),
    { numRuns: 2_000 },
  );
});

it('leaves every verdict as it is with the limits that were in force', () => {
  fc.assert(
    fc.property(part, rules, (made, then) => {
      const recorded = decide(made, then);
      expect(verdictIf({ ...recorded, scores: highestScores(recorded.frames) }, then.classes)).toBe(recorded.verdict);
    }),
  );
});

it('sends to a person what has a class without limits', () => {
  const clean = { verdict: 'pass', reasons: [], scores: [0.1, 0.1], frames: [] } as const;
  expect(verdictIf(clean, [{ passBelow: 0.5, failAbove: 0.9 }])).toBe('review');
});
