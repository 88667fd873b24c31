/** How people decide known parts, each for themselves: in the order of their names, nobody above another. */
import { useState } from 'react';
import type { ReviewerFigures } from '../../../main/api/slices/review.ts';
import { useAnswer } from '../../connection/use-answer.ts';
import { useLive } from '../../live/live-context.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { KnownPartsShare } from './known-parts-share.tsx';

const spans = [
  { days: 7, key: 'W' },
  { days: 30, key: 'T' },
  { days: 90, key: 'Q' },
] as const;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

export function ReviewersScreen() {
  const { t, language } = useWords();
  const [days, setDays] = useState<number>(30);
  // By the hour, so that the question stays the same while somebody reads the answer.
  const now = useLive((state) => (state.status ? Math.floor(state.status.at / hourMs) * hourMs : null));
  const { answer, value, again } = useAnswer('review.figures', now === null ? null : { since: now - days * dayMs });
  useKeys(Object.fromEntries(spans.map(({ days: span, key }) => [key.toLowerCase(), () => setDays(span)])));
  const sorted = value?.toSorted((a, b) => a.person.name.localeCompare(b.person.name, language)) ?? null;
  return (
    <section className="desk reviewers">
      <div className="picture-keys-row">
        {spans.map(({ days: span, key }) => (
          <KeyButton key={span} keyName={key} shortcut={key} isPressed={span === days} onPress={() => setDays(span)}>
            {t('reviewers.days', { count: span })}
          </KeyButton>
        ))}
      </div>
      <p className="muted">{t('reviewers.about')}</p>
      <KnownPartsShare />
      {sorted === null ? (
        answer.kind === 'failed' ? (
          <AskTrouble error={answer.error} onAgain={again} />
        ) : (
          <Skeleton className="plot" />
        )
      ) : sorted.length === 0 ? (
        <div className="desk-notice">
          <p className="notice-title">{t('reviewers.none')}</p>
          <p className="notice-detail">{t('reviewers.noneDetail')}</p>
        </div>
      ) : (
        <ul className="reviewer-cards">
          {sorted.map((figures) => (
            <ReviewerCard key={figures.person.id} figures={figures} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ReviewerCard({ figures }: { readonly figures: ReviewerFigures }) {
  const { t, numbers } = useWords();
  const { misses, falseAlarms, kappa, medianLookMs } = figures;
  const share = (value: ReviewerFigures['misses']): string =>
    t('reviewers.hitsOf', { hits: numbers.count(value.hits), of: numbers.count(value.of) });
  const facts: readonly (readonly [string, string])[] = [
    [t('reviewers.decided'), numbers.count(figures.decided)],
    [t('reviewers.known'), numbers.count(figures.known)],
    [t('reviewers.right'), share({ hits: figures.right, of: figures.known })],
    [t('reviewers.misses'), share(misses)],
    [t('reviewers.falseAlarms'), share(falseAlarms)],
    [t('reviewers.kappa'), kappa === null ? t('reviewers.noKappa') : numbers.fixed(kappa, 2)],
    [
      t('reviewers.look'),
      medianLookMs === null ? '–' : t('reviewers.seconds', { seconds: numbers.fixed(medianLookMs / 1000, 1) }),
    ],
    [t('reviewers.tooFast'), numbers.count(figures.tooFast)],
    [t('reviewers.bulk'), numbers.count(figures.bulk)],
  ];
  return (
    <li className="side-card" data-person={figures.person.id}>
      <h2 className="reviewer-name">{figures.person.name}</h2>
      <p>
        <strong>{t(`grade.${figures.grade}`)}</strong>
        {' · '}
        <span className="muted">{t(`gradeDetail.${figures.grade}`)}</span>
      </p>
      <dl className="part-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
