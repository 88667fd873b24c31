/** In the header, for whom a study waits: the way to it, at every place. */
import { useAnswer } from '../connection/use-answer.ts';
import { useStationEvent } from '../connection/use-station.ts';
import { useWho } from '../session/who-store.ts';
import { go, useWhere } from '../shell/place.ts';
import { letGo } from '../ui/key-button.tsx';
import { useWords } from '../words/use-words.ts';

export function StudyChip() {
  const person = useWho()?.person?.id;
  // Another person has other tasks.
  return person === undefined ? null : <Waiting key={person} />;
}

function Waiting() {
  const { t, numbers } = useWords();
  const { place } = useWhere();
  const { answer, again } = useAnswer('study.mine', {});
  useStationEvent('study.changed', again);
  const tasks = answer.kind === 'answered' ? answer.value : answer.before;
  const [task] = tasks ?? [];
  if (!task || place === 'study') return null;
  const { done, of } = task.progress;
  return (
    <button
      type="button"
      className="chip study-chip"
      data-chip="study"
      title={task.name}
      onClick={(event) => {
        letGo(event);
        go('study', task.id);
      }}
    >
      <span className="chip-text">{t('study.chip', { done: numbers.count(done), of: numbers.count(of) })}</span>
    </button>
  );
}
