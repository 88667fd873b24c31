/** One part, one question. Nothing here says what anybody, or the station, thinks of it. */
import { useEffect } from 'react';
import { assertNever } from '../../../main/api/words.ts';
import { useWho } from '../../session/who-store.ts';
import { go, useWhere } from '../../shell/place.ts';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { DecisionButtons } from '../decision-buttons.tsx';
import { Problem } from '../problem.tsx';
import { pictureAddress } from '../study-picture.tsx';
import { Zoomable } from '../zoomable.tsx';
import type { Part } from './appraisal-state.ts';
import { type UsedAppraisal, useAppraisal } from './use-appraisal.ts';

export function AppraisalScreen() {
  const { tab } = useWhere();
  const person = useWho()?.person?.id ?? '';
  return (
    <main className="appraisal">{tab === null ? <NoneOpen /> : <Appraisal key={`${tab} ${person}`} id={tab} />}</main>
  );
}

function NoneOpen() {
  const { t } = useWords();
  return (
    <div className="appraisal-message">
      <h1>{t('study.noneOpen')}</h1>
      <p className="muted">{t('study.noneOpenDetail')}</p>
      <Leave words={t('study.leave')} />
    </div>
  );
}

function Appraisal({ id }: { readonly id: string }) {
  const { t, numbers } = useWords();
  const appraisal = useAppraisal(id);
  const { state, again } = appraisal;
  switch (state.kind) {
    case 'asking':
      return (
        <div className="appraisal-message" role="status">
          <p className="muted">{t('study.pictureLoading')}</p>
          <Skeleton className="study-row-skeleton" />
        </div>
      );
    case 'failed':
      return (
        <div className="appraisal-message">
          <Problem error={state.error} onAgain={again} />
          <Leave words={t('study.leave')} />
        </div>
      );
    case 'done':
      return (
        <div className="appraisal-message" role="status">
          <h1>{t('study.doneTitle')}</h1>
          <p className="muted">
            {t('study.doneDetail', { count: state.steps, formatted: numbers.count(state.steps) })}
          </p>
          <Leave words={t('study.leave')} />
        </div>
      );
    case 'showing':
    case 'looking':
    case 'keeping':
    case 'unkept':
      return <OnePart part={state.part} appraisal={appraisal} />;
    default:
      return assertNever(state);
  }
}

function OnePart({ part, appraisal }: { readonly part: Part; readonly appraisal: UsedAppraisal }) {
  const { t, numbers } = useWords();
  const { state, shown, answer, again } = appraisal;
  usePreload(part.nextPicture);
  return (
    <>
      <header className="appraisal-head">
        <div>
          <h1>{t('study.question')}</h1>
          <p className="muted">
            {[
              part.study,
              t('study.trialOf', { trial: part.trial, of: part.trials }),
              t('study.stepOf', { step: numbers.count(part.step + 1), of: numbers.count(part.steps) }),
            ].join(' · ')}
          </p>
        </div>
        <Leave words={t('study.pause')} />
      </header>
      <progress className="appraisal-progress" value={part.step} max={part.steps} aria-label={part.study} />
      <Zoomable id={part.picture} onShown={() => shown(part.step)} />
      {state.kind === 'unkept' ? <Problem title={t('study.notSaved')} error={state.error} onAgain={again} /> : null}
      <footer className="appraisal-foot">
        <p className="muted">{t('study.blind')}</p>
        <DecisionButtons isOff={state.kind !== 'looking'} onDecide={answer} />
      </footer>
    </>
  );
}

/** So that nobody waits for the next one. */
function usePreload(picture: string | null): void {
  useEffect(() => {
    if (picture === null) return;
    const next = new Image();
    next.src = pictureAddress(picture);
  }, [picture]);
}

function Leave({ words }: { readonly words: string }) {
  const { t } = useWords();
  const leave = (): void => go('live');
  useKeys({ Escape: leave });
  return (
    <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={leave}>
      {words}
    </KeyButton>
  );
}
