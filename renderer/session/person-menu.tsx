/** Somebody is here: what they may do with that. */
import { type ReactNode, useState } from 'react';
import type { StationError } from '../../main/api/errors.ts';
import type { Here } from '../../main/api/slices/session.ts';
import { useCall } from '../connection/use-station.ts';
import { Key } from '../ui/key-button.tsx';
import { useOwnKeys } from '../ui/use-own-keys.ts';
import { useWords } from '../words/use-words.ts';
import { toStationError } from './refusal.ts';
import { ErrorNote } from './sign-in-notes.tsx';
import { hereIs } from './who-store.ts';

export interface PersonMenuProps {
  readonly here: Here;
  readonly onOther: () => void;
  readonly onOwnPin: () => void;
  readonly onClose: (() => void) | null;
}

export function PersonMenu({ here, onOther, onOwnPin, onClose }: PersonMenuProps) {
  const { t } = useWords();
  const call = useCall();
  const [error, setError] = useState<StationError | null>(null);
  const signOut = (): void => {
    call('session.signOut', {}).then(
      (now) => {
        hereIs(now);
        onClose?.();
      },
      (thrown: unknown) => setError(toStationError(thrown)),
    );
  };
  const deeds: Readonly<Record<string, () => void>> = { '1': signOut, '2': onOther, '3': onOwnPin };
  useOwnKeys(({ key }) => {
    const deed = deeds[key];
    deed?.();
    return deed !== undefined;
  });
  const role = here.role ?? 'operator';
  return (
    <div className="person-menu">
      <header className="person-card">
        <h2>{here.person?.name}</h2>
        <p>{t(`role.${role}`)}</p>
        <p className="muted">{t(`roleSays.${role}`)}</p>
      </header>
      {error ? <ErrorNote message={error.message} remedy={error.remedy ?? null} /> : null}
      <MenuButton keyName="1" onPress={signOut}>
        {t('session.signOut')}
      </MenuButton>
      <MenuButton keyName="2" onPress={onOther}>
        {t('session.other')}
      </MenuButton>
      <MenuButton keyName="3" onPress={onOwnPin}>
        {t('session.changePin')}
      </MenuButton>
      {onClose ? (
        <MenuButton keyName={t('key.escape')} onPress={onClose}>
          {t('session.close')}
        </MenuButton>
      ) : null}
      <p className="sheet-foot muted">{t('session.idle', { minutes: here.idleMinutes })}</p>
    </div>
  );
}

interface MenuButtonProps {
  readonly keyName: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function MenuButton({ keyName, onPress, children }: MenuButtonProps) {
  return (
    <button type="button" className="key-button menu-deed" onClick={onPress}>
      <span>{children}</span>
      <Key name={keyName} />
    </button>
  );
}
