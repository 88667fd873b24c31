/** Taking a target away: what still waits for it is never sent there, so it is asked for with a reason. */
import { useState } from 'react';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { Card } from '../../ui/card.tsx';
import { Key } from '../../ui/key-button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useOwnKeys } from '../../ui/use-own-keys.ts';
import { useWords } from '../../words/use-words.ts';

export interface RemoveTargetProps {
  readonly target: TargetStatus;
  readonly mayRemove: boolean;
  readonly onRemoved: () => void;
}

export function RemoveTarget({ target, mayRemove, onRemoved }: RemoveTargetProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card className="remove-target" title={t('removeTarget.title')}>
      {mayRemove ? (
        <button type="button" className="key-button" onClick={() => setOpen(true)}>
          {t('removeTarget.open')}
        </button>
      ) : (
        <p className="muted">{t('removeTarget.onlyAdministrator')}</p>
      )}
      {isOpen ? <RemoveSheet target={target} onClose={() => setOpen(false)} onRemoved={onRemoved} /> : null}
    </Card>
  );
}

interface RemoveSheetProps {
  readonly target: TargetStatus;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

function RemoveSheet({ target, onClose, onRemoved }: RemoveSheetProps) {
  const { t, numbers } = useWords();
  const call = useAllowedCall();
  const [reason, setReason] = useState('');
  const { deed, start } = useDeed<unknown>();
  const left = target.waiting + target.parked;
  const isGood = reason.trim() !== '';
  const remove = (): void => {
    if (isGood) start(() => call('sync.removeTarget', { target: target.id, reason }), onRemoved);
  };
  useOwnKeys(({ key, target: at }) => {
    if (key !== 'Enter' || !isGood || (at instanceof HTMLElement && at.matches('button'))) return false;
    remove();
    return true;
  });
  return (
    <Sheet label={t('removeTarget.title')} className="remove-sheet" onClose={onClose}>
      <h2>{target.name}</h2>
      <p>
        {left === 0 ? t('removeTarget.nothing') : t('removeTarget.about', { count: left, shown: numbers.count(left) })}
      </p>
      <label className="field">
        <span>{t('removeTarget.reason')}</span>
        <input
          type="text"
          value={reason}
          maxLength={500}
          // biome-ignore lint/a11y/noAutofocus: the reason is what the sheet asks for
          autoFocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <DeedTrouble deed={deed} />
      <div className="sheet-deeds">
        <button type="button" className="key-button" aria-keyshortcuts="Escape" onClick={onClose}>
          <span>{t('session.close')}</span>
          <Key name={t('key.escape')} />
        </button>
        <button
          type="button"
          className="key-button accent"
          aria-keyshortcuts="Enter"
          disabled={!isGood || deed.kind === 'running'}
          onClick={remove}
        >
          <span>{t('removeTarget.remove')}</span>
          <Key name={t('key.enter')} />
        </button>
      </div>
    </Sheet>
  );
}
