/** No part meets the conditions, or there is none yet; and what to do about it. */
import { KeyButton } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { isUnfiltered, type PartConditions } from './part-conditions.ts';
import type { Tail } from './part-pages.ts';
import { TailRow } from './tail-row.tsx';

export interface NothingFoundProps {
  readonly conditions: PartConditions;
  readonly tail: Tail;
  readonly onGoOn: () => void;
  readonly onRemoveAll: () => void;
}

export function NothingFound({ conditions, tail, onGoOn, onRemoveAll }: NothingFoundProps) {
  const { t } = useWords();
  if (tail.kind !== 'end') {
    return (
      <div className="desk-notice">
        <TailRow tail={tail} onGoOn={onGoOn} />
      </div>
    );
  }
  const isEmpty = isUnfiltered(conditions);
  return (
    <div className="desk-notice" data-notice="nothing-found">
      <p className="notice-title">{isEmpty ? t('parts.noneYet') : t('parts.nothingFound')}</p>
      <p className="notice-detail">{isEmpty ? t('parts.noneYetDetail') : t('parts.nothingFoundDetail')}</p>
      {isEmpty ? null : (
        <KeyButton keyName="X" shortcut="X" onPress={onRemoveAll}>
          {t('parts.removeAll')}
        </KeyButton>
      )}
    </div>
  );
}
