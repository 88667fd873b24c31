/** What would be otherwise: how many parts, for better or worse, and which. */
import { useState } from 'react';
import type { WhatIfResult } from '../../../main/api/slices/quality.ts';
import { letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { PartCard } from '../parts/part-card.tsx';
import { noConditions } from '../parts/part-conditions.ts';
import { openPart } from '../parts/use-parts-view.ts';
import { ResultFigures } from './result-figures.tsx';

type Flip = WhatIfResult['flips'][number];

export function Flipped({ result }: { readonly result: WhatIfResult }) {
  const { t } = useWords();
  const [only, setOnly] = useState<Pick<Flip, 'from' | 'to'> | null>(null);
  const shown = result.examples.filter(
    ({ verdict, verdictThen }) => only === null || (verdict === only.from && verdictThen === only.to),
  );
  return (
    <div className="flipped">
      <ResultFigures result={result} />
      {result.flips.length === 0 && result.progress >= 1 ? <p className="muted">{t('whatIf.noFlips')}</p> : null}
      <ul className="flips">
        {result.flips.map((flip) => {
          const isOnly = only?.from === flip.from && only.to === flip.to;
          return (
            <li key={`${flip.from} ${flip.to}`}>
              <button
                type="button"
                className="flip"
                aria-pressed={isOnly}
                onClick={(event) => {
                  letGo(event);
                  setOnly(isOnly ? null : { from: flip.from, to: flip.to });
                }}
              >
                <FlipWords flip={flip} />
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length > 0 ? (
        <>
          <h2>{t('whatIf.examples', { count: shown.length })}</h2>
          <ul className="flip-cards" aria-label={t('whatIf.examples', { count: shown.length })}>
            {shown.map((part) => (
              <PartCard
                key={part.id}
                part={part}
                isChosen={false}
                onOpen={() => openPart(part.id, noConditions)}
                verdict={<FromTo from={part.verdict} to={part.verdictThen} />}
              />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function FlipWords({ flip }: { readonly flip: Flip }) {
  const { t, numbers } = useWords();
  const { estimate } = flip;
  return (
    <>
      <strong>{numbers.count(estimate?.value ?? flip.parts)}</strong>
      <FromTo from={flip.from} to={flip.to} />
      {estimate === null ? null : (
        <small className="muted">
          {t('whatIf.between', { low: numbers.count(estimate.low), high: numbers.count(estimate.high) })}
        </small>
      )}
    </>
  );
}

function FromTo({ from, to }: Pick<Flip, 'from' | 'to'>) {
  const { t } = useWords();
  return (
    <span className="from-to">
      <VerdictShape verdict={from} />
      <span>{t(`verdict.${from}`)}</span>
      <svg viewBox="0 0 24 12" className="arrow" aria-hidden="true">
        <path d="M1 6h20m-5-5 5 5-5 5" />
      </svg>
      <VerdictShape verdict={to} />
      <strong>{t(`verdict.${to}`)}</strong>
    </span>
  );
}
