/** The three numbers that somebody has to know before limits are saved; misses are loud. */
import type { WhatIfResult } from '../../../main/api/slices/quality.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';

export function ResultFigures({ result }: { readonly result: WhatIfResult }) {
  const { t, numbers } = useWords();
  const { now, after } = result.reviewMinutesPerShift;
  return (
    <div className="figures">
      <Misses result={result} />
      <dl className="figure">
        <dt>{t('whatIf.minutes')}</dt>
        <dd>
          <span>{numbers.fixed(now, 1)}</span>
          <svg viewBox="0 0 24 12" className="arrow" aria-hidden="true">
            <path d="M1 6h20m-5-5 5 5-5 5" />
          </svg>
          <strong>{t('whatIf.minutesValue', { minutes: numbers.fixed(after, 1) })}</strong>
        </dd>
      </dl>
      <dl className="figure">
        <dt>{result.isExact ? t('whatIf.exact') : t('whatIf.estimate')}</dt>
        <dd>
          <strong>{t('parts.count', { count: result.parts, formatted: numbers.count(result.parts) })}</strong>
        </dd>
      </dl>
    </div>
  );
}

function Misses({ result: { missesOfKnownDefects: misses, knownDefects } }: { readonly result: WhatIfResult }) {
  const { t, numbers } = useWords();
  const values = { count: misses, misses: numbers.count(misses), known: numbers.count(knownDefects) };
  if (misses > 0) {
    return (
      <p className="misses" role="alert" data-misses={misses}>
        <VerdictShape verdict="fail" />
        <span>
          <strong>{t('whatIf.misses', values)}</strong>
          <span>{t('whatIf.missesDetail', values)}</span>
        </span>
      </p>
    );
  }
  return (
    <dl className="figure" data-misses={0}>
      <dt>{t('whatIf.noMisses')}</dt>
      <dd>{knownDefects === 0 ? t('whatIf.noneKnown') : t('whatIf.ofKnown', values)}</dd>
    </dl>
  );
}
