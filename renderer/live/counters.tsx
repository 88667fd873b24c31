/** Pass, fail, review, missed of the shift, and the sum of this run that must add up. */
import { type Verdict, verdicts } from '../../main/api/words.ts';
import { Skeleton } from '../ui/card.tsx';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { useWords } from '../words/use-words.ts';
import { unaccounted } from './ledger-sum.ts';
import { useLive } from './live-context.ts';

export function Counters() {
  const { t, numbers } = useWords();
  const counts = useLive((state) => state.status?.shiftCounts ?? null);
  return (
    <section className="card counters" aria-label={t('counters.label')}>
      <h2>{t('counters.label')}</h2>
      <dl className="counter-grid" data-long={counts !== null && isLong(counts)}>
        {verdicts.map((verdict) => (
          <div key={verdict} className="counter" data-verdict={verdict} data-zero={counts?.[verdict] === 0}>
            <dt>
              <VerdictShape verdict={verdict} />
              {t(`verdict.${verdict}`)}
            </dt>
            <dd data-counter={verdict}>{counts ? numbers.count(counts[verdict]) : <Skeleton className="number" />}</dd>
          </div>
        ))}
      </dl>
      <RunSum />
    </section>
  );
}

function RunSum() {
  const { t, numbers } = useWords();
  const run = useLive((state) => state.status?.run ?? null);
  if (!run)
    return (
      <p className="run-sum">
        <Skeleton className="line" />
      </p>
    );
  const missing = unaccounted(run);
  const figures = {
    triggers: numbers.count(run.triggers),
    pass: numbers.count(run.pass),
    fail: numbers.count(run.fail),
    review: numbers.count(run.review),
    missed: numbers.count(run.missed),
    pending: numbers.count(run.pending),
  };
  return (
    <p className="run-sum" data-adds-up={missing === 0}>
      {t('counters.run', {
        sum: run.pending > 0 ? t('counters.sumPending', figures) : t('counters.sum', figures),
        account: missing === 0 ? t('counters.sumOk') : t('counters.sumWrong', { count: missing }),
      })}
    </p>
  );
}

/** Figures that need a smaller size to stand side by side: a million passes and tens of thousands of others. */
function isLong(counts: Readonly<Record<Verdict, number>>): boolean {
  return verdicts.reduce((digits, verdict) => digits + String(counts[verdict]).length, 0) > 13;
}
