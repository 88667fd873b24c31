/** While appraisers answer: how far each of them is, and its end. What they say stays hidden. */
import { useId, useState } from 'react';
import type { Study } from '../../main/api/slices/study.ts';
import { useCall } from '../connection/use-station.ts';
import { Key } from '../ui/key-button.tsx';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { useWords } from '../words/use-words.ts';
import { Problem } from './problem.tsx';
import { useDeed } from './use-deed.ts';

export function RunningPage({ study }: { readonly study: Study }) {
  const { t, numbers } = useWords();
  return (
    <div className="study-running">
      <p className="study-why">{t('study.runningWhy')}</p>
      <ul className="study-people">
        {study.people.map(({ id, name, progress: { done, of } }) => (
          <li key={id} className="study-person">
            <strong>{name}</strong>
            <progress value={done} max={Math.max(1, of)} aria-label={name} />
            <span>{t('study.progress', { done: numbers.count(done), of: numbers.count(of) })}</span>
            {done === of ? <VerdictShape verdict="pass" /> : <span />}
          </li>
        ))}
        {study.hasStation ? (
          <li className="study-person">
            <strong>{t('study.station')}</strong>
            <span className="muted study-person-note">{t('study.stationSays')}</span>
          </li>
        ) : null}
      </ul>
      <Closing study={study} />
    </div>
  );
}

function Closing({ study }: { readonly study: Study }) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const isComplete = study.progress.done === study.progress.of;
  const canClose = isComplete || reason.trim() !== '';
  return (
    <form
      className="card study-closing"
      onSubmit={(event) => {
        event.preventDefault();
        if (canClose) deed.act(() => call('study.close', { id: study.id, reason }));
      }}
    >
      <p>{isComplete ? t('study.closeComplete') : t('study.closeEarly')}</p>
      {isComplete ? null : (
        <label htmlFor={reasonId} className="study-field">
          <span className="muted">{t('study.closeReason')}</span>
          <input id={reasonId} value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      {deed.error ? <Problem error={deed.error} /> : null}
      <div className="study-buttons">
        <button type="submit" className="key-button accent" disabled={!canClose || deed.isBusy}>
          <span>{t('study.closeStudy')}</span>
          <Key name="↵" />
        </button>
      </div>
    </form>
  );
}
