/** One parked message: why, as it was sent, and what it was made of. */
import type { Parked } from '../../../main/api/slices/sync.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { Code } from '../mapping/preview.tsx';

export interface ParkedMessageProps {
  readonly target: string;
  readonly parked: Parked;
  readonly mayMaintain: boolean;
  readonly onResent: () => void;
  readonly onMend: () => void;
}

export function ParkedMessage({ target, parked, mayMaintain, onResent, onMend }: ParkedMessageProps) {
  const { t, numbers } = useWords();
  const call = useAllowedCall();
  const { sequence, state } = parked;
  const { answer, value, again } = useAnswer('sync.parkedMessage', { target, sequence });
  const { deed, start } = useDeed<unknown>();
  const isWaiting = state === 'again';
  const resend = (): void => {
    if (!isWaiting) start(() => call('sync.resend', { target, sequences: [sequence] }), onResent);
  };
  useKeys(mayMaintain ? { g: resend, e: onMend } : {});
  return (
    <section className="card parked-message" aria-label={t('parked.reason')}>
      <h3>{t('parked.reason')}</h3>
      <p className="parked-why">{told(t, numbers, value?.reason ?? parked.reason)}</p>
      {mayMaintain ? (
        <div className="target-deeds">
          <KeyButton keyName="G" shortcut="G" isDisabled={isWaiting || deed.kind === 'running'} onPress={resend}>
            {isWaiting ? t('parked.again') : t('parked.resendOne')}
          </KeyButton>
          <KeyButton keyName="E" shortcut="E" onPress={onMend}>
            {t('parked.mend')}
          </KeyButton>
        </div>
      ) : (
        <p className="muted">{t('parked.onlyMaintenance')}</p>
      )}
      <DeedTrouble deed={deed} />
      {answer.kind === 'failed' ? <AskTrouble error={answer.error} onAgain={again} /> : null}
      {value === null ? (
        answer.kind === 'failed' ? null : (
          <Skeleton className="plot" />
        )
      ) : (
        <div className="parked-codes" data-made={value.body !== null}>
          <section>
            <h3>{t('parked.body')}</h3>
            {value.body === null ? (
              <p className="muted">{t('parked.noBody')}</p>
            ) : (
              <Code label={t('parked.body')} text={value.body} />
            )}
          </section>
          <section>
            <h3>{t('parked.document')}</h3>
            <Code label={t('parked.document')} text={value.document} />
          </section>
        </div>
      )}
    </section>
  );
}
