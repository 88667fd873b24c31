/** What the MES is asked before a unit is inspected, and what it said last. */
import { useState } from 'react';
import {
  type MesQuestions,
  mesQuestionsSchema,
  type SyncState,
  type TargetStatus,
} from '../../../main/api/slices/sync.ts';
import { may } from '../../../main/api/who.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useStationNow } from '../../live/use-station-now.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { useIsAllowed } from '../../session/who-store.ts';
import { Card } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { sameContent } from '../../ui/store.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { faultsOf, faultWords } from '../settings/faults.ts';
import { momentWords } from './target-words.ts';

export function QuestionsCard({ state }: { readonly state: SyncState }) {
  const { t } = useWords();
  // What another screen saves shows here too, unless somebody is changing it.
  return (
    <Card className="questions-card" title={t('questions.title')}>
      <p className="muted">{t('questions.about')}</p>
      <Questions key={JSON.stringify(state.questions)} state={state} />
      <LastAnswer answer={state.lastAnswer} />
    </Card>
  );
}

function Questions({ state: { questions, targets } }: { readonly state: SyncState }) {
  const { t, numbers } = useWords();
  const call = useAllowedCall();
  const mayMaintain = useIsAllowed(may.maintain);
  const [target, setTarget] = useState(questions.target ?? '');
  const [timeout, setTimeout] = useState(String(questions.timeoutMs));
  const [whenAway, setWhenAway] = useState<MesQuestions['whenAway']>(questions.whenAway);
  const { deed, start } = useDeed<unknown>();
  const meant = { target: target === '' ? null : target, timeoutMs: millisecondsIn(timeout), whenAway };
  const checked = mesQuestionsSchema.safeParse(meant);
  const fault = checked.success
    ? null
    : faultsOf(checked.error.issues, [], () => timeout.trim() !== '').get('timeoutMs');
  const isChanged = !sameContent(meant, questions);
  const save = (): void => {
    if (checked.success && isChanged) start(() => call('sync.saveQuestions', checked.data));
  };
  useKeys({ a: mayMaintain ? save : undefined });
  return (
    <fieldset className="questions" disabled={!mayMaintain}>
      <legend className="spoken-only">{t('questions.title')}</legend>
      <label className="sync-field">
        <span>{t('questions.target')}</span>
        <select value={target} onChange={(event) => setTarget(event.currentTarget.value)}>
          <option value="">{t('questions.nobody')}</option>
          {target !== '' && !targets.some(({ id }) => id === target) ? (
            <option value={target}>{t('questions.gone')}</option>
          ) : null}
          {targets.map((each) => (
            <option key={each.id} value={each.id} disabled={!canBeAsked(each)}>
              {canBeAsked(each) ? each.name : t('questions.cannot', { name: each.name })}
            </option>
          ))}
        </select>
      </label>
      <label className="sync-field">
        <span>{t('questions.timeout')}</span>
        <span className="with-unit">
          <input
            type="text"
            inputMode="numeric"
            value={timeout}
            disabled={target === ''}
            aria-invalid={fault !== undefined && fault !== null}
            onChange={(event) => setTimeout(event.currentTarget.value)}
          />
          <span className="muted">{t('syncUnit.milliseconds')}</span>
        </span>
      </label>
      {fault ? (
        <p className="field-fault" role="alert">
          <VerdictShape verdict="review" />
          {faultWords(t, numbers, fault)}
        </p>
      ) : null}
      <fieldset className="sync-several" disabled={target === ''}>
        <legend>{t('questions.whenAway')}</legend>
        {(['inspect', 'hold'] as const).map((each) => (
          <label key={each} className="sync-check">
            <input type="radio" name="when-away" checked={whenAway === each} onChange={() => setWhenAway(each)} />
            <span>{t(each === 'inspect' ? 'questions.inspect' : 'questions.hold')}</span>
          </label>
        ))}
      </fieldset>
      {mayMaintain ? (
        <KeyButton
          keyName="A"
          shortcut="A"
          isDisabled={!checked.success || !isChanged || deed.kind === 'running'}
          onPress={save}
        >
          {t('questions.save')}
        </KeyButton>
      ) : (
        <p className="muted">{t('questions.onlyMaintenance')}</p>
      )}
      <DeedTrouble deed={deed} />
    </fieldset>
  );
}

function LastAnswer({ answer }: { readonly answer: SyncState['lastAnswer'] }) {
  const { t, numbers } = useWords();
  const now = useStationNow(60_000);
  return (
    <div className="last-answer">
      <h3>{t('questions.last')}</h3>
      {answer === null ? (
        <p className="muted">{t('questions.none')}</p>
      ) : (
        <div className="answer" data-outcome={answer.outcome}>
          <p>
            {answer.outcome === 'no-answer' ? <VerdictShape verdict="review" /> : null}
            <strong>{t(`mesOutcome.${answer.outcome}`)}</strong>
            <span className="muted">{t('questions.took', { ms: numbers.count(answer.tookMs) })}</span>
          </p>
          <p className="muted">
            {t('questions.answerLine', { time: momentWords(numbers, answer.at, now), serial: answer.serial })}
          </p>
          {answer.text === null ? null : <p>{told(t, numbers, answer.text)}</p>}
        </div>
      )}
    </div>
  );
}

function canBeAsked({ settings: { connection } }: TargetStatus): boolean {
  switch (connection.kind) {
    case 'https':
      return connection.askUrl !== undefined;
    case 'cfx':
      return connection.askQueue !== undefined;
    case 'mqtt':
      return connection.askTopic !== undefined;
    default:
      return false;
  }
}

/** What is no number stays text, for the schema to refuse. */
function millisecondsIn(text: string): number | string {
  const number = Number(text.replaceAll(/[\s\u202f]/g, '').replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
