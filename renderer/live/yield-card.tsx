/** Share of passes, minute by minute since the shift began; incidents are marked on the time axis. */
import { Card, Skeleton } from '../ui/card.tsx';
import { useWords } from '../words/use-words.ts';
import { linePath, sinceFirstPart, yieldFloor } from './chart-path.ts';
import { yieldOf } from './ledger-sum.ts';
import { useLive } from './live-context.ts';

const width = 400;
const height = 80;
const minuteMs = 60_000;
const leastMinutes = 15;

export function YieldCard() {
  const { t, numbers } = useWords();
  const share = useLive((state) => (state.status ? yieldOf(state.status.shiftCounts) : undefined));
  return (
    <Card
      className="yield"
      title={t('yield.label')}
      value={
        <strong className="card-value" data-yield>
          {share === undefined ? (
            <Skeleton className="word" />
          ) : share === null ? (
            t('yield.none')
          ) : (
            numbers.percent(share)
          )}
        </strong>
      }
    >
      <YieldChart />
    </Card>
  );
}

function YieldChart() {
  const { t, numbers } = useWords();
  const whole = useLive((state) => state.status?.yieldPerMinute ?? null);
  const shiftStartedAt = useLive((state) => state.status?.shift.startedAt ?? 0);
  const incidents = useLive((state) => state.status?.incidents.map((incident) => incident.at) ?? []);
  if (!whole) return <Skeleton className="plot" />;
  const minutes = sinceFirstPart(whole, leastMinutes);
  const startedAt = shiftStartedAt + (whole.length - minutes.length) * minuteMs;
  const floor = yieldFloor(minutes);
  const scaled = minutes.map((value) => (value === null ? null : (value - floor) / (1 - floor)));
  const spanMs = Math.max(1, minutes.length) * minuteMs;
  return (
    <div className="chart" role="img" aria-label={t('yield.chart')}>
      <span className="axis-top">{t('yield.axis', { percent: 100 })}</span>
      <span className="axis-bottom">{t('yield.axis', { percent: Math.round(floor * 100) })}</span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="chart-plot" aria-hidden="true">
        <path className="chart-grid" d={`M0 0.5H${width}M0 ${height - 0.5}H${width}`} />
        {incidents
          .filter((at) => at >= startedAt)
          .map((at) => (
            <path key={at} className="chart-event" d={`M${((at - startedAt) / spanMs) * width} 0V${height}`} />
          ))}
        <path className="chart-line" d={linePath(scaled, width, height)} />
      </svg>
      <span className="axis-left">{numbers.clock(startedAt)}</span>
      <span className="axis-right">{t('yield.now')}</span>
    </div>
  );
}
