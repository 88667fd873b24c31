/** What will break? One tab, one kind of thing that maintenance looks after. */
import { isAllowed } from '../../main/api/who.ts';
import { useWho } from '../session/who-store.ts';
import { go, useWhere } from '../shell/place.ts';
import { Key, letGo } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { healthTabs } from './tabs.ts';

export function HealthScreen() {
  const { t } = useWords();
  const { tab } = useWhere();
  const role = useWho()?.role ?? null;
  const tabs = healthTabs.filter(({ roles }) => isAllowed(roles, role));
  const current = tabs.find(({ id }) => id === tab) ?? tabs[0];
  useKeys(Object.fromEntries(tabs.map(({ id }, index) => [`${index + 1}`, () => go('health', id)])));
  return (
    <main className="health" data-tab={current?.id}>
      <nav className="tabs" aria-label={t('health.tabs')}>
        {tabs.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            className="tab"
            aria-current={id === current?.id ? 'page' : undefined}
            aria-keyshortcuts={`${index + 1}`}
            onClick={(event) => {
              letGo(event);
              go('health', id);
            }}
          >
            <span>{t(`healthTab.${id}`)}</span>
            <Key name={`${index + 1}`} />
          </button>
        ))}
      </nav>
      {current ? <current.Screen /> : null}
    </main>
  );
}
