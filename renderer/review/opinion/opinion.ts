/** The model's opinion of a part: how sure it is of the suspected defect, and where that lies between the limits. */
import type { UnderReview } from '../../../main/api/slices/review.ts';
import type { Reason } from '../../../main/api/words.ts';

export type Score = UnderReview['opinion'][number];
export type Stance = 'sure' | 'unsure' | 'clean';

export function stanceOf({ score, passBelow, failAbove }: Score): Stance {
  if (score >= failAbove) return 'sure';
  return score > passBelow ? 'unsure' : 'clean';
}

/** The class that the part is suspected of: named in its reasons, else the one nearest to its upper limit. */
export function suspected({ opinion, reasons }: Pick<UnderReview, 'opinion' | 'reasons'>): Score | null {
  const named = reasons.find((reason) => reason.kind === 'defect' || reason.kind === 'unsure');
  const ofReason = named && 'class' in named ? opinion.find((score) => score.class === named.class) : undefined;
  return ofReason ?? opinion.toSorted((a, b) => closeness(b) - closeness(a))[0] ?? null;
}

function closeness({ score, failAbove }: Score): number {
  return failAbove > 0 ? score / failAbove : score;
}

/** Why the model was not asked, or could not answer. */
export function otherReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ kind }) => kind !== 'defect' && kind !== 'unsure');
}
