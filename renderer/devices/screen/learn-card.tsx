/** Press the button, choose the action. */
import type { StationError } from '../../../main/api/errors.ts';
import type { DevicesState } from '../../../main/api/slices/devices.ts';
import { Card } from '../../ui/card.tsx';
import { Key, KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { ActionChoice } from './action-choice.tsx';
import { BindingList } from './binding-list.tsx';
import { deviceName, signalName } from './device-words.ts';
import type { HeardSignal } from './learn-state.ts';
import { type Learning, useLearning } from './use-learning.ts';

export function LearnCard({ state }: { readonly state: DevicesState }) {
  const { t } = useWords();
  const learning = useLearning(state);
  const isOff = learning.state.kind === 'off';
  useKeys({ t: isOff ? learning.begin : undefined, Escape: isOff ? undefined : learning.end });
  const button = isOff ? (
    <KeyButton keyName="T" shortcut="T" onPress={learning.begin}>
      {t('learn.begin')}
    </KeyButton>
  ) : (
    <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={learning.end}>
      {t('learn.end')}
    </KeyButton>
  );
  return (
    <Card className="device-learn" title={t('learn.title')} value={button}>
      {learning.refusal ? <Refusal error={learning.refusal} /> : null}
      {learning.state.kind === 'listening' ? (
        <div className="learn-listening" aria-live="polite">
          <p>{t('learn.listening')}</p>
          <p className="muted">{t('learn.hint')}</p>
        </div>
      ) : null}
      {learning.state.kind === 'choosing' ? (
        <Heard heard={learning.state.heard} learning={learning} state={state} />
      ) : null}
      {isOff ? null : <TimeLeft until={state.learnsUntil} />}
      <BindingList state={state} onTakeAway={learning.takeAway} />
    </Card>
  );
}

interface HeardProps {
  readonly heard: HeardSignal;
  readonly learning: Learning;
  readonly state: DevicesState;
}

function Heard({ heard, learning, state: { bindings, devices } }: HeardProps) {
  const { t } = useWords();
  const binding = bindings.find(({ device, signal }) => device === heard.device && signal === heard.signal);
  return (
    <div className="learn-heard" aria-live="polite">
      <p className="learn-signal">
        {t('learn.heard', { device: deviceName(t, heard.device, devices) })} <Key name={signalName(heard)} />
      </p>
      <ActionChoice
        taken={binding?.action ?? null}
        onChoose={(action) => learning.give(heard, action)}
        onTakeAway={() => learning.takeAway(heard)}
        onAnother={learning.next}
      />
    </div>
  );
}

function Refusal({ error }: { readonly error: StationError }) {
  const { t, numbers } = useWords();
  return (
    <p className="device-refusal" role="alert">
      <VerdictShape verdict="review" />
      <span>
        <strong>{t('learn.refused')}.</strong> {told(t, numbers, error.message)}{' '}
        {error.remedy ? told(t, numbers, error.remedy) : null}
      </span>
    </p>
  );
}

function TimeLeft({ until }: { readonly until: number | null }) {
  const { t } = useWords();
  const now = useNow(1_000);
  // The station's clock may be another than this screen's.
  const seconds = until === null ? 0 : Math.min(60, Math.max(0, Math.ceil((until - now) / 1000)));
  return <p className="muted">{t('learn.quiet', { seconds })}</p>;
}
