/** What the model suspects of a part: the class that its reasons begin with, else its highest score. */
import type { Reason } from '../../api/words.ts';

export interface Suspect {
  readonly class: string;
  readonly score: number;
}

export function suspectOf(reasons: readonly Reason[], scores: readonly Suspect[]): Suspect | null {
  for (const reason of reasons) {
    if (reason.kind === 'defect' || reason.kind === 'unsure') return { class: reason.class, score: reason.score };
  }
  return scores.reduce<Suspect | null>((top, each) => (top && top.score >= each.score ? top : each), null);
}
