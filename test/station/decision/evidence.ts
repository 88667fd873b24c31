import fc from 'fast-check';
import { pictureFaults, type Reason } from '../../../main/api/words.ts';
import type { FrameEvidence } from '../../../main/station/decision/decide-frame.ts';
import { decisionRules } from '../../../main/station/decision/rules.ts';
import type { InferenceResult, PictureReading, QualityResult } from '../../../main/station/flow.ts';

export const reading: PictureReading = {
  brightness: 120,
  saturatedShare: 0,
  blackShare: 0,
  focus: 80,
  obstruction: null,
};
export const goodPicture: QualityResult = { reading, faults: [] };
export const blurred: QualityResult = { reading, faults: [{ fault: 'blurred', value: 3, limit: 20 }] };

export const rules = decisionRules(
  [
    { name: 'pitting', limits: { passBelow: 0.2, failAbove: 0.8 } },
    { name: 'scratch', limits: { passBelow: 0.3, failAbove: 0.6 } },
  ],
  {},
  5,
);

export function answered(scores: readonly number[], unknownPart: number | null = null): InferenceResult {
  return { ok: true, answer: { scores, regions: [], unknownPart, features: null, runMs: 8 } };
}

export function evidence(change: Partial<FrameEvidence> = {}): FrameEvidence {
  return {
    frameIndex: 0,
    damage: null,
    quality: goodPicture,
    inference: answered([0, 0]),
    completeMs: 100,
    decidedMs: 110,
    ...change,
  };
}

export const anyScore = fc.double({ min: 0, max: 1, noNaN: true });
export const anyScores = fc.tuple(anyScore, anyScore);

const anyQuality: fc.Arbitrary<QualityResult | null> = fc.option(
  fc
    .array(fc.record({ fault: fc.constantFrom(...pictureFaults), value: anyScore, limit: anyScore }), { maxLength: 2 })
    .map((faults) => ({ reading, faults })),
  { freq: 8 },
);

const noAnswer: Extract<Reason, { kind: 'late' | 'engine-fault' }>[] = [
  { kind: 'late', tookMs: 90, deadlineMs: 50 },
  { kind: 'engine-fault', detail: 'crashed' },
];

export const anyInference: fc.Arbitrary<InferenceResult> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(anyScores, fc.option(fc.double({ min: 0, max: 10, noNaN: true })))
      .map(([scores, unknown]) => answered(scores, unknown)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...noAnswer).map((reason) => ({ ok: false as const, reason })) },
);

export const anyEvidence: fc.Arbitrary<FrameEvidence> = fc.record({
  frameIndex: fc.nat(20),
  damage: fc.option(fc.constant('missing packets'), { freq: 4 }),
  quality: anyQuality,
  inference: anyInference,
  completeMs: fc.constant(100),
  decidedMs: fc.constant(110),
});
