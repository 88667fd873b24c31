/** The verdict of a part, a pure function: its worst frame's; a part that is not whole or not in time never passes. */
import { reasonKey } from '../../api/words.ts';
import type { FrameDecision, NotReleased, PartDecision, Reason } from '../flow.ts';
import { reasonsWorstFirst } from './reasons.ts';

export interface PartEvidence {
  /** In any order. */
  readonly frames: readonly FrameDecision[];
  readonly expected: number;
  /** Why there is no frame; read only when there is none. */
  readonly missed: Reason;
  /** Set when the line had to be answered before this decision. */
  readonly late: { readonly tookMs: number; readonly deadlineMs: number } | null;
  /** Why the MES would not have it inspected here; null: it has no objection that is known by now. */
  readonly notReleased: NotReleased | null;
}

type FrameVerdict = FrameDecision['verdict'];
const severity: Readonly<Record<FrameVerdict, number>> = { pass: 0, review: 1, fail: 2 };

export function decidePart({ frames: given, expected, missed, late, notReleased }: PartEvidence): PartDecision {
  const frames = [...given].sort((a, b) => a.frameIndex - b.frameIndex);
  const worst = indexOfWorst(frames);
  const worstVerdict = frames[worst]?.verdict;
  if (worstVerdict === undefined) return { verdict: 'missed', reasons: [missed], frames, worstFrame: null };

  const doubts: Reason[] = [];
  if (frames.length < expected) doubts.push({ kind: 'frames-missing', got: frames.length, expected });
  if (late) doubts.push({ kind: 'late', ...late });
  if (notReleased) doubts.push(notReleased);
  const verdict = worstVerdict === 'pass' && doubts.length > 0 ? 'review' : worstVerdict;
  return { verdict, reasons: partReasons(verdict, frames, doubts), frames, worstFrame: worst };
}

/** A sure defect speaks for a failed part before one of its class that was seen in a picture not to be trusted. */
function partReasons(verdict: FrameVerdict, frames: readonly FrameDecision[], doubts: readonly Reason[]) {
  const fromWorst = frames.filter((frame) => frame.verdict === verdict).flatMap((frame) => frame.reasons);
  const said = new Set(fromWorst.map(reasonKey));
  const fromOthers = frames.flatMap((frame) => frame.reasons).filter((reason) => !said.has(reasonKey(reason)));
  return reasonsWorstFirst(verdict, [...fromWorst, ...fromOthers, ...doubts]);
}

/** By verdict, then by highest score; the earlier one of equals. -1 when there are none. */
function indexOfWorst(frames: readonly FrameDecision[]): number {
  const isWorse = (a: FrameDecision, b: FrameDecision) =>
    severity[a.verdict] - severity[b.verdict] || highestScore(a) - highestScore(b);
  return frames.reduce((worst, frame, i) => {
    const known = frames[worst];
    return known && isWorse(frame, known) <= 0 ? worst : i;
  }, -1);
}

function highestScore(frame: FrameDecision): number {
  return Math.max(0, ...(frame.scores ?? []));
}
