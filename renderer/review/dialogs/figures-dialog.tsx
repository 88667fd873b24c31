/** How this person decides known parts: for this person alone, never beside anybody else's. */
import { useEffect, useState } from 'react';
import { toWireError, type WireError } from '../../../main/api/errors.ts';
import type { ReviewerFigures } from '../../../main/api/slices/review.ts';
import { useCall } from '../../connection/use-station.ts';
import { Skeleton } from '../../ui/card.tsx';
import { told } from '../../words/told.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { Dialog } from './dialog.tsx';

type Figures = { readonly is: ReviewerFigures | null } | { readonly error: WireError } | null;

export function FiguresDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, numbers } = useWords();
  const call = useCall();
  const [figures, setFigures] = useState<Figures>(null);
  useEffect(() => {
    let isOver = false;
    call('review.myFigures', {}).then(
      (is) => (isOver ? undefined : setFigures({ is })),
      (thrown: unknown) => (isOver ? undefined : setFigures({ error: toWireError(thrown) })),
    );
    return () => {
      isOver = true;
    };
  }, [call]);
  return (
    <Dialog className="figures-dialog" title={t('review.myFigures')} onClose={onClose}>
      {figures === null ? <Skeleton className="plot" /> : null}
      {figures && 'error' in figures ? <p>{told(t, numbers, figures.error.message)}</p> : null}
      {figures && 'is' in figures && figures.is === null ? <p>{t('review.figuresUnnamed')}</p> : null}
      {figures && 'is' in figures && figures.is ? <FigureRows figures={figures.is} /> : null}
      <p className="muted">{t('review.figuresPrivate')}</p>
    </Dialog>
  );
}

function FigureRows({ figures }: { readonly figures: ReviewerFigures }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <p className="figures-grade">{t(`reviewGrade.${figures.grade}`)}</p>
      <dl className="facts">
        {rowsOf(words, figures).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function rowsOf({ t, numbers }: Words, figures: ReviewerFigures): readonly (readonly [string, string])[] {
  const of = (hits: number, all: number): string =>
    all === 0
      ? t('review.noneKnown')
      : t('review.ofKnown', {
          hits: numbers.count(hits),
          all: numbers.count(all),
          percent: numbers.fixed((hits / all) * 100, 0),
        });
  const { kappa, medianLookMs } = figures;
  return [
    [t('review.figDecided'), numbers.count(figures.decided)],
    [t('review.figAgreement'), of(figures.right, figures.known)],
    [t('review.figMisses'), of(figures.misses.hits, figures.misses.of)],
    [t('review.figFalse'), of(figures.falseAlarms.hits, figures.falseAlarms.of)],
    [
      t('review.figKappa'),
      kappa === null ? t('review.noneKnown') : t('review.kappa', { value: numbers.fixed(kappa, 2) }),
    ],
    [
      t('review.figLook'),
      medianLookMs === null
        ? t('review.noneKnown')
        : t('review.seconds', { value: numbers.fixed(medianLookMs / 1000, 1) }),
    ],
    [t('review.figFast'), numbers.count(figures.tooFast)],
    [t('review.figBulk'), numbers.count(figures.bulk)],
  ];
}
