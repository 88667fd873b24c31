/** How long this person has, and what comes then. */
import type { Queued } from '../../../main/api/slices/review.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { clockWords, hasteOf, shareLeft } from '../queue/countdown.ts';
import { isOverdue } from '../queue/order.ts';
import { useLeftMs } from '../queue/use-left.ts';

export function DeadlineCard({ part }: { readonly part: Queued }) {
  const { t } = useWords();
  const left = useLeftMs(part.dueAt);
  const { stage } = part;
  if (isOverdue(stage)) {
    return (
      <section className="card deadline" data-haste="over">
        <p className="deadline-title">
          <OverdueWords part={part} />
        </p>
        <p className="deadline-next">{t(`reviewOverdue.${stage}`)}</p>
      </section>
    );
  }
  if (part.dueAt === null || left === null) {
    return (
      <section className="card deadline" data-haste="calm">
        <p className="deadline-title">{t('review.noDeadline')}</p>
      </section>
    );
  }
  const haste = hasteOf(left);
  return (
    <section className="card deadline" data-haste={haste}>
      <p className="deadline-title">{haste === 'over' ? <OverdueWords part={part} /> : t('review.decideWithin')}</p>
      <p className="deadline-left">
        {haste === 'soon' ? <VerdictShape verdict="review" /> : null}
        {clockWords(left)}
      </p>
      {part.next === null ? null : <p className="deadline-next">{t(`reviewNext.${part.next}`)}</p>}
      <span className="deadline-bar" aria-hidden="true">
        <span
          className="deadline-fill"
          style={{ width: `${(shareLeft(left, part.openedAt, part.dueAt) * 100).toFixed(2)}%` }}
        />
      </span>
    </section>
  );
}

function OverdueWords({ part }: { readonly part: Queued }) {
  const { t } = useWords();
  return (
    <span className="overdue">
      <VerdictShape verdict="fail" />
      {t('review.overdue', { label: part.label })}
    </span>
  );
}
