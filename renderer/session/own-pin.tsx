/** Changing one's own PIN: the present one, then the new one twice. */
import { useState } from 'react';
import { useCall } from '../connection/use-station.ts';
import { useWords } from '../words/use-words.ts';
import { NewPin } from './new-pin.tsx';
import { PinEntry } from './pin-entry.tsx';
import { toStationError } from './refusal.ts';
import { type Said, waitUntil } from './said.ts';
import { ErrorNote } from './sign-in-notes.tsx';

type Step =
  | { readonly step: 'current'; readonly said: Said }
  | { readonly step: 'new'; readonly current: string; readonly isAsking: boolean }
  | { readonly step: 'done' };

export function OwnPin({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  const call = useCall();
  const [step, setStep] = useState<Step>({ step: 'current', said: { said: 'nothing' } });
  const change = async (current: string, pin: string): Promise<void> => {
    setStep({ step: 'new', current, isAsking: true });
    const came = await call('people.setOwnPin', { current, pin });
    if (came.answer === 'changed') return setStep({ step: 'done' });
    const waitUntilMs = performance.now() + came.pauseMs;
    const said: Said =
      came.answer === 'wait'
        ? { said: 'wait', waitUntilMs }
        : { said: 'wrong', what: 'pin', waitUntilMs: came.pauseMs > 0 ? waitUntilMs : null };
    setStep({ step: 'current', said });
  };
  if (step.step === 'done') return <Changed onBack={onBack} />;
  if (step.step === 'new') {
    return (
      <NewPin
        title={t('session.newPin')}
        isBusy={step.isAsking}
        refusal={null}
        doneWord={t('session.changePin')}
        onBack={() => setStep({ step: 'current', said: { said: 'nothing' } })}
        onDone={(pin) => {
          change(step.current, pin).catch((thrown: unknown) =>
            setStep({ step: 'current', said: { said: 'error', error: toStationError(thrown) } }),
          );
        }}
      />
    );
  }
  const { said } = step;
  return (
    <>
      <PinEntry
        title={t('session.currentPin')}
        hint={t('session.currentPinHint')}
        problem={said.said === 'wrong' ? t('session.wrongPin') : null}
        waitUntilMs={waitUntil(said)}
        isBusy={false}
        doneWord={t('session.next')}
        onDone={(current) => setStep({ step: 'new', current, isAsking: false })}
        onBack={onBack}
      />
      {said.said === 'error' ? <ErrorNote message={said.error.message} remedy={said.error.remedy ?? null} /> : null}
    </>
  );
}

function Changed({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  return (
    <div className="person-menu">
      <p className="sheet-note" role="status">
        {t('session.pinChanged')}
      </p>
      <button type="button" className="key-button menu-deed" onClick={onBack}>
        <span>{t('session.back')}</span>
      </button>
    </div>
  );
}
