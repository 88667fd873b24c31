/** What people said of a part: who differs from whom, plainly; then everything in order, also what was taken back. */
import type { Disposition, PartPage } from '../../../main/api/slices/quality.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { decisionWords } from '../parts/part-words.ts';
import { disputeOf } from './judging.ts';

export function SaidOfPart({ part }: { readonly part: PartPage }) {
  const { t } = useWords();
  return (
    <section className="side-card">
      <h2>{t('part.said')}</h2>
      <DisputeNote part={part} />
      {part.dispositions.length === 0 ? (
        <p className="muted">{part.stage === null ? t('part.nobodySaid') : t(`reviewStage.${part.stage}`)}</p>
      ) : (
        <ol className="said">
          {part.dispositions.map((disposition) => (
            <Said key={disposition.id} disposition={disposition} />
          ))}
        </ol>
      )}
    </section>
  );
}

function DisputeNote({ part }: { readonly part: PartPage }) {
  const { t } = useWords();
  const dispute = disputeOf(part);
  if (!dispute) return null;
  const names = (side: readonly Disposition[]): string =>
    side.map((one) => one.by.name ?? t(`role.${one.by.role}`)).join(', ');
  return (
    <div className="dispute" role="note" data-dispute>
      <VerdictShape verdict="review" />
      <p>
        <strong>{t('part.disputed')}</strong>
        <span>{t('part.saysGood', { names: names(dispute.good) })}</span>
        <span>{t('part.saysDefect', { names: names(dispute.defect) })}</span>
        <span className="muted">{t('part.disputedRemedy')}</span>
      </p>
    </div>
  );
}

function Said({ disposition }: { readonly disposition: Disposition }) {
  const { t, numbers } = useWords();
  const { by, kind, comment, reason, lookedMs, isTooFast, withdrawnAt } = disposition;
  const role = t(`role.${by.role}`);
  return (
    <li data-withdrawn={withdrawnAt !== null} data-kind={kind}>
      <p className="said-decision">
        <strong>{decisionWords(t, disposition)}</strong>
        <span className="muted">{t(`dispositionKind.${kind}`)}</span>
      </p>
      <p className="muted">
        {by.name === null ? role : t('part.byWithRole', { name: by.name, role })}
        {' · '}
        <time>{numbers.moment(disposition.at)}</time>
        {lookedMs === null ? null : ` · ${t('part.looked', { seconds: numbers.fixed(lookedMs / 1000, 1) })}`}
      </p>
      {isTooFast ? <p className="said-note">{t('part.tooFast')}</p> : null}
      {comment ? <p className="said-comment">{comment}</p> : null}
      {reason ? <p className="said-comment">{t('part.reason', { reason })}</p> : null}
      {withdrawnAt === null ? null : (
        <p className="said-note">{t('part.withdrawn', { time: numbers.moment(withdrawnAt) })}</p>
      )}
    </li>
  );
}
