/** One of the parts alike, large; the next one by the same key. */
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { AlikeWords } from '../opinion/alike-card.tsx';
import { pictureAddress } from '../picture/picture-cache.ts';
import { Dialog } from './dialog.tsx';

export interface AlikeDialogProps {
  readonly part: UnderReview;
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onClose: () => void;
}

export function AlikeDialog({ part, index, onIndex, onClose }: AlikeDialogProps) {
  const { t, numbers } = useWords();
  const count = part.alike.length;
  const next = (): void => onIndex((index + 1) % Math.max(1, count));
  useKeys({ a: next, ArrowRight: next, ArrowLeft: () => onIndex((index + count - 1) % Math.max(1, count)) });
  const alike = part.alike[index];
  if (!alike) return null;
  const { frame, region } = alike;
  return (
    <Dialog
      className="alike-dialog"
      title={t('review.alikeOf', { number: index + 1, count })}
      onClose={onClose}
      actions={
        count > 1 ? (
          <KeyButton keyName="A" shortcut="A" onPress={next}>
            {t('review.nextAlike')}
          </KeyButton>
        ) : null
      }
    >
      <svg
        className="alike-large"
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={t('review.alikeAlt')}
      >
        <image href={pictureAddress(alike.picture)} width={frame.width} height={frame.height} />
        {region ? (
          <rect className="crop-spot" x={region.x} y={region.y} width={region.width} height={region.height} />
        ) : null}
      </svg>
      <p className="alike-facts">
        <AlikeWords alike={alike} />
        <span className="muted">
          {t('review.alikeMade', { day: numbers.day(alike.at), time: numbers.clock(alike.at) })}
        </span>
      </p>
    </Dialog>
  );
}
