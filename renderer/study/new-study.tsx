import { useId, useState } from 'react';
import { useCall } from '../connection/use-station.ts';
import { Key, KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { Choices } from './choices.tsx';
import { Problem } from './problem.tsx';
import { useDeed } from './use-deed.ts';

export interface NewStudyProps {
  readonly onMade: (id: string) => void;
  readonly onCancel: () => void;
}

export function NewStudy({ onMade, onCancel }: NewStudyProps) {
  const { t } = useWords();
  const call = useCall();
  const deed = useDeed();
  const nameId = useId();
  // The same one when it is tried again: the same study.
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [trials, setTrials] = useState(2);
  const [hasStation, setStation] = useState(true);
  useKeys({ Escape: onCancel });
  const create = (): void => {
    if (name.trim() === '') return;
    deed.act(async () => {
      await call('study.create', { id, name, trials, hasStation });
      onMade(id);
    });
  };
  return (
    <form
      className="card study-new"
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <h2>{t('study.newTitle')}</h2>
      <label htmlFor={nameId} className="study-field">
        <span className="muted">{t('study.name')}</span>
        <input
          id={nameId}
          value={name}
          maxLength={80}
          // biome-ignore lint/a11y/noAutofocus: the form comes when it is asked for, and this is what it asks
          autoFocus
          placeholder={t('study.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <TrialChoice value={trials} onChoose={setTrials} />
      <StationChoice value={hasStation} onChoose={setStation} />
      {deed.error ? <Problem error={deed.error} /> : null}
      <div className="study-buttons">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onCancel}>
          {t('study.cancel')}
        </KeyButton>
        <button type="submit" className="key-button accent" disabled={name.trim() === '' || deed.isBusy}>
          <span>{t('study.create')}</span>
          <Key name="↵" />
        </button>
      </div>
    </form>
  );
}

interface ChoiceProps<T> {
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

export function TrialChoice(props: ChoiceProps<number>) {
  const { t } = useWords();
  const options = [2, 3].map((count) => ({ value: count, words: t('study.trials', { count }) }));
  return <Choices label={t('study.trialsLabel')} options={options} {...props} />;
}

export function StationChoice(props: ChoiceProps<boolean>) {
  const { t } = useWords();
  const options = [
    { value: true, words: t('study.stationYes') },
    { value: false, words: t('study.stationNo') },
  ];
  return <Choices label={t('study.stationLabel')} options={options} {...props} />;
}
