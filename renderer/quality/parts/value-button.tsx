/** A value of a part that filters by itself when it is touched. */
import type { ReactNode } from 'react';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';

export interface ValueButtonProps {
  /** What a screen reader says: "only SN-12". */
  readonly words: string;
  readonly children?: ReactNode;
  readonly name: string;
  /** Only the values of the chosen row are stops of the tab key. */
  readonly isStop: boolean;
  readonly onPress: () => void;
}

export function ValueButton({ words, children, name, isStop, onPress }: ValueButtonProps) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="value"
      data-name={name}
      tabIndex={isStop ? 0 : -1}
      aria-label={t('parts.only', { value: words })}
      onClick={(event) => {
        letGo(event);
        event.stopPropagation();
        onPress();
      }}
    >
      {children ?? words}
    </button>
  );
}
