/** What was decided last, for as long as it can be taken back. Its place is always there: it covers nothing. */
import { useAction } from '../../devices/actions.ts';
import { Key, letGo } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { undo } from '../desk/desk.ts';
import { undoable, undoForMs, undoLeftMs } from '../desk/outbox.ts';
import { desk, useDesk } from '../desk/review-desk.ts';
import { useMonotonic } from '../queue/use-left.ts';
import { DecisionShape, decisionWords } from './decision-words.tsx';

export function UndoSlot({ hasKeys }: { readonly hasKeys: boolean }) {
  const { t } = useWords();
  const outbox = useDesk((state) => state.outbox);
  const now = useMonotonic(outbox.length > 0);
  const entry = undoable(outbox, now);
  const takeBack = (): void => desk.change((state) => undo(state, performance.now()));
  useKeys({ u: takeBack }, hasKeys);
  useAction('undo', entry && hasKeys ? takeBack : null);
  if (!entry) return <p className="undo-none">{t('review.nothingToUndo')}</p>;
  return (
    <button
      type="button"
      className="undo"
      aria-keyshortcuts="U"
      data-decision={entry.decisionId}
      onClick={(event) => {
        letGo(event);
        takeBack();
      }}
    >
      <DecisionShape entry={entry} />
      <span className="undo-words">
        <small>{t('review.part', { label: entry.part.label })}</small>
        <span>{decisionWords(t, entry)}</span>
      </span>
      <span className="undo-word">{t('review.undo')}</span>
      <Key name="U" />
      <span className="undo-bar" aria-hidden="true">
        <span style={{ width: `${((undoLeftMs(entry, now) / undoForMs) * 100).toFixed(1)}%` }} />
      </span>
    </button>
  );
}
