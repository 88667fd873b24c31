/** A line for each person; those who have left come last. */
import { useRef, useState } from 'react';
import type { Person } from '../../main/api/slices/people.ts';
import { fits } from '../session/choose-person.tsx';
import { Key, KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { waysIn } from './ways-in.ts';

export interface PeopleListProps {
  readonly people: readonly Person[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onNew: () => void;
}

export function PeopleList({ people, chosen, onChoose, onNew }: PeopleListProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => search.current?.focus() });
  const fitting = people.filter(({ name }) => fits(name, typed));
  const inOrder = [...fitting.filter(({ isActive }) => isActive), ...fitting.filter(({ isActive }) => !isActive)];
  return (
    <section className="people-side" aria-label={t('place.people')}>
      <div className="people-head">
        <label className="people-search">
          <input
            ref={search}
            type="search"
            value={typed}
            placeholder={t('people.search')}
            aria-label={t('people.search')}
            aria-keyshortcuts="/"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur();
            }}
          />
          <Key name="/" />
        </label>
        <KeyButton keyName="N" shortcut="N" className="accent" onPress={onNew}>
          {t('people.new')}
        </KeyButton>
      </div>
      {inOrder.length === 0 ? <p className="muted people-none">{t('people.none')}</p> : null}
      <ul className="people-list">
        {inOrder.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="person-row"
              aria-current={person.id === chosen}
              data-left={!person.isActive}
              onClick={() => onChoose(person.id)}
            >
              <span className="person-row-name">{person.name}</span>
              <span className="muted">{t(`role.${person.role}`)}</span>
              <span className="person-row-state muted">
                {person.isActive ? t(`waysIn.${waysIn(person)}`) : t('people.hasLeft')}
                {person.isSignedIn ? t('people.isHere') : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
