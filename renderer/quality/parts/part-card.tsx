/** One part as a picture with few words. */
import type { ReactNode } from 'react';
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { OpenButton } from './open-button.tsx';
import { dispositionWords, partName, shortReason } from './part-words.ts';

export interface PartCardProps {
  readonly part: FoundPart;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  /** Instead of the verdict that it has. */
  readonly verdict?: ReactNode;
}

export function PartCard({ part, isChosen, onOpen, verdict }: PartCardProps) {
  const { t, numbers } = useWords();
  const first = part.reasons[0];
  return (
    <li className="part-card" aria-current={isChosen}>
      <OpenButton part={part} isStop={isChosen} onOpen={onOpen} />
      <p className="part-card-verdict">
        {verdict ?? (
          <>
            <VerdictShape verdict={part.verdict} />
            <strong>{t(`verdict.${part.verdict}`)}</strong>
            <span>{first ? shortReason(t, numbers, first) : null}</span>
          </>
        )}
      </p>
      <p className="part-card-words">
        <span>{partName(t, numbers, part)}</span>
        <span>{part.disposition || part.stage ? dispositionWords(t, part) : numbers.moment(part.at)}</span>
      </p>
    </li>
  );
}
