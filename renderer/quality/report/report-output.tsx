/** How many parts, and what became of them. */
import type { ShiftReport } from '../../../main/api/slices/quality.ts';
import { verdicts } from '../../../main/api/words.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';

export function ReportOutput({ output }: Pick<ShiftReport, 'output'>) {
  const { t, numbers } = useWords();
  return (
    <dl className="report-output">
      <div>
        <dt>{t('report.parts')}</dt>
        <dd>{numbers.count(output.parts)}</dd>
      </div>
      <div>
        <dt>{t('report.yield')}</dt>
        <dd>{output.yield === null ? '–' : numbers.percent(output.yield)}</dd>
      </div>
      {verdicts.map((verdict) => (
        <div key={verdict}>
          <dt>
            <VerdictShape verdict={verdict} /> {t(`verdict.${verdict}`)}
          </dt>
          <dd>{numbers.count(output[verdict])}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One product needs no table of its own: it is the output. */
export function ReportRecipes({ recipes }: Pick<ShiftReport, 'recipes'>) {
  const { t, numbers } = useWords();
  if (recipes.length < 2) {
    const [only] = recipes;
    return only ? (
      <p className="muted">
        {only.recipe}
        {' · '}
        {only.bundle}
      </p>
    ) : null;
  }
  return (
    <table className="report-table">
      <thead>
        <tr>
          <th>{t('filter.recipes')}</th>
          <th>{t('filter.bundles')}</th>
          {verdicts.map((verdict) => (
            <th key={verdict}>{t(`verdict.${verdict}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {recipes.map((row) => (
          <tr key={`${row.recipe} ${row.bundle}`}>
            <td>{row.recipe}</td>
            <td>{row.bundle}</td>
            {verdicts.map((verdict) => (
              <td key={verdict} className="number">
                {numbers.count(row[verdict])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
