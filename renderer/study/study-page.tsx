/** One study, by its state: prepared, running, or closed with its result. */
import type { Study } from '../../main/api/slices/study.ts';
import { assertNever } from '../../main/api/words.ts';
import { useAnswer } from '../connection/use-answer.ts';
import { useStationEvent } from '../connection/use-station.ts';
import { Skeleton } from '../ui/card.tsx';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { DraftPage } from './draft/draft-page.tsx';
import { Problem } from './problem.tsx';
import { ResultPage } from './result/result-page.tsx';
import { RunningPage } from './running-page.tsx';
import { madeWords, sizeWords, stateWords } from './study-list.tsx';

export interface StudyPageProps {
  readonly id: string;
  readonly onBack: () => void;
}

export function StudyPage({ id, onBack }: StudyPageProps) {
  const { t } = useWords();
  const { answer, value, again } = useAnswer('study.get', { id });
  useStationEvent('study.changed', (changed) => {
    if (changed.id === id) again();
  });
  useKeys({ Escape: onBack });
  return (
    <div className="study-page">
      <header className="study-head">
        {value ? <Title study={value} /> : <Skeleton className="title" />}
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack} className="study-no-print">
          {t('study.back')}
        </KeyButton>
      </header>
      {answer.kind === 'failed' ? <Problem error={answer.error} onAgain={again} /> : null}
      {value ? <ByState study={value} onBack={onBack} /> : <PageSkeleton />}
    </div>
  );
}

function Title({ study }: { readonly study: Study }) {
  const { t, numbers } = useWords();
  return (
    <div className="study-title">
      <h1>{study.name}</h1>
      <p className="muted">
        {[stateWords(study, t, numbers), sizeWords(study, t), madeWords(study, t, numbers)].join(' · ')}
      </p>
    </div>
  );
}

function ByState({ study, onBack }: { readonly study: Study; readonly onBack: () => void }) {
  switch (study.state.kind) {
    case 'draft':
      return <DraftPage study={study} onDiscarded={onBack} />;
    case 'running':
      return <RunningPage study={study} />;
    case 'closed':
      return <ResultPage study={study} />;
    default:
      return assertNever(study.state);
  }
}

function PageSkeleton() {
  return (
    <div className="study-list">
      <Skeleton className="study-row-skeleton" />
      <Skeleton className="study-row-skeleton" />
    </div>
  );
}
