/** All that wait are marked at once: for quality only, with a reason, and recorded as what it is. */
import { useState } from 'react';
import { toWireError } from '../../../main/api/errors.ts';
import type { Input } from '../../../main/api/slices/index.ts';
import { useCall } from '../../connection/use-station.ts';
import { classWord } from '../../words/reason-words.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { withoutParts } from '../desk/desk.ts';
import { desk } from '../desk/review-desk.ts';
import { Dialog } from './dialog.tsx';

export interface MarkAllDialogProps {
  readonly ids: readonly string[];
  /** Of the part that is shown. */
  readonly classes: readonly string[];
  readonly onClose: () => void;
}

type Mark = Input<'review.decideAll'>['decision'];

type Marking =
  | { readonly at: 'asking' }
  | { readonly at: 'marking' }
  | { readonly at: 'done'; readonly decided: number; readonly skipped: number }
  | { readonly at: 'refused'; readonly message: string };

const leastReason = 3;

export function MarkAllDialog({ ids, classes, onClose }: MarkAllDialogProps) {
  const { t, numbers } = useWords();
  const call = useCall();
  const [mark, setMark] = useState<Mark>({ decision: 'good' });
  const [reason, setReason] = useState('');
  const [marking, setMarking] = useState<Marking>({ at: 'asking' });
  const isReady = reason.trim().length >= leastReason && marking.at !== 'marking' && ids.length > 0;
  const markAll = async (): Promise<void> => {
    setMarking({ at: 'marking' });
    try {
      const { decided, skipped } = await call('review.decideAll', { ids: [...ids], decision: mark, reason });
      desk.change((state) => withoutParts(state, ids));
      setMarking({ at: 'done', decided, skipped });
    } catch (thrown) {
      setMarking({ at: 'refused', message: toWireError(thrown).message });
    }
  };
  if (marking.at === 'done') {
    const values = { decided: numbers.count(marking.decided), skipped: numbers.count(marking.skipped) };
    return (
      <Dialog className="mark-all" title={t('review.markAll')} onClose={onClose}>
        <p role="status">{t('review.markedAll', values)}</p>
      </Dialog>
    );
  }
  return (
    <Dialog className="mark-all" title={t('review.markAll')} onClose={onClose}>
      <p>{t('review.markAllWhat', { count: ids.length, formatted: numbers.count(ids.length) })}</p>
      <fieldset className="mark-choices">
        <legend>{t('review.markAs')}</legend>
        {choicesOf(classes).map((choice) => (
          <label key={JSON.stringify(choice)} className="mark-choice">
            <input
              type="radio"
              name="mark"
              checked={JSON.stringify(choice) === JSON.stringify(mark)}
              onChange={() => setMark(choice)}
            />
            {choice.decision === 'good' ? t('review.good') : t('review.defectOf', { name: classWord(t, choice.class) })}
          </label>
        ))}
      </fieldset>
      <label className="mark-reason">
        <span>{t('review.markReason')}</span>
        <textarea rows={3} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </label>
      {marking.at === 'refused' ? <p role="alert">{told(t, numbers, marking.message)}</p> : null}
      <button type="button" className="key-button accent" disabled={!isReady} onClick={() => void markAll()}>
        {t('review.markAllNow', { formatted: numbers.count(ids.length) })}
      </button>
    </Dialog>
  );
}

function choicesOf(classes: readonly string[]): readonly Mark[] {
  return [{ decision: 'good' }, ...classes.map((name): Mark => ({ decision: 'defect', class: name }))];
}
