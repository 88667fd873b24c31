/**
 * The verdict of one frame, a pure function.
 *
 * A bad picture, damage, an unknown part, a late answer or an engine fault mean that the scores prove nothing either
 * way: `review`, never `pass` and never `fail`. The defect that the model may have seen is listed all the same, so that
 * the person who decides looks there.
 */
import { say } from '../../api/said/say.ts';
import type { FrameDecision, InferenceAnswer, InferenceResult, QualityResult, Reason } from '../flow.ts';
import { reasonsWorstFirst } from './reasons.ts';
import type { ClassRule, DecisionRules } from './rules.ts';

export interface FrameEvidence {
  readonly frameIndex: number;
  /** The camera's word for a damaged frame. */
  readonly damage: string | null;
  /** Null when the quality gate could not measure the frame: then it is not trusted. */
  readonly quality: QualityResult | null;
  /** Null when the engine was not asked, because the frame came damaged. */
  readonly inference: InferenceResult | null;
  readonly completeMs: number;
  readonly decidedMs: number;
}

export function decideFrame(evidence: FrameEvidence, rules: DecisionRules): FrameDecision {
  const { inference, quality } = evidence;
  const answer = inference?.ok && isWhole(inference.answer, rules) ? inference.answer : null;
  const doubts = [...pictureDoubts(evidence), ...answerDoubts(evidence, answer, rules)];
  const findings = answer ? rules.classes.flatMap((rule, i) => finding(rule, answer.scores[i])) : [];
  const verdict = verdictOf(doubts, findings);
  return {
    frameIndex: evidence.frameIndex,
    verdict,
    reasons: reasonsWorstFirst(verdict, [...doubts, ...findings]),
    scores: answer?.scores ?? null,
    regions: answer?.regions ?? [],
    unknownPart: answer?.unknownPart ?? null,
    features: answer?.features ?? null,
    reading: quality?.reading ?? null,
    runMs: answer?.runMs ?? null,
    completeMs: evidence.completeMs,
    decidedMs: evidence.decidedMs,
  };
}

function verdictOf(doubts: readonly Reason[], findings: readonly Reason[]): FrameDecision['verdict'] {
  if (doubts.length > 0) return 'review';
  if (findings.some((reason) => reason.kind === 'defect')) return 'fail';
  return findings.length > 0 ? 'review' : 'pass';
}

function pictureDoubts({ damage, quality }: FrameEvidence): Reason[] {
  const doubts: Reason[] = (quality?.faults ?? []).map((found) => ({ kind: 'bad-picture', ...found }));
  if (damage !== null) doubts.push({ kind: 'incomplete-frame', detail: damage });
  if (quality === null && damage === null) {
    doubts.push({ kind: 'engine-fault', detail: say('notMeasured') });
  }
  return doubts;
}

function answerDoubts(evidence: FrameEvidence, answer: InferenceAnswer | null, rules: DecisionRules): Reason[] {
  const { inference, damage } = evidence;
  // A damaged frame has its reason; anything else that was not judged must not pass for want of one.
  if (!inference) return damage === null ? [{ kind: 'engine-fault', detail: say('notJudged') }] : [];
  if (!inference.ok) return [inference.reason];
  if (!answer) return [{ kind: 'engine-fault', detail: say('noScores') }];
  const limit = rules.unknownPartLimit;
  if (limit === null || answer.unknownPart === null || answer.unknownPart <= limit) return [];
  return [{ kind: 'unknown-part', value: answer.unknownPart, limit }];
}

/** A score that is missing or not a number compares with nothing, and would pass. */
function isWhole(answer: InferenceAnswer, rules: DecisionRules): boolean {
  return (
    answer.scores.length === rules.classes.length &&
    answer.scores.every(Number.isFinite) &&
    Number.isFinite(answer.unknownPart ?? 0)
  );
}

function finding(rule: ClassRule, score: number | undefined): Reason[] {
  if (score === undefined || score <= rule.passBelow) return [];
  if (score >= rule.failAbove) return [{ kind: 'defect', class: rule.name, score, limit: rule.failAbove }];
  const { passBelow, failAbove } = rule;
  return [{ kind: 'unsure', class: rule.name, score, passBelow, failAbove }];
}
