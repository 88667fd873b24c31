/** Who works here, and who may do what? */
import { go, useWhere } from '../shell/place.ts';
import { Key, letGo } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { peopleTabs } from './tabs.ts';

export function PeopleScreen() {
  const { t } = useWords();
  const { tab } = useWhere();
  const current = peopleTabs.find(({ id }) => id === tab) ?? peopleTabs[0];
  useKeys(Object.fromEntries(peopleTabs.map(({ id }, index) => [`${index + 1}`, () => go('people', id)])));
  return (
    <main className="people" data-tab={current.id}>
      <nav className="tabs" aria-label={t('people.tabs')}>
        {peopleTabs.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            className="tab"
            aria-current={id === current.id ? 'page' : undefined}
            aria-keyshortcuts={`${index + 1}`}
            onClick={(event) => {
              letGo(event);
              go('people', id);
            }}
          >
            <span>{t(`peopleTab.${id}`)}</span>
            <Key name={`${index + 1}`} />
          </button>
        ))}
      </nav>
      <current.Screen />
    </main>
  );
}
