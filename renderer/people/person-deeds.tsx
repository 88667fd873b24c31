/** What can be done with somebody who is entered: PIN, badge, leaving and coming back. */
import { useState } from 'react';
import type { Person } from '../../main/api/slices/people.ts';
import { ErrorNote } from '../session/sign-in-notes.tsx';
import { useSecondsLeft } from '../session/use-seconds-left.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { BadgeSheet } from './badge-sheet.tsx';
import { PinSheet } from './pin-sheet.tsx';
import { useDeed } from './use-deed.ts';

export interface PersonDeedsProps {
  readonly person: Person;
  readonly onDone: () => void;
}

export function PersonDeeds({ person, onDone }: PersonDeedsProps) {
  const { t } = useWords();
  const [sheet, setSheet] = useState<'pin' | 'badge' | null>(null);
  const { deed, perform } = useDeed();
  const { id, isActive, hasPin, hasBadge } = person;
  const turn = (): void => perform((call) => call('people.setActive', { person: id, isActive: !isActive }), onDone);
  useKeys({ p: () => setSheet('pin'), b: () => setSheet('badge') }, isActive);
  const close = (): void => setSheet(null);
  const done = (): void => {
    close();
    onDone();
  };
  return (
    <section className="person-deeds">
      {isActive ? (
        <>
          <div className="person-deed">
            <span>{t(hasPin ? 'people.pinThere' : 'people.pinNone')}</span>
            <Pause pauseMs={person.pauseMs} />
            <KeyButton keyName="P" shortcut="P" onPress={() => setSheet('pin')}>
              {t(hasPin ? 'people.newPin' : 'people.givePin')}
            </KeyButton>
          </div>
          <div className="person-deed">
            <span>{t(hasBadge ? 'people.badgeThere' : 'people.badgeNone')}</span>
            <KeyButton keyName="B" shortcut="B" onPress={() => setSheet('badge')}>
              {t(hasBadge ? 'people.changeBadge' : 'people.giveBadge')}
            </KeyButton>
          </div>
        </>
      ) : null}
      <div className="person-deed">
        <span className="muted">{t(isActive ? 'people.leaveSays' : 'people.backSays')}</span>
        <button type="button" className="key-button" disabled={deed.state === 'asking'} onClick={turn}>
          {t(isActive ? 'people.leave' : 'people.back')}
        </button>
      </div>
      {deed.state === 'failed' ? <ErrorNote message={deed.error.message} remedy={deed.error.remedy ?? null} /> : null}
      {sheet === 'pin' ? <PinSheet person={person} onClose={close} onDone={done} /> : null}
      {sheet === 'badge' ? <BadgeSheet person={person} onClose={close} onDone={done} /> : null}
    </section>
  );
}

/** After wrong ones the person waits; a new PIN ends that. */
function Pause({ pauseMs }: { readonly pauseMs: number }) {
  const { t } = useWords();
  const [cameAtMs] = useState(() => performance.now());
  const seconds = useSecondsLeft(pauseMs > 0 ? cameAtMs + pauseMs : null);
  if (seconds === 0) return null;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <span className="person-pause">{t('people.paused', { time })}</span>;
}
