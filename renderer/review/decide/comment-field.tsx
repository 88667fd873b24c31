/** A remark that goes with the decision; optional. While somebody types in it no key does anything else. */
import { useRef } from 'react';
import { Key } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';

const mostLetters = 2000;

export interface CommentFieldProps {
  readonly value: string;
  readonly isEnabled: boolean;
  readonly onChange: (value: string) => void;
}

export function CommentField({ value, isEnabled, onChange }: CommentFieldProps) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);
  useKeys({ c: () => field.current?.focus() }, isEnabled);
  return (
    <label className="comment">
      <span className="comment-word">{t('review.comment')}</span>
      <input
        ref={field}
        type="text"
        value={value}
        maxLength={mostLetters}
        disabled={!isEnabled}
        placeholder={t('review.commentHint')}
        aria-keyshortcuts="C"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Its text stays; the keys are the screen's again.
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <Key name="C" />
      <Key name={t('key.escape')} />
    </label>
  );
}
