import { useState } from 'react';
import type { StudySummary } from '../../main/api/slices/study.ts';
import { assertNever } from '../../main/api/words.ts';
import { useAnswer } from '../connection/use-answer.ts';
import { useStationEvent } from '../connection/use-station.ts';
import { Skeleton } from '../ui/card.tsx';
import { KeyButton, letGo } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import type { Numbers } from '../words/numbers.ts';
import { useWords } from '../words/use-words.ts';
import type { Say } from '../words/words.ts';
import { NewStudy } from './new-study.tsx';
import { Problem } from './problem.tsx';

export function StudyList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { t } = useWords();
  const [isMaking, setMaking] = useState(false);
  const { answer, value, again } = useAnswer('study.list', {});
  useStationEvent('study.changed', again);
  useKeys({ n: () => setMaking(true) }, !isMaking);
  return (
    <div className="study-list-page">
      <header className="study-head">
        <div>
          <h1>{t('study.title')}</h1>
          <p className="muted study-why">{t('study.intro')}</p>
        </div>
        {isMaking ? null : (
          <KeyButton keyName="N" shortcut="N" className="accent" onPress={() => setMaking(true)}>
            {t('study.new')}
          </KeyButton>
        )}
      </header>
      {isMaking ? <NewStudy onMade={onOpen} onCancel={() => setMaking(false)} /> : null}
      {answer.kind === 'failed' ? <Problem error={answer.error} onAgain={again} /> : null}
      {value === null && answer.kind === 'waiting' ? <Waiting /> : null}
      {value?.length === 0 && !isMaking ? (
        <div className="study-empty">
          <h2>{t('study.emptyTitle')}</h2>
          <p className="muted">{t('study.emptyDetail')}</p>
        </div>
      ) : null}
      <ul className="study-list">
        {value?.map((study) => (
          <li key={study.id}>
            <Row study={study} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Waiting() {
  const { t } = useWords();
  return (
    <div className="study-list" role="status" aria-label={t('study.loading')}>
      <Skeleton className="study-row-skeleton" />
      <Skeleton className="study-row-skeleton" />
      <Skeleton className="study-row-skeleton" />
    </div>
  );
}

function Row({ study, onOpen }: { readonly study: StudySummary; readonly onOpen: (id: string) => void }) {
  const { t, numbers } = useWords();
  const { done, of } = study.progress;
  return (
    <button
      type="button"
      className="study-row"
      onClick={(event) => {
        letGo(event);
        onOpen(study.id);
      }}
    >
      <span className="study-row-name">
        <strong>{study.name}</strong>
        <span className="muted">{madeWords(study, t, numbers)}</span>
      </span>
      <span className="study-row-size">{sizeWords(study, t)}</span>
      <span className="study-row-state">
        <span>{stateWords(study, t, numbers)}</span>
        {study.state.kind === 'running' ? <progress value={done} max={Math.max(1, of)} /> : null}
      </span>
    </button>
  );
}

export function madeWords({ by, createdAt }: StudySummary, t: Say, numbers: Numbers): string {
  const day = numbers.date(createdAt);
  return by === null ? t('study.madeOn', { day }) : t('study.madeBy', { name: by, day });
}

/** `50 parts · 3 people and the station · 2 times` */
export function sizeWords({ parts, trials, ...study }: StudySummary, t: Say): string {
  return [t('study.parts', { count: parts }), whoWords(study, t), t('study.trials', { count: trials })].join(' · ');
}

export function whoWords({ appraisers, hasStation }: Pick<StudySummary, 'appraisers' | 'hasStation'>, t: Say): string {
  const people = t('study.appraisers', { count: appraisers });
  return hasStation ? `${people} ${t('study.andStation')}` : people;
}

export function stateWords({ state, progress }: StudySummary, t: Say, numbers: Numbers): string {
  switch (state.kind) {
    case 'draft':
      return t('study.stateDraft');
    case 'running':
      return t('study.stateRunning', { done: numbers.count(progress.done), of: numbers.count(progress.of) });
    case 'closed':
      return t('study.stateClosed', { day: numbers.date(state.closedAt) });
    default:
      return assertNever(state);
  }
}
