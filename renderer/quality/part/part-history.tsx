/** What the tamper-evident history says of a part, in its own words. */
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { entryKindWords } from '../entry-words.ts';

export function PartHistory({ history }: { readonly history: PartPage['history'] }) {
  const { t, numbers } = useWords();
  return (
    <section className="side-card">
      <h2>{t('part.history')}</h2>
      {history.length === 0 ? <p className="muted">{t('part.noHistory')}</p> : null}
      <ol className="part-history">
        {history.map(({ entry, at, kind, by, text }) => (
          <li key={entry}>
            <p className="muted">
              <span>{t('part.entry', { number: numbers.count(entry) })}</span>
              <time>{numbers.moment(at)}</time>
              {by === null ? null : <span>{by}</span>}
            </p>
            <p>
              <strong>{entryKindWords(t, kind)}</strong>
              {text === '' ? null : `: ${told(t, numbers, text)}`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
