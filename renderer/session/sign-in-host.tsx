/** Where signing in happens: a sheet over the screen, or, at a desk where nobody is yet, all that there is. */
import { useState } from 'react';
import { useStationEvent } from '../connection/use-station.ts';
import { useLive } from '../live/live-context.ts';
import { Sheet } from '../ui/sheet.tsx';
import { useSelect } from '../ui/store.ts';
import { useWords } from '../words/use-words.ts';
import { SignInPanel } from './sign-in-panel.tsx';
import { badgeWasRead, closeSignIn, session, useWho } from './who-store.ts';

const laterKey = 'sightline.first-start-later';

export function SignInHost() {
  const { t } = useWords();
  const here = useWho();
  const sheet = useSelect(session, (state) => state.sheet);
  const [isLater, setLater] = useState(() => sessionStorage.getItem(laterKey) !== null);
  // A demo has nobody to protect anything from: it asks only who asks for it.
  const isDemo = useLive((state) => state.hello?.demo ?? true);
  useStationEvent('session.badge', (came) => badgeWasRead(came));
  if (!here || here.role === null) return null;
  const isFirst = here.isFirstStart && here.isLocal && !isDemo && !isLater;
  if (!sheet && !isFirst) return null;
  const close = (): void => {
    closeSignIn();
    if (!here.isFirstStart) return;
    sessionStorage.setItem(laterKey, 'yes');
    setLater(true);
  };
  const label = here.isFirstStart ? t('first.title') : t('session.signIn');
  return (
    <Sheet label={label} className="sign-in-sheet" onClose={close}>
      <SignInPanel
        key={here.person?.id ?? 'nobody'}
        here={here}
        why={sheet?.why ?? null}
        badge={sheet?.badge ?? null}
        onClose={close}
      />
    </Sheet>
  );
}

/** A desk before anybody has signed in. */
export function NobodyHere() {
  const { t } = useWords();
  const here = useWho();
  const station = useLive((state) => state.hello?.station ?? null);
  const badge = useSelect(session, (state) => state.sheet?.badge ?? null);
  if (!here) return null;
  return (
    <main className="nobody-here">
      <h1>{station}</h1>
      {here.isFirstStart ? <p className="sheet-note">{t('first.notHere')}</p> : null}
      <section className="sheet-body" aria-label={t('session.signIn')}>
        <SignInPanel here={here} why={null} badge={badge} onClose={null} />
      </section>
    </main>
  );
}
