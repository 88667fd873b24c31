/** A part that somebody looks at: its kept picture with marks, or in words why there is none. */
import type { PartSummary } from '../../main/api/slices/live.ts';
import { useWords } from '../words/use-words.ts';
import { GoldenCrop } from './golden-crop.tsx';
import { Notice } from './notice.tsx';
import { StillMarks } from './still-marks.tsx';
import { useKeptPicture } from './use-kept-picture.ts';

export interface KeptPictureProps {
  readonly part: PartSummary;
  readonly isComparing: boolean;
  readonly showMarks: boolean;
}

export function KeptPicture({ part, isComparing, showMarks }: KeptPictureProps) {
  const { t, numbers } = useWords();
  return (
    <>
      {part.picture === null ? (
        <Notice
          title={t('picture.noneTitle')}
          detail={part.verdict === 'pass' ? t('picture.nonePass') : t('picture.noneStopped')}
        />
      ) : (
        <Picture key={part.picture} part={part} id={part.picture} isComparing={isComparing} showMarks={showMarks} />
      )}
      <p className="caption">
        {t('picture.caption', { part: numbers.count(part.trigger) })}
        {' · '}
        {numbers.exactTime(part.at)}
      </p>
    </>
  );
}

function Picture({ part, id, isComparing, showMarks }: KeptPictureProps & { readonly id: string }) {
  const { t, numbers } = useWords();
  const { url, state, onLoad, onError } = useKeptPicture(id);
  if (state === 'broken') return <Notice title={t('picture.brokenTitle')} detail={t('picture.brokenDetail')} />;
  const frame = { ...part.frame, verdict: part.verdict, regions: part.regions };
  return (
    <div className="fit">
      <div className="frame" style={{ '--ratio': (frame.width / frame.height).toFixed(4) }}>
        <img
          key={url}
          className="frame-pixels"
          src={url}
          alt={t('picture.alt', { part: numbers.count(part.trigger) })}
          onLoad={onLoad}
          onError={onError}
        />
        {isComparing && part.frameIndex !== null ? (
          <GoldenCrop frameIndex={part.frameIndex} placed={part.placed} {...part.frame} />
        ) : null}
        {showMarks && state === 'ready' ? <StillMarks frame={frame} /> : null}
      </div>
    </div>
  );
}
