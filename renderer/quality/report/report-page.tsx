/** One page about one shift, for the screen and for paper. */
import type { ShiftReport } from '../../../main/api/slices/quality.ts';
import { incidentTitle } from '../../live/troubles.ts';
import { ageWords } from '../../words/ages.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { entryKindWords } from '../entry-words.ts';
import { AreWeRight } from './are-we-right.tsx';
import { ReportOutput, ReportRecipes } from './report-output.tsx';
import { ReportPareto } from './report-pareto.tsx';
import { ReportSection } from './report-section.tsx';

const mostLines = 12;

export function ReportPage({ report }: { readonly report: ShiftReport }) {
  const { t, numbers } = useWords();
  const { shift } = report;
  return (
    // Scrolled by keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached without a mouse (WCAG 2.1.1)
    <section className="report-scroll" tabIndex={0} aria-label={t('report.title', { name: shift.name })}>
      <article className="report-page">
        <header className="report-head">
          <h2>{t('report.title', { name: shift.name })}</h2>
          <p>
            {report.station}
            {' · '}
            {numbers.date(shift.from)}
            {', '}
            {t('report.fromUntil', { from: numbers.clock(shift.from), until: numbers.clock(shift.until) })}
          </p>
        </header>
        <ReportOutput output={report.output} />
        <ReportRecipes recipes={report.recipes} />
        <ReportPareto pareto={report.pareto} />
        <AreWeRight report={report} />
        <div className="report-columns">
          <OpenParts report={report} />
          <Incidents incidents={report.incidents} />
        </div>
        <Changes changes={report.changes} />
        <footer className="report-foot">
          <span>{t('report.madeAt', { time: numbers.moment(report.madeAt) })}</span>
          <span className="report-hash">
            {report.historyHead === null ? t('report.noHead') : t('report.head', { hash: report.historyHead })}
          </span>
        </footer>
      </article>
    </section>
  );
}

function OpenParts({ report: { openParts, madeAt } }: { readonly report: ShiftReport }) {
  const { t, numbers } = useWords();
  const { operator, quality, overdue, oldestAt } = openParts;
  const isNone = operator + quality + overdue === 0;
  return (
    <ReportSection title={t('report.open')}>
      {isNone ? (
        <p className="muted">{t('report.noneOpen')}</p>
      ) : (
        <p>
          {t('report.openFor', { operator: numbers.count(operator), quality: numbers.count(quality) })}
          {overdue > 0 ? <strong>{` ${t('report.overdue', { count: overdue })}`}</strong> : null}
          {oldestAt === null ? null : ` ${t('report.oldest', { age: ageWords(t, madeAt - oldestAt) })}`}
        </p>
      )}
    </ReportSection>
  );
}

function Incidents({ incidents }: Pick<ShiftReport, 'incidents'>) {
  const { t, numbers } = useWords();
  return (
    <ReportSection title={t('report.incidents')}>
      {incidents.length === 0 ? <p className="muted">{t('report.noIncidents')}</p> : null}
      <ul className="report-lines">
        {incidents.slice(0, mostLines).map(({ at, kind, detail }) => (
          <li key={`${at} ${kind}`}>
            <time>{numbers.clock(at)}</time>
            <span>
              {incidentTitle(t, kind)}
              {detail === '' ? null : `: ${told(t, numbers, detail)}`}
            </span>
          </li>
        ))}
      </ul>
      <More count={incidents.length - mostLines} />
    </ReportSection>
  );
}

function Changes({ changes }: Pick<ShiftReport, 'changes'>) {
  const { t, numbers } = useWords();
  return (
    <ReportSection title={t('report.changes')}>
      {changes.length === 0 ? <p className="muted">{t('report.noChanges')}</p> : null}
      <ul className="report-lines">
        {changes.slice(0, mostLines).map(({ at, kind, by, text }) => (
          <li key={`${at} ${kind} ${text}`}>
            <time>{numbers.clock(at)}</time>
            <span>
              <strong>{entryKindWords(t, kind)}</strong> {told(t, numbers, text)}
              {by === null ? null : ` (${by})`}
            </span>
          </li>
        ))}
      </ul>
      <More count={changes.length - mostLines} />
    </ReportSection>
  );
}

/** One page holds so many; the history has them all. */
function More({ count }: { readonly count: number }) {
  const { t } = useWords();
  return count > 0 ? <p className="muted">{t('report.more', { count })}</p> : null;
}
