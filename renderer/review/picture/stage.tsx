/** The part, as large as the screen allows, alone or beside the recipe's golden picture at the same zoom. */
import { useEffect, useRef } from 'react';
import type { UnderReview } from '../../../main/api/slices/review.ts';
import { goldenTransform } from '../../live/golden-transform.ts';
import { Notice } from '../../live/notice.tsx';
import { StillMarks } from '../../live/still-marks.tsx';
import { useWords } from '../../words/use-words.ts';
import { DecodedPicture, Pane } from './pane.tsx';
import { pictureAddress, usePicture, wantPictures } from './picture-cache.ts';
import { FrameDots, PictureTools } from './picture-tools.tsx';
import type { LookingState } from './use-looking.ts';
import { useSeen } from './use-seen.ts';
import { useSize } from './use-size.ts';
import { lay, splitOf } from './view.ts';

export interface StageProps extends LookingState {
  readonly part: UnderReview;
}

type ShownFrame = UnderReview['frames'][number];

export function Stage({ part, looking, window, actions }: StageProps) {
  const { t } = useWords();
  const frame = part.frames[looking.frame] ?? part.frames[0] ?? null;
  const laid = window ? lay(looking.view, part.frame, window) : null;
  const panes = useRef<HTMLDivElement>(null);
  const room = useSize(panes);
  const isBeside = part.golden !== null && looking.golden === 'beside';
  const isGoldenUp = part.golden !== null && looking.golden === 'blink' && looking.isGoldenUp;
  const onStep = (step: Parameters<Parameters<typeof Pane>[0]['onStep']>[0]): void =>
    actions.step({ kind: 'touch', step });
  const shared = { frame: part.frame, laid, onStep };
  return (
    <section className="review-stage" aria-label={t('review.picture')}>
      <PictureTools part={part} frame={frame} looking={looking} actions={actions} scale={laid?.scale ?? null} />
      <div className="panes" ref={panes} data-split={isBeside ? splitOf(part.frame, room ?? part.frame) : 'one'}>
        <Pane
          kind={isGoldenUp ? 'golden' : 'part'}
          caption={isGoldenUp ? t('review.goldenPart') : captionOf(t('review.thisPart', { label: part.label }), part)}
          onSize={actions.windowIs}
          {...shared}
          over={<PictureNotice frame={frame} />}
        >
          {frame ? <FramePicture part={part} frame={frame} showRegions={looking.showRegions && !isGoldenUp} /> : null}
          {isGoldenUp && frame ? <GoldenPicture part={part} frame={frame} /> : null}
        </Pane>
        {isBeside && frame ? (
          <Pane kind="golden" caption={t('review.goldenPart')} {...shared}>
            <GoldenPicture part={part} frame={frame} />
          </Pane>
        ) : null}
      </div>
      {part.frames.length > 1 ? <FrameDots part={part} current={looking.frame} actions={actions} /> : null}
    </section>
  );
}

function captionOf(words: string, { serial, workOrder }: UnderReview): string {
  return [words, serial, workOrder].filter((each) => each !== null).join(' · ');
}

interface FrameProps {
  readonly part: UnderReview;
  readonly frame: ShownFrame;
}

function FramePicture({ part, frame, showRegions }: FrameProps & { readonly showRegions: boolean }) {
  const { t } = useWords();
  const picture = usePicture(frame.picture);
  useEffect(() => {
    if (frame.picture !== null) wantPictures([frame.picture]);
  }, [frame.picture]);
  // Without a picture there is nothing to wait for: its absence is what the person sees.
  useSeen(part.id, picture ? picture.state !== 'loading' : frame.picture === null);
  if (picture?.state !== 'ready') return null;
  return (
    <>
      <DecodedPicture image={picture.image} alt={t('review.pictureAlt', { label: part.label })} />
      {showRegions && frame.regions.length > 0 ? (
        <StillMarks frame={{ ...part.frame, verdict: frame.verdict, regions: frame.regions }} />
      ) : null}
    </>
  );
}

function PictureNotice({ frame }: { readonly frame: ShownFrame | null }) {
  const { t } = useWords();
  const picture = usePicture(frame?.picture ?? null);
  if (!frame || frame.picture === null) {
    return <Notice title={t('picture.noneTitle')} detail={t('review.noPictureDetail')} />;
  }
  if (picture?.state === 'broken')
    return <Notice title={t('picture.brokenTitle')} detail={t('review.noPictureDetail')} />;
  if (picture?.state !== 'ready') return <span className="skeleton pane-skeleton" aria-hidden="true" />;
  return null;
}

function GoldenPicture({ part, frame }: FrameProps) {
  const { t } = useWords();
  const position = part.golden?.positions[frame.frameIndex] ?? part.golden?.positions[0];
  if (!part.golden || !position) return null;
  return (
    <svg
      className="pane-golden"
      viewBox={`0 0 ${part.frame.width} ${part.frame.height}`}
      role="img"
      aria-label={t('review.goldenPart')}
    >
      <image
        href={pictureAddress(part.golden.picture)}
        transform={goldenTransform(position, frame.placed, part.frame)}
      />
    </svg>
  );
}
