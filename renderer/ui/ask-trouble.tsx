/** An answer that did not come: what is wrong, what to do, and the way to ask again. */
import type { StationError } from '../../main/api/errors.ts';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import { KeyButton } from './key-button.tsx';
import { useKeys } from './use-keys.ts';

export interface AskTroubleProps {
  readonly error: StationError;
  readonly onAgain: () => void;
}

export function AskTrouble({ error, onAgain }: AskTroubleProps) {
  const { t, numbers } = useWords();
  useKeys({ r: onAgain });
  const isForbidden = error.code === 'not-allowed';
  return (
    <div className="ask-trouble" role="alert" data-code={error.code}>
      <p className="notice-title">{isForbidden ? t('asking.notAllowed') : t('asking.failed')}</p>
      <p className="notice-detail">
        {isForbidden ? t('asking.notAllowedDetail') : told(t, numbers, error.message)}
        {error.remedy === undefined ? null : ` ${told(t, numbers, error.remedy)}`}
      </p>
      <KeyButton keyName="R" shortcut="R" onPress={onAgain}>
        {t('asking.again')}
      </KeyButton>
    </div>
  );
}
