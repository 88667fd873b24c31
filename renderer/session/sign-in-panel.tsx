/**
 * Signing in: whose name, which PIN; a badge at any moment.
 *
 *   choose ──name──▶ pin ──right──▶ (somebody is here)        menu ──change PIN──▶ own-pin ──▶ menu
 *      ▲──────back────┘                                        └──somebody else──▶ choose
 */
import { useState } from 'react';
import type { Candidate, Here } from '../../main/api/slices/session.ts';
import { assertNever } from '../../main/api/words.ts';
import { useWords } from '../words/use-words.ts';
import { ChoosePerson } from './choose-person.tsx';
import { FirstStart } from './first-start.tsx';
import { OwnPin } from './own-pin.tsx';
import { PersonMenu } from './person-menu.tsx';
import { PinEntry } from './pin-entry.tsx';
import { type Said, waitUntil } from './said.ts';
import { ErrorNote, SaidNote } from './sign-in-notes.tsx';
import { useCandidates, useSignIn } from './use-sign-in.ts';
import type { SignInReason } from './who-store.ts';

type View =
  | { readonly view: 'menu' }
  | { readonly view: 'first-start' }
  | { readonly view: 'choose' }
  | { readonly view: 'pin'; readonly person: Candidate }
  | { readonly view: 'own-pin' };

export interface SignInPanelProps {
  readonly here: Here;
  readonly why: SignInReason | null;
  /** What came of a badge at the station's reader. */
  readonly badge: Said | null;
  /** Null where nothing is behind it. */
  readonly onClose: (() => void) | null;
}

export function SignInPanel({ here, why, badge, onClose }: SignInPanelProps) {
  const [view, setView] = useState<View>(() => firstView(here, why));
  const choose = (): void => setView({ view: 'choose' });
  switch (view.view) {
    case 'menu':
      return (
        <PersonMenu here={here} onOther={choose} onOwnPin={() => setView({ view: 'own-pin' })} onClose={onClose} />
      );
    case 'first-start':
      return <FirstStart onClose={onClose} />;
    case 'own-pin':
      return <OwnPin onBack={() => setView({ view: 'menu' })} />;
    case 'choose':
      return (
        <Choose why={why} badge={badge} onClose={onClose} onChoose={(person) => setView({ view: 'pin', person })} />
      );
    case 'pin':
      return <Pin person={view.person} onBack={choose} />;
    default:
      return assertNever(view);
  }
}

function firstView(here: Here, why: SignInReason | null): View {
  if (here.isFirstStart && here.isLocal) return { view: 'first-start' };
  return here.person && !why ? { view: 'menu' } : { view: 'choose' };
}

interface ChooseProps extends Omit<SignInPanelProps, 'here'> {
  readonly onChoose: (person: Candidate) => void;
}

function Choose({ why, badge, onClose, onChoose }: ChooseProps) {
  const { t } = useWords();
  const { candidates, error } = useCandidates();
  const { said, byBadge } = useSignIn();
  return (
    <div className="choose">
      <header className="sheet-head">
        <h2>{t('session.who')}</h2>
        {onClose ? <CloseButton onClose={onClose} /> : null}
      </header>
      {why ? <ErrorNote message={why.message} remedy={why.remedy} /> : null}
      {error ? <ErrorNote message={error.message} remedy={error.remedy ?? null} /> : null}
      <SaidNote said={said.said === 'nothing' && badge ? badge : said} />
      {error ? null : <ChoosePerson candidates={candidates} onChoose={onChoose} onBadge={byBadge} />}
      <p className="sheet-foot muted">{t('session.badgeHint')}</p>
    </div>
  );
}

function Pin({ person, onBack }: { readonly person: Candidate; readonly onBack: () => void }) {
  const { t } = useWords();
  const { said, byPin, byBadge } = useSignIn();
  return (
    <>
      <PinEntry
        title={person.name}
        hint={t('session.pinHint')}
        problem={said.said === 'wrong' ? t(said.what === 'pin' ? 'session.wrongPin' : 'session.wrongBadge') : null}
        waitUntilMs={waitUntil(said)}
        isBusy={said.said === 'asking'}
        doneWord={t('session.signIn')}
        onDone={(pin) => byPin(person.id, pin)}
        onBack={onBack}
        onBadge={byBadge}
      />
      {said.said === 'error' ? <ErrorNote message={said.error.message} remedy={said.error.remedy ?? null} /> : null}
    </>
  );
}

function CloseButton({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="key-button" aria-keyshortcuts="Escape" onClick={onClose}>
      <span>{t('session.close')}</span>
      <span className="key" aria-hidden="true">
        {t('key.escape')}
      </span>
    </button>
  );
}
