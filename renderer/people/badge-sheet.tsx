/** Giving a badge: hold it to a reader of the station, to one that types, or type what it says. */
import { useEffect, useState } from 'react';
import { badgeLengths, badgeSchema } from '../../main/api/person.ts';
import { useCall, useStationEvent } from '../connection/use-station.ts';
import { ErrorNote } from '../session/sign-in-notes.tsx';
import { useBadge } from '../session/use-badge.ts';
import { Key } from '../ui/key-button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useOwnKeys } from '../ui/use-own-keys.ts';
import { useWords } from '../words/use-words.ts';
import type { PersonSheetProps } from './pin-sheet.tsx';
import { useDeed } from './use-deed.ts';

export function BadgeSheet({ person, onClose, onDone }: PersonSheetProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const { deed, perform } = useDeed();
  const atReader = useStationReader(person.id);
  const isGood = badgeSchema.safeParse(text).success;
  const give = (badge: string | null): void =>
    perform((call) => call('people.setBadge', { person: person.id, badge }), onDone);
  useStationEvent('session.badge', ({ answer }) => {
    if (answer === 'badge-given') onDone();
  });
  useBadge(give);
  useOwnKeys(({ key }) => {
    if (key !== 'Enter' || !isGood) return false;
    give(text);
    return true;
  });
  return (
    <Sheet label={t('people.badgeFor', { name: person.name })} className="badge-sheet" onClose={onClose}>
      <h2>{t('people.badgeFor', { name: person.name })}</h2>
      <p>{t(atReader ? 'people.holdBadge' : 'people.holdBadgeTyping')}</p>
      <label className="field">
        <span>{t('people.typeBadge', badgeLengths)}</span>
        <input
          type="text"
          value={text}
          maxLength={badgeLengths.max}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {deed.state === 'failed' ? <ErrorNote message={deed.error.message} remedy={deed.error.remedy ?? null} /> : null}
      <div className="sheet-deeds">
        {person.hasBadge ? (
          <button type="button" className="key-button" onClick={() => give(null)}>
            {t('people.takeBadge')}
          </button>
        ) : null}
        <button type="button" className="key-button" aria-keyshortcuts="Escape" onClick={onClose}>
          <span>{t('session.close')}</span>
          <Key name={t('key.escape')} />
        </button>
        <button
          type="button"
          className="key-button accent"
          aria-keyshortcuts="Enter"
          disabled={!isGood || deed.state === 'asking'}
          onClick={() => give(text)}
        >
          <span>{t('people.giveBadge')}</span>
          <Key name={t('key.enter')} />
        </button>
      </div>
    </Sheet>
  );
}

/** While the sheet is open the next badge at the station's own reader is meant for this person. False: none is here. */
function useStationReader(person: string): boolean {
  const call = useCall();
  const [isAwaited, setAwaited] = useState(false);
  useEffect(() => {
    call('people.awaitBadge', { person }).then(
      ({ forMs }) => setAwaited(forMs > 0),
      // Another desk: its own reader or the keyboard does as well, and the sheet says so.
      () => setAwaited(false),
    );
    return () => {
      // A station that cannot be told forgets it by itself after a minute.
      call('people.awaitBadge', { person: null }).catch(() => undefined);
    };
  }, [call, person]);
  return isAwaited;
}
