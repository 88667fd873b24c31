/** Verdict and all reasons of one part in one line. */
import type { PartSummary } from '../../main/api/slices/live.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { reasonSentence } from '../words/reason-words.ts';
import { useWords } from '../words/use-words.ts';

export function PartWords({ part }: { readonly part: PartSummary }) {
  const { t, numbers } = useWords();
  const reasons = part.reasons.map((reason) => reasonSentence(t, numbers, reason));
  return (
    <p className="part-words">
      <VerdictShape verdict={part.verdict} />
      <strong>{t(`verdict.${part.verdict}`)}</strong>
      <span>{reasons.length > 0 ? reasons.join(' · ') : t('reason.pass')}</span>
    </p>
  );
}
