/** Above the parts: two texts to look for, how many were found, and what can be done with them. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { Skeleton } from '../../ui/card.tsx';
import { Key, KeyButton } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { shortText } from './conditions-address.ts';
import { ExportParts } from './export-parts.tsx';

/** Longer than between two letters of somebody who types. */
const typedMs = 400;

export interface TextConditionProps {
  readonly name: 'text' | 'serial';
  readonly label: string;
  readonly value: string;
  readonly keyName: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: (value: string) => void;
  /** Enter or Escape: back to the parts. */
  readonly onLeave: () => void;
}

/** Asks when the typing rests, or at Enter. */
export function TextCondition({ name, label, value, keyName, field, onChange, onLeave }: TextConditionProps) {
  const [typed, setTyped] = useState(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (shortText(typed) === value) return;
    const timer = setTimeout(() => tell.current(shortText(typed)), typedMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <label className="text-condition" data-name={name}>
      <span>{label}</span>
      <input
        ref={field}
        type="search"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        aria-keyshortcuts={keyName}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          if (shortText(typed) !== value) onChange(shortText(typed));
          onLeave();
        }}
      />
      <Key name={keyName} />
    </label>
  );
}

export function PartCount({ filter }: { readonly filter: PartFilter | null }) {
  const { t, numbers } = useWords();
  const { answer, value } = useAnswer('quality.count', filter === null ? null : { filter });
  if (value === null)
    return <p className="part-count">{answer.kind === 'waiting' ? <Skeleton className="word" /> : null}</p>;
  const count = numbers.count(value.parts);
  return (
    <p className="part-count" aria-live="polite" data-waiting={answer.kind === 'waiting'}>
      {value.isCapped
        ? t('parts.countMore', { formatted: count })
        : t('parts.count', { count: value.parts, formatted: count })}
    </p>
  );
}

export interface PartsActionsProps {
  readonly filter: PartFilter | null;
  readonly look: 'list' | 'grid';
  readonly isFilterOpen: boolean;
  readonly onLook: () => void;
  readonly onFilters: () => void;
  readonly onAgain: () => void;
}

export function PartsActions({ filter, look, isFilterOpen, onLook, onFilters, onAgain }: PartsActionsProps) {
  const { t } = useWords();
  return (
    <div className="parts-actions">
      <KeyButton keyName="F" shortcut="F" isPressed={isFilterOpen} onPress={onFilters}>
        {t('parts.filters')}
      </KeyButton>
      <KeyButton keyName="G" shortcut="G" onPress={onLook}>
        {look === 'grid' ? t('parts.asList') : t('parts.asPictures')}
      </KeyButton>
      <KeyButton keyName="R" shortcut="R" onPress={onAgain}>
        {t('parts.again')}
      </KeyButton>
      <ExportParts filter={filter} />
    </div>
  );
}
