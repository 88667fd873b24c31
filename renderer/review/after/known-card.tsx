/** A known part, after the decision: was the person right, and what is the truth? For this person's eyes. */
import type { Decided } from '../../../main/api/slices/review.ts';
import { spotView, worstRegion } from '../../live/spot-view.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { classWord } from '../../words/reason-words.ts';
import { useWords } from '../../words/use-words.ts';
import type { Entry } from '../desk/outbox.ts';
import { useDesk } from '../desk/review-desk.ts';
import { pictureAddress } from '../picture/picture-cache.ts';
import { decisionWords } from './decision-words.tsx';
import { Understood } from './understood.tsx';

export interface KnownCardProps {
  readonly entry: Entry;
  readonly known: NonNullable<Decided['known']>;
  readonly onUnderstood: () => void;
}

export function KnownCard({ entry, known, onUnderstood }: KnownCardProps) {
  const { t } = useWords();
  const { truth, isRight } = known;
  const name = known.class === null ? t('review.wasDefect') : classWord(t, known.class);
  const isTruth = truth === 'good' ? t('review.truthGood') : t('review.truthDefect', { name });
  return (
    <section className="card after-card" role="status" data-kind="known" data-right={isRight}>
      <p className="after-title">
        <VerdictShape verdict={isRight ? 'pass' : 'review'} />
        <strong>{isRight ? t('review.knownRight') : t('review.knownWrong')}</strong>
      </p>
      <p>
        {isTruth} {t('review.yourDecision', { label: entry.part.label, decision: decisionWords(t, entry) })}
      </p>
      <Truth entry={entry} known={known} />
      <p className="muted">{t('review.knownWhy')}</p>
      <Understood onUnderstood={onUnderstood} />
    </section>
  );
}

const aspect = 2.4;

/** The spot of the truth in its surroundings; the whole part where it is good. */
function Truth({ entry, known }: Pick<KnownCardProps, 'entry' | 'known'>) {
  const { t } = useWords();
  const look = useDesk((state) => state.looks.get(entry.part.id) ?? null);
  if (!look || !('is' in look)) return null;
  const { frame, frames } = look.is;
  const shown =
    frames.find((candidate) => candidate.regions.some((region) => region.class === known.class)) ?? frames[0];
  if (!shown || shown.picture === null) return null;
  const ofTruth = shown.regions.filter((region) => known.class === null || region.class === known.class);
  const spot = known.truth === 'defect' ? worstRegion(ofTruth) : null;
  const view = spotView(spot, frame, aspect);
  return (
    <svg
      className="truth-crop"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={t('review.truthAlt')}
    >
      <image href={pictureAddress(shown.picture)} width={frame.width} height={frame.height} />
      {spot ? <rect className="crop-spot" x={spot.x} y={spot.y} width={spot.width} height={spot.height} /> : null}
    </svg>
  );
}
