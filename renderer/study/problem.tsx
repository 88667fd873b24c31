/** What went wrong, and what to do about it. */
import type { StationError } from '../../main/api/errors.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';

export interface ProblemProps {
  readonly title?: string;
  readonly error: StationError;
  /** Offers to try again. */
  readonly onAgain?: () => void;
}

export function Problem({ title, error, onAgain }: ProblemProps) {
  const { t, numbers } = useWords();
  useKeys({ r: onAgain });
  return (
    <div className="study-problem" role="alert">
      <VerdictShape verdict="review" />
      <div>
        <strong>{title ?? t('study.failed')}</strong>
        <p>{told(t, numbers, error.message)}</p>
        {error.remedy === undefined ? null : <p>{told(t, numbers, error.remedy)}</p>}
      </div>
      {onAgain ? (
        <KeyButton keyName="R" shortcut="R" onPress={onAgain}>
          {t('study.again')}
        </KeyButton>
      ) : null}
    </div>
  );
}
