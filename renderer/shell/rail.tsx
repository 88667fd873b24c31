/** The way to every place that this person may go to. Alt and a digit go there too. */
import { useHotkeys } from '@mantine/hooks';
import { letGo } from '../ui/key-button.tsx';
import { useWords } from '../words/use-words.ts';
import { go } from './place.ts';
import type { Place } from './places.tsx';

export interface RailProps {
  readonly places: readonly Place[];
  /** Null: somewhere else. */
  readonly current: Place['id'] | null;
}

export function Rail({ places, current }: RailProps) {
  const { t } = useWords();
  useHotkeys(places.map((place, index) => [`alt+${index + 1}`, () => go(place.id)]));
  return (
    <nav className="rail" aria-label={t('place.label')}>
      {places.map((place, index) => (
        <button
          key={place.id}
          type="button"
          className="rail-place"
          aria-current={place.id === current ? 'page' : undefined}
          aria-keyshortcuts={`Alt+${index + 1}`}
          onClick={() => go(place.id)}
          onMouseUp={letGo}
        >
          {place.icon}
          <span>{t(`place.${place.id}`)}</span>
          {place.useWaiting ? <Badge useWaiting={place.useWaiting} /> : null}
        </button>
      ))}
    </nav>
  );
}

function Badge({ useWaiting }: { readonly useWaiting: () => number }) {
  const { numbers } = useWords();
  const waiting = useWaiting();
  return waiting > 0 ? <span className="rail-badge">{numbers.count(waiting)}</span> : null;
}
