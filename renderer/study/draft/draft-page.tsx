/** The way to a study in four steps; each says why, and how many. */
import { type ReactNode, useState } from 'react';
import type { Study } from '../../../main/api/slices/study.ts';
import { assertNever } from '../../../main/api/words.ts';
import { KeyButton, letGo } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { AppraisersStep } from './appraisers-step.tsx';
import { PartsStep } from './parts-step.tsx';
import { ReferencesStep } from './references-step.tsx';
import { StartStep } from './start-step.tsx';

const steps = ['parts', 'references', 'appraisers', 'start'] as const;
type Step = (typeof steps)[number];

const stepWords = {
  parts: 'study.stepParts',
  references: 'study.stepReferences',
  appraisers: 'study.stepAppraisers',
  start: 'study.stepStart',
} as const satisfies Record<Step, string>;

export interface DraftPageProps {
  readonly study: Study;
  readonly onDiscarded: () => void;
}

export function DraftPage({ study, onDiscarded }: DraftPageProps) {
  const { t } = useWords();
  const [step, setStep] = useState<Step>('parts');
  const before = steps[steps.indexOf(step) - 1];
  const after = steps[steps.indexOf(step) + 1];
  useKeys({ PageUp: before && (() => setStep(before)), PageDown: after && (() => setStep(after)) });
  return (
    <>
      <nav className="study-steps" aria-label={t('study.steps')}>
        {steps.map((one) => (
          <button
            key={one}
            type="button"
            className="study-step"
            aria-current={one === step ? 'step' : undefined}
            onClick={(event) => {
              letGo(event);
              setStep(one);
            }}
          >
            {isDone(one, study) ? <VerdictShape verdict="pass" /> : <span className="study-step-open" />}
            <span>{t(stepWords[one])}</span>
          </button>
        ))}
        <span className="study-step-keys">
          {before ? (
            <KeyButton keyName={t('study.keyPageUp')} shortcut="PageUp" onPress={() => setStep(before)}>
              {t('study.previous')}
            </KeyButton>
          ) : null}
          {after ? (
            <KeyButton
              keyName={t('study.keyPageDown')}
              shortcut="PageDown"
              className="accent"
              onPress={() => setStep(after)}
            >
              {t('study.next')}
            </KeyButton>
          ) : null}
        </span>
      </nav>
      <StepOf step={step} study={study} onDiscarded={onDiscarded} />
    </>
  );
}

function StepOf({ step, study, onDiscarded }: DraftPageProps & { readonly step: Step }): ReactNode {
  switch (step) {
    case 'parts':
      return <PartsStep study={study} />;
    case 'references':
      return <ReferencesStep study={study} />;
    case 'appraisers':
      return <AppraisersStep study={study} />;
    case 'start':
      return <StartStep study={study} onDiscarded={onDiscarded} />;
    default:
      return assertNever(step);
  }
}

function isDone(step: Step, { obstacles, partList }: Study): boolean {
  switch (step) {
    case 'parts':
      return !obstacles.includes('too-few-parts');
    case 'references':
      return partList.length > 0 && !obstacles.includes('reference-missing');
    case 'appraisers':
      return !obstacles.includes('no-appraiser') && !obstacles.includes('expert-appraises');
    case 'start':
      return false;
    default:
      return assertNever(step);
  }
}
