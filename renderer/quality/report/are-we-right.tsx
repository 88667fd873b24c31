/** How often the station was wrong, as far as people have looked: each rate with its interval and what it rests on. */
import type { ShiftReport } from '../../../main/api/slices/quality.ts';
import { useWords } from '../../words/use-words.ts';
import { ReportSection } from './report-section.tsx';
import { intervalWords } from './share-words.ts';

export function AreWeRight({ report }: { readonly report: ShiftReport }) {
  const { t, numbers } = useWords();
  const { falseCalls, escapes, reinspection } = report;
  const rows: readonly (readonly [string, string, string])[] = [
    [
      t('report.falseCalls'),
      intervalWords(t, numbers, falseCalls.rate),
      t('report.falseCallsOf', { hits: numbers.count(falseCalls.hits), of: numbers.count(falseCalls.of) }),
    ],
    [
      t('report.escapes'),
      intervalWords(t, numbers, escapes.rate),
      t('report.escapesFrom', {
        count: escapes.audited,
        formatted: numbers.count(escapes.audited),
        defective: numbers.count(escapes.defective),
      }),
    ],
    [
      t('report.reinspection'),
      t('whatIf.minutesValue', { minutes: numbers.fixed(reinspection.minutes, 0) }),
      reinspection.medianS === null
        ? t('parts.count', { count: reinspection.parts, formatted: numbers.count(reinspection.parts) })
        : t('report.reinspectionOf', {
            count: reinspection.parts,
            formatted: numbers.count(reinspection.parts),
            median: numbers.fixed(reinspection.medianS, 1),
          }),
    ],
  ];
  return (
    <ReportSection title={t('report.areWeRight')}>
      <dl className="report-rates">
        {rows.map(([label, value, rest]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong>
              <span className="muted">{rest}</span>
            </dd>
          </div>
        ))}
      </dl>
    </ReportSection>
  );
}
