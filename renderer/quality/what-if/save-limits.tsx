/** Limits become those of the recipe: with a reason, and where it is asked for with a second person. */
import { useRef, useState } from 'react';
import type { LimitsVersion } from '../../../main/api/slices/quality.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useCall } from '../../connection/use-station.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedTrouble } from '../deed-trouble.tsx';
import type { LimitsByClass } from './limits.ts';

const leastReason = 3;

export interface SaveLimitsProps {
  readonly recipe: string;
  readonly limits: LimitsByClass;
  readonly needsSecond: boolean;
  /** Why they cannot be saved yet; null: they can. */
  readonly whyNot: string | null;
  readonly onSaved: () => void;
}

export function SaveLimits({ recipe, limits, needsSecond, whyNot, onSaved }: SaveLimitsProps) {
  const { t } = useWords();
  const call = useCall();
  const { deed, start } = useDeed<LimitsVersion>();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = (): void => {
    if (whyNot !== null) return;
    if (reason.trim().length < leastReason) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    start(
      () => call('quality.saveLimits', { recipe, limits, reason: reason.trim() }),
      () => {
        setReason('');
        onSaved();
      },
    );
  };
  useKeys({ s: save });
  return (
    <section className="side-card">
      <h2>{t('whatIf.saveTitle')}</h2>
      {whyNot === null ? null : <p className="muted">{whyNot}</p>}
      <label className="comment-field">
        <span>{t('whatIf.reason')}</span>
        <textarea
          ref={field}
          rows={2}
          maxLength={2000}
          value={reason}
          disabled={whyNot !== null}
          aria-invalid={isMissing}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setMissing(false);
          }}
        />
      </label>
      {isMissing ? <p className="field-trouble">{t('whatIf.reasonMissing')}</p> : null}
      {needsSecond ? <p className="muted">{t('whatIf.second')}</p> : null}
      <KeyButton keyName="S" shortcut="S" className="accent" isDisabled={whyNot !== null} onPress={save}>
        {deed.kind === 'running' ? t('relabel.saving') : t('whatIf.save')}
      </KeyButton>
      <DeedTrouble deed={deed} />
    </section>
  );
}
