/** Are we right? The quality engineer's desk: one tab, one question. */
import { go, useQuery, useWhere } from '../shell/place.ts';
import { Key, letGo } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { useAreDigitsFree } from './digits.ts';
import { qualityTabs } from './tabs.ts';

export function QualityScreen() {
  const { t } = useWords();
  const { tab } = useWhere();
  const current = qualityTabs.find(({ id }) => id === tab) ?? qualityTabs[0];
  // A part's page lies over everything, and its digits are its own.
  const isCovered = new URLSearchParams(useQuery()).has('part');
  const keys = qualityTabs.map(({ id }, index) => [`${index + 1}`, () => go('quality', id)]);
  const areDigitsFree = useAreDigitsFree();
  useKeys(Object.fromEntries(keys), !isCovered && areDigitsFree);
  return (
    <main className="quality" data-tab={current.id}>
      <nav className="tabs" aria-label={t('quality.tabs')} inert={isCovered}>
        {qualityTabs.map(({ id }, index) => (
          <button
            key={id}
            type="button"
            className="tab"
            aria-current={id === current.id ? 'page' : undefined}
            aria-keyshortcuts={`${index + 1}`}
            onClick={(event) => {
              letGo(event);
              go('quality', id);
            }}
          >
            <span>{t(`qualityTab.${id}`)}</span>
            <Key name={`${index + 1}`} />
          </button>
        ))}
      </nav>
      <current.Screen />
    </main>
  );
}
