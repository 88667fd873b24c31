/** Connects with what stands in the form, and says what came of it. */

import { useRef } from 'react';
import type { Output } from '../../../main/api/slices/index.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { Card } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import type { TargetDraft } from './use-target-draft.ts';

/** The station gives up before that and says why. */
const timeoutMs = 60_000;

export interface ConnectionTestProps {
  readonly id: string;
  readonly form: TargetDraft;
  /** It cannot be tried: something in the form needs a look first. */
  readonly onFault: () => void;
}

export function ConnectionTest({ id, form: { checked, secrets }, onFault }: ConnectionTestProps) {
  const { t } = useWords();
  const call = useAllowedCall();
  const { deed, start } = useDeed<Output<'sync.test'>>();
  const begun = useRef(0);
  const test = (): void => {
    if (!checked.isGood) {
      onFault();
      return;
    }
    const { settings } = checked;
    begun.current = Date.now();
    start(() => call('sync.test', { id, settings, secrets }, { timeoutMs }));
  };
  useKeys({ t: test });
  return (
    <Card className="connection-test" title={t('connectionTest.title')}>
      <p className="muted">{t('connectionTest.about')}</p>
      <KeyButton keyName="T" shortcut="T" isDisabled={deed.kind === 'running'} onPress={test}>
        {t('connectionTest.start')}
      </KeyButton>
      <div aria-live="polite" className="test-answer">
        {deed.kind === 'running' ? <Running sinceMs={begun.current} /> : null}
        {deed.kind === 'done' ? <Result {...deed.value} /> : null}
        <DeedTrouble deed={deed} />
      </div>
    </Card>
  );
}

function Running({ sinceMs }: { readonly sinceMs: number }) {
  const { t, numbers } = useWords();
  const now = useNow(1_000);
  return (
    <p>{t('connectionTest.running', { seconds: numbers.count(Math.max(0, Math.floor((now - sinceMs) / 1000))) })}</p>
  );
}

function Result({ isOk, text, remedy, tookMs }: Output<'sync.test'>) {
  const { t, numbers } = useWords();
  return (
    <div className="test-result" data-ok={isOk}>
      <VerdictShape verdict={isOk ? 'pass' : 'fail'} />
      <div>
        <p>
          <strong>{t(isOk ? 'connectionTest.good' : 'connectionTest.bad')}</strong>
        </p>
        <p>{told(t, numbers, text)}</p>
        {remedy === null ? null : <p>{told(t, numbers, remedy)}</p>}
        <p className="muted">{t('connectionTest.took', { seconds: numbers.fixed(tookMs / 1000, 1) })}</p>
      </div>
    </div>
  );
}
