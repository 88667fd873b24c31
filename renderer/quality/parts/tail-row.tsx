/** Below the last part that has come: more of them, or why there are none yet. */
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import type { Tail } from './part-pages.ts';

export interface TailRowProps {
  readonly tail: Tail;
  readonly onGoOn: () => void;
}

export function TailRow({ tail, onGoOn }: TailRowProps) {
  const { t, numbers } = useWords();
  const mayGoOn = tail.kind === 'partial' || tail.kind === 'failed';
  useKeys({ o: onGoOn }, mayGoOn);
  if (tail.kind === 'end') return <p className="tail muted">{t('parts.end')}</p>;
  if (!mayGoOn) {
    return (
      <p className="tail">
        <Skeleton className="line" />
      </p>
    );
  }
  return (
    <div className="tail" role="status" data-tail={tail.kind}>
      <p>
        {tail.kind === 'partial'
          ? t('parts.searchedBackTo', { time: numbers.moment(tail.searchedUntil) })
          : t('parts.pageFailed', { why: told(t, numbers, tail.error.message) })}
      </p>
      <KeyButton keyName="O" shortcut="O" onPress={onGoOn}>
        {t('parts.goOn')}
      </KeyButton>
    </div>
  );
}
