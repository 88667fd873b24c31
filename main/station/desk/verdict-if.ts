/**
 * The verdict that a recorded part would have with other limits. Pure, and exact: of a clean pass the highest score of each
 * class is enough, of every other part each frame's scores and doubts are recorded.
 */
import type { Reason, ReasonKind, Verdict } from '../../api/words.ts';

export interface LimitsOfClass {
  readonly passBelow: number;
  readonly failAbove: number;
}

export interface RecordedFrame {
  readonly reasons: readonly Reason[];
  /** By class; null where the engine gave none. */
  readonly scores: readonly number[] | null;
}

export interface RecordedPart {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Highest by class; null where the engine gave none. */
  readonly scores: readonly number[] | null;
  /** Of every part that is no clean pass. */
  readonly frames: readonly RecordedFrame[];
}

const ofWholeParts: ReadonlySet<ReasonKind> = new Set(['frames-missing', 'late', 'not-released']);

/** @param limits in the order of the part's classes. */
export function verdictIf(part: RecordedPart, limits: readonly LimitsOfClass[]): Verdict {
  if (part.verdict === 'missed') return 'missed';
  const frames = part.verdict === 'pass' ? [{ reasons: [], scores: part.scores }] : part.frames;
  const verdicts = frames.map((frame) => frameVerdictIf(frame, limits));
  if (verdicts.includes('fail')) return 'fail';
  // What is wrong with the part as a whole (frames missing, late, not released) stays so, whatever the limits.
  const isDoubted = part.reasons.some(({ kind }) => ofWholeParts.has(kind));
  return verdicts.includes('review') || isDoubted ? 'review' : 'pass';
}

function frameVerdictIf({ reasons, scores }: RecordedFrame, limits: readonly LimitsOfClass[]): Verdict {
  // Scores of a picture that is not to be trusted prove nothing either way.
  if (scores === null || reasons.some(({ kind }) => kind !== 'defect' && kind !== 'unsure')) return 'review';
  const judged = scores.map((score, index) => scoreVerdict(score, limits[index]));
  if (judged.includes('fail')) return 'fail';
  return judged.includes('review') ? 'review' : 'pass';
}

function scoreVerdict(score: number, limits: LimitsOfClass | undefined): Verdict {
  if (!limits) return 'review';
  if (score <= limits.passBelow) return 'pass';
  return score >= limits.failAbove ? 'fail' : 'review';
}
