/** Everybody on the left, the one who is chosen on the right. */
import { useState } from 'react';
import { ErrorNote } from '../session/sign-in-notes.tsx';
import { Skeleton } from '../ui/card.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { PeopleList } from './people-list.tsx';
import { PersonForm } from './person-form.tsx';
import { usePeople } from './use-people.ts';

export function PeopleTab() {
  const { t } = useWords();
  const { everybody, ask } = usePeople();
  const [chosen, setChosen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const begin = (): void => {
    const id = crypto.randomUUID();
    setFresh(id);
    setChosen(id);
  };
  useKeys({ n: begin });
  if (everybody.state === 'failed') {
    return (
      <div className="people-trouble">
        <ErrorNote message={everybody.error.message} remedy={everybody.error.remedy ?? null} />
        <button type="button" className="key-button" onClick={ask}>
          {t('people.again')}
        </button>
      </div>
    );
  }
  if (everybody.state === 'loading') return <WaitingPeople />;
  const person = everybody.people.find(({ id }) => id === chosen) ?? null;
  return (
    <div className="people-tab" data-chosen={chosen !== null}>
      <PeopleList people={everybody.people} chosen={chosen} onChoose={setChosen} onNew={begin} />
      {person || (chosen !== null && chosen === fresh) ? (
        <PersonForm key={chosen} id={chosen ?? ''} person={person} onSaved={ask} onClose={() => setChosen(null)} />
      ) : (
        <p className="people-hint muted">{t('people.choose')}</p>
      )}
    </div>
  );
}

function WaitingPeople() {
  return (
    <div className="people-tab" aria-busy="true">
      <div className="people-list">
        {['one', 'two', 'three', 'four', 'five'].map((place) => (
          <Skeleton key={place} className="person-row" />
        ))}
      </div>
    </div>
  );
}
