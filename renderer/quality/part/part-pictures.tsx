/** The pictures of a part, one at a time, as large as the screen allows. */
import { useMemo, useRef, useState } from 'react';
import type { PartPage } from '../../../main/api/slices/quality.ts';
import { StillMarks } from '../../live/still-marks.tsx';
import { useGestures } from '../../review/picture/use-gestures.ts';
import { Key, KeyButton, letGo } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';
import { ShapeMarks } from '../relabel/shape-marks.tsx';
import { FrameView } from './frame-view.tsx';
import { outcomeWords } from './outcome-words.ts';
import { useZoom } from './use-zoom.ts';

export type PageFrame = PartPage['frames'][number];

export interface PartPicturesProps {
  readonly part: PartPage;
  readonly frame: PageFrame;
  readonly onFrame: (frameIndex: number) => void;
  /** Null: there is nothing to draw on. */
  readonly onRelabel: (() => void) | null;
}

export function PartPictures({ part, frame, onFrame, onRelabel }: PartPicturesProps) {
  const { t, numbers } = useWords();
  const [showMarks, setShowMarks] = useState(true);
  const box = useRef<HTMLDivElement>(null);
  const zoom = useZoom(part.frame);
  useGestures(box, (step) => zoom.step({ kind: 'touch', step }));
  const index = part.frames.indexOf(frame);
  const toFrame = (to: number): void => {
    const next = part.frames[to];
    if (next) onFrame(next.frameIndex);
  };
  useKeys({
    ...zoom.keys,
    v: () => setShowMarks((before) => !before),
    ',': () => toFrame(index - 1),
    '.': () => toFrame(index + 1),
  });
  const marked = useMemo(
    () => ({ ...part.frame, verdict: frame.verdict, regions: frame.regions }),
    [part.frame, frame],
  );
  const shapes = frame.labels?.shapes ?? null;
  return (
    <div className="part-pictures">
      <div className="picture-keys-row">
        <KeyButton keyName="0" shortcut="0" onPress={() => zoom.step({ kind: 'fit' })}>
          {t('part.fit')}
        </KeyButton>
        <KeyButton keyName="1" shortcut="1" onPress={() => zoom.step({ kind: 'own', ownScale: 1 / devicePixelRatio })}>
          {t('part.own')}
        </KeyButton>
        <ZoomButtons onZoom={(by) => zoom.step({ kind: 'zoom', by })} />
        <KeyButton keyName="V" shortcut="V" isPressed={showMarks} onPress={() => setShowMarks(!showMarks)}>
          {t('part.marks')}
        </KeyButton>
        {onRelabel ? (
          <KeyButton keyName="E" shortcut="E" onPress={onRelabel}>
            {t('part.relabel')}
          </KeyButton>
        ) : null}
      </div>
      <FrameView
        frame={part.frame}
        picture={frame.picture}
        whyNone={outcomeWords(t, frame.pictureOutcome)}
        alt={t('picture.alt', { part: numbers.count(part.trigger) })}
        zoom={zoom}
        box={box}
      >
        {showMarks && shapes === null ? <StillMarks frame={marked} /> : null}
        {showMarks && shapes !== null && zoom.laid ? (
          <ShapeMarks shapes={shapes} frame={part.frame} scale={zoom.laid.scale} chosen={null} />
        ) : null}
      </FrameView>
      {part.frames.length > 1 ? <FrameStrip part={part} frame={frame} onFrame={toFrame} /> : null}
    </div>
  );
}

export function ZoomButtons({ onZoom }: { readonly onZoom: (by: 1 | -1) => void }) {
  const { t } = useWords();
  return (
    <>
      <button
        type="button"
        className="key-button"
        aria-label={t('part.smaller')}
        onClick={() => onZoom(-1)}
        onMouseUp={letGo}
      >
        <Key name="−" />
      </button>
      <button
        type="button"
        className="key-button"
        aria-label={t('part.larger')}
        onClick={() => onZoom(1)}
        onMouseUp={letGo}
      >
        <Key name="+" />
      </button>
    </>
  );
}

interface FrameStripProps {
  readonly part: PartPage;
  readonly frame: PageFrame;
  /** To the frame at this place. */
  readonly onFrame: (index: number) => void;
}

function FrameStrip({ part, frame, onFrame }: FrameStripProps) {
  const { t } = useWords();
  const index = part.frames.indexOf(frame);
  return (
    <div className="frame-strip">
      <button
        type="button"
        className="key-button"
        aria-label={t('part.frameBefore')}
        onClick={() => onFrame(index - 1)}
        onMouseUp={letGo}
      >
        <Key name="," />
      </button>
      <ol>
        {part.frames.map(({ frameIndex, verdict, picture }, i) => (
          <li key={frameIndex}>
            <button
              type="button"
              className="frame-choice"
              aria-current={i === index}
              data-none={picture === null}
              aria-label={t('part.frameNumber', { number: frameIndex + 1, verdict: t(`verdict.${verdict}`) })}
              onClick={(event) => {
                letGo(event);
                onFrame(i);
              }}
            >
              <VerdictShape verdict={verdict} />
              <span>{frameIndex + 1}</span>
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="key-button"
        aria-label={t('part.frameAfter')}
        onClick={() => onFrame(index + 1)}
        onMouseUp={letGo}
      >
        <Key name="." />
      </button>
    </div>
  );
}
