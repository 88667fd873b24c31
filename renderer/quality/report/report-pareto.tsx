/** Why parts were stopped: how often each reason, as a bar and a number, with pictures of it. */
import type { ShiftReport } from '../../../main/api/slices/quality.ts';
import { reasonKeyWords } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { ReportSection } from './report-section.tsx';

const mostReasons = 6;

export function ReportPareto({ pareto }: Pick<ShiftReport, 'pareto'>) {
  const { t } = useWords();
  const most = Math.max(1, ...pareto.map(({ count }) => count));
  return (
    <ReportSection title={t('pareto.label')}>
      {pareto.length === 0 ? <p className="muted">{t('pareto.none')}</p> : null}
      <ol className="report-pareto">
        {pareto.slice(0, mostReasons).map((row) => (
          <ParetoRow key={row.reason} row={row} most={most} />
        ))}
      </ol>
    </ReportSection>
  );
}

interface ParetoRowProps {
  readonly row: ShiftReport['pareto'][number];
  readonly most: number;
}

function ParetoRow({ row: { reason, count, pictures }, most }: ParetoRowProps) {
  const { t, numbers } = useWords();
  const words = reasonKeyWords(t, reason);
  return (
    <li>
      <span className="pareto-words">{words}</span>
      <strong className="number">{numbers.count(count)}</strong>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="pareto-bar" aria-hidden="true">
        <rect x={0} y={0} width={(count / most) * 100} height={10} />
      </svg>
      <span className="pareto-pictures">
        {pictures.map((picture) => (
          <img
            key={picture}
            src={`/pictures/${encodeURIComponent(picture)}`}
            alt={t('report.example', { name: words })}
          />
        ))}
      </span>
    </li>
  );
}
