/** The first start: somebody becomes the administrator. It can wait, and in a demo nobody needs it. */
import { useState } from 'react';
import { nameMaxLength, personNameSchema } from '../../main/api/person.ts';
import { useCall } from '../connection/use-station.ts';
import { Key } from '../ui/key-button.tsx';
import { useOwnKeys } from '../ui/use-own-keys.ts';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import { NewPin } from './new-pin.tsx';
import { toStationError } from './refusal.ts';
import { hereIs } from './who-store.ts';

export function FirstStart({ onClose }: { readonly onClose: (() => void) | null }) {
  const { t, numbers } = useWords();
  const call = useCall();
  // The same one again is the same deed, should the connection break.
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [isNamed, setNamed] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const enter = (pin: string): void => {
    setAsking(true);
    call('session.firstAdministrator', { id, name, pin }).then(
      (here) => hereIs(here),
      (thrown: unknown) => {
        const { message, remedy } = toStationError(thrown);
        setAsking(false);
        setRefusal(told(t, numbers, remedy ? `${message}. ${remedy}` : message));
      },
    );
  };
  if (!isNamed) return <Name name={name} onName={setName} onDone={() => setNamed(true)} onLater={onClose} />;
  return (
    <NewPin
      title={t('first.pin', { name: name.trim() })}
      isBusy={isAsking}
      refusal={refusal}
      doneWord={t('first.done')}
      onDone={enter}
      onBack={() => setNamed(false)}
    />
  );
}

interface NameProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onDone: () => void;
  readonly onLater: (() => void) | null;
}

function Name({ name, onName, onDone, onLater }: NameProps) {
  const { t } = useWords();
  const isGood = personNameSchema.safeParse(name).success;
  useOwnKeys(({ key }) => {
    if (key === 'Enter' && isGood) onDone();
    return key === 'Enter' && isGood;
  });
  return (
    <div className="first-start">
      <h2>{t('first.title')}</h2>
      <p>{t('first.why')}</p>
      <label className="field">
        <span>{t('first.name')}</span>
        <input
          type="text"
          value={name}
          maxLength={nameMaxLength}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: it is the one thing that is asked for
          autoFocus
          onChange={(event) => onName(event.target.value)}
        />
      </label>
      <p className="muted">{name !== '' && !isGood ? t('first.nameRule', { max: nameMaxLength }) : t('first.later')}</p>
      <div className="sheet-deeds">
        {onLater ? (
          <button type="button" className="key-button" aria-keyshortcuts="Escape" onClick={onLater}>
            <span>{t('first.notNow')}</span>
            <Key name={t('key.escape')} />
          </button>
        ) : null}
        <button
          type="button"
          className="key-button accent"
          aria-keyshortcuts="Enter"
          disabled={!isGood}
          onClick={onDone}
        >
          <span>{t('session.next')}</span>
          <Key name={t('key.enter')} />
        </button>
      </div>
    </div>
  );
}
