/** One part of a draft: its picture, when the station has seen it, and the way out. */
import { useId, useState } from 'react';
import type { StudyPart } from '../../../main/api/slices/study.ts';
import { useCall } from '../../connection/use-station.ts';
import { Key, KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { Problem } from '../problem.tsx';
import { StudyPicture } from '../study-picture.tsx';
import { type Deed, useDeed } from '../use-deed.ts';
import { isRecordId } from './record-id.ts';

export interface OnePartProps {
  readonly study: string;
  readonly part: StudyPart;
  readonly onClose: () => void;
}

export function OnePart({ study, part, onClose }: OnePartProps) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const { place, serial } = part;
  const remove = (): void =>
    deed.act(async () => {
      await call('study.removePart', { id: study, place });
      onClose();
    });
  useKeys({ Escape: onClose, Delete: remove });
  return (
    <aside className="card study-one-part">
      <header className="study-head">
        <div>
          <h2>{t('study.part', { place })}</h2>
          <p className="muted">{serial === null ? t('study.noSerial') : t('study.serial', { serial })}</p>
        </div>
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onClose}>
          {t('study.close')}
        </KeyButton>
      </header>
      <StudyPicture id={part.picture} alt={t('study.part', { place })} className="study-one-picture" />
      <Presentations study={study} part={part} deed={deed} />
      {deed.error ? <Problem error={deed.error} /> : null}
      <KeyButton keyName={t('study.keyDelete')} shortcut="Delete" onPress={remove}>
        {t('study.remove')}
      </KeyButton>
    </aside>
  );
}

const howWords = {
  chosen: 'study.presentationChosen',
  'same-serial': 'study.presentationSerial',
  marked: 'study.presentationMarked',
} as const;

function Presentations({ study, part, deed }: Omit<OnePartProps, 'onClose'> & { readonly deed: Deed }) {
  const { t, numbers } = useWords();
  const call = useCall();
  const field = useId();
  const [text, setText] = useState('');
  const { place } = part;
  const mark = (): void =>
    deed.act(async () => {
      await call('study.markAgain', { id: study, place, again: text.trim().toLowerCase() });
      setText('');
    });
  return (
    <section className="study-presentations">
      <h2>{t('study.presentations')}</h2>
      <ul>
        {part.presentations.map(({ part: again, at, how }) => (
          <li key={again} className="study-presentation">
            <span>{numbers.moment(at)}</span>
            <span className="muted">{t(howWords[how])}</span>
            {how === 'chosen' ? null : (
              <button
                type="button"
                className="key-button"
                disabled={deed.isBusy}
                onClick={() => deed.act(() => call('study.unmarkAgain', { id: study, place, again }))}
              >
                {t('study.presentationRemove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="muted">{t('study.presentationWhy')}</p>
      <form
        className="study-marking"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRecordId(text)) mark();
        }}
      >
        <label htmlFor={field} className="study-field">
          <span className="muted">{t('study.presentationAdd')}</span>
          <input
            id={field}
            value={text}
            spellCheck={false}
            maxLength={60}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="key-button" disabled={!isRecordId(text) || deed.isBusy}>
          <span>{t('study.presentationMark')}</span>
          <Key name="↵" />
        </button>
      </form>
    </section>
  );
}
