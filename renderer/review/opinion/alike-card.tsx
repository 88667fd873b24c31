/** Why: the nearest earlier parts with the same suspicion, and what people decided on them. */
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { roles } from '../../../main/api/who.ts';
import { spotView } from '../../live/spot-view.ts';
import { Card } from '../../ui/card.tsx';
import { Key, letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { classWord } from '../../words/reason-words.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { pictureAddress } from '../picture/picture-cache.ts';

export type Alike = UnderReview['alike'][number];

export interface AlikeCardProps {
  readonly part: UnderReview;
  readonly onEnlarge: (index: number) => void;
}

export function AlikeCard({ part, onEnlarge }: AlikeCardProps) {
  const { t } = useWords();
  return (
    <Card className="alike-card" title={t('review.alike')} value={part.alike.length > 0 ? <Key name="A" /> : undefined}>
      {part.alike.length === 0 ? <p className="muted">{t('review.noneAlike')}</p> : null}
      <ol className="alike-list">
        {part.alike.map((alike, index) => (
          <li key={alike.id}>
            <button
              type="button"
              className="alike"
              aria-keyshortcuts={index === 0 ? 'A' : undefined}
              onClick={(event) => {
                letGo(event);
                onEnlarge(index);
              }}
            >
              <AlikeCrop alike={alike} />
              <AlikeWords alike={alike} />
            </button>
          </li>
        ))}
      </ol>
    </Card>
  );
}

const cropAspect = 2.6;

function AlikeCrop({ alike }: { readonly alike: Alike }) {
  const { t } = useWords();
  const view = spotView(alike.region, alike.frame, cropAspect);
  return (
    <svg
      className="alike-crop"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={t('review.alikeAlt')}
    >
      <image href={pictureAddress(alike.picture)} width={alike.frame.width} height={alike.frame.height} />
    </svg>
  );
}

export function AlikeWords({ alike }: { readonly alike: Alike }) {
  const words = useWords();
  return (
    <span className="alike-words">
      <VerdictShape verdict={alike.decision === 'good' ? 'pass' : 'fail'} />
      <span>{decidedWords(words, alike)}</span>
    </span>
  );
}

/** `pitting · quality, 2 Nov` */
function decidedWords({ t, numbers }: Words, { decision, class: name, by, decidedAt }: Alike): string {
  const what = decision === 'good' ? t('review.wasGood') : name === null ? t('review.wasDefect') : classWord(t, name);
  const role = roles.find((known) => known === by);
  return t('review.decidedBy', { what, by: role ? t(`role.${role}`) : by, day: numbers.day(decidedAt) });
}
