/** Time from picture to verdict against the time that a picture lasts: grey below the budget, colour only above. */
import { Card, Skeleton } from '../ui/card.tsx';
import { useWords } from '../words/use-words.ts';
import { barsPath } from './chart-path.ts';
import { useLive } from './live-context.ts';

const width = 400;
const height = 80;
const mostBars = 120;

export function LatencyCard() {
  const { t, numbers } = useWords();
  const latency = useLive((state) => {
    const known = state.status?.latency;
    return known && { p50: known.p50, p99: known.p99, budgetMs: known.budgetMs };
  });
  return (
    <Card
      className="latency"
      title={t('latency.label')}
      value={
        <span className="card-value">
          {!latency ? (
            <Skeleton className="word" />
          ) : latency.p50 === null || latency.p99 === null ? (
            t('latency.none')
          ) : (
            <>
              <strong data-over={latency.p99 > latency.budgetMs}>
                {t('latency.value', { p50: numbers.fixed(latency.p50, 1), p99: numbers.fixed(latency.p99, 1) })}
              </strong>{' '}
              <span className="muted">{t('latency.budget', { budget: numbers.fixed(latency.budgetMs, 1) })}</span>
            </>
          )}
        </span>
      }
    >
      <LatencyChart />
    </Card>
  );
}

function LatencyChart() {
  const { t, numbers } = useWords();
  const latency = useLive((state) => state.status?.latency ?? null);
  if (!latency) return <Skeleton className="plot" />;
  const recent = latency.recent.slice(-mostBars);
  const over = recent.filter((value) => value > latency.budgetMs).length;
  const top = latency.budgetMs * 1.25;
  const chart = { width, height, top, limit: latency.budgetMs };
  const budgetAt = (1 - latency.budgetMs / top) * height;
  return (
    <div className="chart" role="img" aria-label={t('latency.chart')}>
      <span className="axis-top budget">{t('latency.budgetLine', { budget: numbers.fixed(latency.budgetMs, 1) })}</span>
      <span className="axis-bottom">{t('latency.budgetLine', { budget: numbers.fixed(0, 0) })}</span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="chart-plot" aria-hidden="true">
        <path className="chart-bars" d={barsPath(recent, chart, 'within')} />
        <path className="chart-bars over" d={barsPath(recent, chart, 'over')} />
        <path className="chart-limit" d={`M0 ${budgetAt}H${width}`} />
      </svg>
      {over > 0 ? <span className="axis-right over">{t('latency.over', { count: over })}</span> : null}
    </div>
  );
}
