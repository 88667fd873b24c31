/** What the model thinks, in words, and as a mark between pass, unsure and fail. */
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { classWord, reasonSentence } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import { otherReasons, type Score, stanceOf, suspected } from './opinion.ts';

export function OpinionLine({ part }: { readonly part: UnderReview }) {
  const { t, numbers } = useWords();
  const score = suspected(part);
  const others = otherReasons(part.reasons);
  return (
    <section className="opinion" aria-label={t('review.opinion')}>
      <div className="opinion-words">
        {score ? <StanceWords score={score} /> : <p>{t('review.noOpinion')}</p>}
        {others.length > 0 ? (
          <p className="opinion-other">
            {t('review.alsoSeen', { reasons: others.map((reason) => reasonSentence(t, numbers, reason)).join(' · ') })}
          </p>
        ) : null}
        {others.some(({ kind }) => kind === 'not-released') ? (
          <p className="opinion-other">{t('review.notReleased')}</p>
        ) : null}
      </div>
      {score ? <ScoreBar score={score} /> : null}
    </section>
  );
}

function StanceWords({ score }: { readonly score: Score }) {
  const { t, numbers } = useWords();
  const values = {
    name: classWord(t, score.class),
    score: numbers.fixed(score.score, 2),
    passBelow: numbers.fixed(score.passBelow, 2),
    failAbove: numbers.fixed(score.failAbove, 2),
  };
  switch (stanceOf(score)) {
    case 'sure':
      return <p>{t('review.sure', values)}</p>;
    case 'unsure':
      return <p>{t('review.unsure', values)}</p>;
    case 'clean':
      return <p>{t('review.clean', values)}</p>;
  }
}

const percent = (share: number): string => `${Math.min(100, Math.max(0, share * 100)).toFixed(2)}%`;

/** The words stand beside it; it is a drawing of them. */
function ScoreBar({ score: { score, passBelow, failAbove } }: { readonly score: Score }) {
  return (
    <div className="score-bar" aria-hidden="true">
      <div className="score-track">
        <span className="score-pass" style={{ width: percent(passBelow) }} />
        <span className="score-unsure" style={{ width: percent(failAbove - passBelow) }} />
        <span className="score-fail" style={{ width: percent(1 - failAbove) }} />
        <span className="score-mark" style={{ left: percent(score) }} />
      </div>
      <div className="score-shapes">
        <span style={{ left: percent(passBelow / 2) }}>
          <VerdictShape verdict="pass" />
        </span>
        <span style={{ left: percent((passBelow + failAbove) / 2) }}>
          <VerdictShape verdict="review" />
        </span>
        <span style={{ left: percent((1 + failAbove) / 2) }}>
          <VerdictShape verdict="fail" />
        </span>
      </div>
    </div>
  );
}
