/** Which entries: kind, person, days. */
import { useEffect, useState } from 'react';
import { useClient } from '../../connection/use-station.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { type Chosen, groupNames } from './groups.ts';

export interface FilterBarProps {
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
}

export function FilterBar({ chosen, onChoose }: FilterBarProps) {
  const { t } = useWords();
  const people = usePeople();
  return (
    <div className="history-filter">
      <fieldset className="history-groups" aria-label={t('history.group')}>
        {groupNames.map((group) => (
          <button
            key={group}
            type="button"
            className="history-group"
            aria-pressed={group === chosen.group}
            onClick={(event) => {
              letGo(event);
              onChoose({ ...chosen, group });
            }}
          >
            {t(`historyGroup.${group}`)}
          </button>
        ))}
      </fieldset>
      <label className="history-field">
        <span>{t('history.person')}</span>
        <select value={chosen.person} onChange={({ target }) => onChoose({ ...chosen, person: target.value })}>
          <option value="">{t('history.everybody')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="history-field">
        <span>{t('history.from')}</span>
        <input type="date" value={chosen.from} onChange={({ target }) => onChoose({ ...chosen, from: target.value })} />
      </label>
      <label className="history-field">
        <span>{t('history.until')}</span>
        <input
          type="date"
          value={chosen.until}
          onChange={({ target }) => onChoose({ ...chosen, until: target.value })}
        />
      </label>
    </div>
  );
}

function usePeople(): readonly { readonly id: string; readonly name: string }[] {
  const client = useClient();
  const [people, setPeople] = useState<readonly { readonly id: string; readonly name: string }[]>([]);
  useEffect(() => {
    client?.call('history.people', {}).then(
      (answer) => setPeople(answer.people),
      // The list itself says why nothing can be shown.
      () => setPeople([]),
    );
  }, [client]);
  return people;
}
