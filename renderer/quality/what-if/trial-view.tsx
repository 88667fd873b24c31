/** How far the trial is, and what it has found so far. */
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { Flipped } from './flipped.tsx';
import { resultOf, type Trial } from './trial.ts';

export function TrialView({ trial, onAgain }: { readonly trial: Trial; readonly onAgain: () => void }) {
  const { t, numbers } = useWords();
  if (trial.kind === 'failed') return <AskTrouble error={trial.error} onAgain={onAgain} />;
  if (trial.kind === 'none' || trial.kind === 'cancelled') {
    return (
      <div className="desk-notice">
        <p className="notice-title">{trial.kind === 'none' ? t('whatIf.notAsked') : t('whatIf.cancelled')}</p>
        <p className="notice-detail">{t('whatIf.notAskedDetail')}</p>
      </div>
    );
  }
  const result = resultOf(trial);
  const progress = result?.progress ?? 0;
  return (
    <>
      {trial.kind === 'done' ? null : (
        <p className="trial-progress" data-state={trial.kind}>
          <progress max={1} value={progress} aria-label={t('whatIf.progress')} />
          <span>{t('yield.axis', { percent: Math.floor(progress * 100) })}</span>
        </p>
      )}
      {trial.kind === 'stuck' ? (
        <p className="field-trouble" role="alert">
          {told(t, numbers, trial.problem)}
        </p>
      ) : null}
      {result ? <Flipped result={result} /> : null}
    </>
  );
}
