/** Good or defect: 96 px each, with the keys of the review. The expert's reference and an appraiser's answer use the same. */
import type { Reference } from '../../main/api/slices/study-result.ts';
import { useAction } from '../devices/actions.ts';
import { Key, letGo } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { useWords } from '../words/use-words.ts';

export interface DecisionButtonsProps {
  readonly isOff: boolean;
  /** What was chosen before. */
  readonly chosen?: Reference | null;
  readonly onDecide: (decision: Reference) => void;
}

export function DecisionButtons({ isOff, chosen = null, onDecide }: DecisionButtonsProps) {
  const { t } = useWords();
  const decide = (decision: Reference, isRepeat: boolean): void => {
    if (!isOff && !isRepeat) onDecide(decision);
  };
  useKeys({ j: ({ repeat }) => decide('good', repeat), f: ({ repeat }) => decide('defect', repeat) });
  useAction('good', isOff ? null : () => onDecide('good'));
  useAction('defect', isOff ? null : () => onDecide('defect'));
  const button = (decision: Reference, keyName: string, words: string) => (
    <button
      type="button"
      className="study-decide"
      data-decision={decision}
      aria-keyshortcuts={keyName}
      aria-pressed={chosen === decision}
      disabled={isOff}
      onClick={(event) => {
        letGo(event);
        decide(decision, false);
      }}
    >
      <VerdictShape verdict={decision === 'good' ? 'pass' : 'fail'} />
      <span>{words}</span>
      <Key name={keyName} />
    </button>
  );
  return (
    <div className="study-decisions">
      {button('defect', 'F', t('study.defect'))}
      {button('good', 'J', t('study.good'))}
    </div>
  );
}
