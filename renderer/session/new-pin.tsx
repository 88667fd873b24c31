/** Choosing a PIN: once, and once more. */
import { useState } from 'react';
import { pinFault, pinLengths } from '../../main/api/person.ts';
import { useWords } from '../words/use-words.ts';
import { PinEntry } from './pin-entry.tsx';

export interface NewPinProps {
  readonly title: string;
  readonly isBusy: boolean;
  /** What the station said against it. */
  readonly refusal: string | null;
  readonly doneWord: string;
  readonly onDone: (pin: string) => void;
  readonly onBack: () => void;
}

type Step =
  | { readonly step: 'first'; readonly problem: string | null }
  | { readonly step: 'again'; readonly pin: string };

export function NewPin({ title, isBusy, refusal, doneWord, onDone, onBack }: NewPinProps) {
  const { t } = useWords();
  const [step, setStep] = useState<Step>({ step: 'first', problem: null });
  const first = (pin: string): void => {
    const fault = pinFault(pin);
    setStep(fault ? { step: 'first', problem: t(`pinFault.${fault}`, pinLengths) } : { step: 'again', pin });
  };
  const again = (pin: string): void => {
    if (step.step !== 'again') return;
    const isSame = pin === step.pin;
    // Whatever comes of it, the next try begins at the beginning.
    setStep({ step: 'first', problem: isSame ? null : t('session.pinsDiffer') });
    if (isSame) onDone(pin);
  };
  const isFirst = step.step === 'first';
  return (
    <PinEntry
      key={step.step}
      title={title}
      hint={isFirst ? t('session.pinRule', pinLengths) : t('session.pinAgain')}
      problem={(isFirst ? step.problem : null) ?? refusal}
      waitUntilMs={null}
      isBusy={isBusy}
      doneWord={isFirst ? t('session.next') : doneWord}
      onDone={isFirst ? first : again}
      onBack={isFirst ? onBack : () => setStep({ step: 'first', problem: null })}
    />
  );
}
