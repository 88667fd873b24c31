/** Why parts were stopped, most frequent first, in words. */
import { Card, Skeleton } from '../ui/card.tsx';
import { reasonKeyWords } from '../words/reason-words.ts';
import { useWords } from '../words/use-words.ts';
import { useLive } from './live-context.ts';
import { type ReasonCount, topReasons } from './top-reasons.ts';

const mostRows = 6;

export function ParetoCard() {
  const { t } = useWords();
  const rows = useLive((state) => (state.status ? topReasons(state.status.pareto, mostRows) : null));
  return (
    <Card className="pareto" title={t('pareto.label')}>
      {rows === null ? (
        <Skeleton className="plot" />
      ) : rows.length === 0 ? (
        <p className="muted">{t('pareto.none')}</p>
      ) : (
        <Rows rows={rows} />
      )}
    </Card>
  );
}

function Rows({ rows }: { readonly rows: readonly ReasonCount[] }) {
  const { t, numbers } = useWords();
  const most = Math.max(...rows.map((row) => row.count), 1);
  return (
    <ol className="pareto-rows">
      {rows.map((row) => (
        <li key={row.reason}>
          <span className="pareto-word">{row.reason === '' ? t('pareto.more') : reasonKeyWords(t, row.reason)}</span>
          <span className="pareto-bar" aria-hidden="true">
            <span style={{ width: `${(row.count / most) * 100}%` }} />
          </span>
          <span className="pareto-count">{numbers.count(row.count)}</span>
        </li>
      ))}
    </ol>
  );
}
