/** What a person decided, as shape and words. */
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { classWord } from '../../words/reason-words.ts';
import type { Say } from '../../words/words.ts';
import type { Entry } from '../desk/outbox.ts';

export function DecisionShape({ entry: { decision } }: { readonly entry: Entry }) {
  const verdict = { good: 'pass', defect: 'fail', 'not-sure': 'review' } as const;
  return <VerdictShape verdict={verdict[decision.decision]} />;
}

export function decisionWords(t: Say, { decision }: Pick<Entry, 'decision'>): string {
  switch (decision.decision) {
    case 'good':
      return t('review.good');
    case 'defect':
      return t('review.defectOf', { name: classWord(t, decision.class) });
    case 'not-sure':
      return t('review.notSure');
  }
}
