/** Who signs in: every name is a large button; letters that are typed leave the names that fit. */
import { useState } from 'react';
import type { Candidate } from '../../main/api/slices/session.ts';
import { Skeleton } from '../ui/card.tsx';
import { useOwnKeys } from '../ui/use-own-keys.ts';
import { useWords } from '../words/use-words.ts';
import { useBadge } from './use-badge.ts';

export interface ChoosePersonProps {
  /** Null while they are asked for. */
  readonly candidates: readonly Candidate[] | null;
  readonly onChoose: (person: Candidate) => void;
  readonly onBadge: (badge: string) => void;
}

export function ChoosePerson({ candidates, onChoose, onBadge }: ChoosePersonProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const fitting = (candidates ?? []).filter(({ name }) => fits(name, typed));
  useBadge((badge) => {
    setTyped('');
    onBadge(badge);
  });
  useOwnKeys(({ key }) => {
    const first = fitting.find(({ hasPin }) => hasPin);
    if (key === 'Backspace') setTyped((before) => before.slice(0, -1));
    else if (key === 'Enter' && typed !== '' && first) onChoose(first);
    else if (key.length === 1 && (key !== ' ' || typed !== '')) setTyped((before) => before + key);
    else return false;
    return true;
  });
  if (!candidates) return <WaitingNames />;
  if (candidates.length === 0) return <p className="sheet-note">{t('session.nobody')}</p>;
  return (
    <>
      <p className="typed-name" role="status">
        {typed === '' ? (
          <span className="muted">{t('session.typeName')}</span>
        ) : (
          t('session.typed', { typed, count: fitting.length })
        )}
      </p>
      <ul className="candidates">
        {fitting.map((person) => (
          <li key={person.id}>
            <button type="button" className="candidate" disabled={!person.hasPin} onClick={() => onChoose(person)}>
              <span className="candidate-name">{person.name}</span>
              {person.hasPin ? null : <span className="muted">{t('session.badgeOnly')}</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function WaitingNames() {
  return (
    <ul className="candidates" aria-busy="true">
      {['one', 'two', 'three', 'four'].map((place) => (
        <li key={place}>
          <Skeleton className="candidate" />
        </li>
      ))}
    </ul>
  );
}

/** Each word that was typed begins a word of the name. */
export function fits(name: string, typed: string): boolean {
  const words = name.toLowerCase().split(/[\s-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((start) => words.some((word) => word.startsWith(start)));
}
