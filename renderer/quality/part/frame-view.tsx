/** A window on one kept picture; what is drawn over it moves and grows with it. */
import { type ReactNode, type RefObject, useEffect } from 'react';
import { Notice } from '../../live/notice.tsx';
import { useKeptPicture } from '../../live/use-kept-picture.ts';
import { useSize } from '../../review/picture/use-size.ts';
import type { Size } from '../../review/picture/view.ts';
import { useWords } from '../../words/use-words.ts';
import type { Zoom } from './use-zoom.ts';

export interface FrameViewProps {
  readonly frame: Size;
  readonly picture: string | null;
  /** What is said where no picture was kept; null: it is not known yet whether one was. */
  readonly whyNone: string | null;
  readonly alt: string;
  readonly zoom: Zoom;
  readonly box: RefObject<HTMLDivElement | null>;
  /** In the frame's place, at its size on the screen. */
  readonly children: ReactNode;
}

export function FrameView({ frame, picture, whyNone, alt, zoom, box, children }: FrameViewProps) {
  const { t } = useWords();
  const size = useSize(box);
  const { laid, windowIs } = zoom;
  useEffect(() => {
    if (size) windowIs(size);
  }, [size, windowIs]);
  return (
    <div className="frame-view" ref={box} data-scale={laid?.scale.toFixed(4)}>
      {picture === null && whyNone !== null ? <Notice title={t('picture.noneTitle')} detail={whyNone} /> : null}
      {laid && picture !== null ? (
        <div
          className="frame-laid"
          data-pixels={laid.scale >= 2 ? 'sharp' : 'smooth'}
          style={{
            width: frame.width * laid.scale,
            height: frame.height * laid.scale,
            transform: `translate(${laid.x}px, ${laid.y}px)`,
          }}
        >
          <Pixels key={picture} id={picture} alt={alt} />
          {children}
        </div>
      ) : null}
    </div>
  );
}

function Pixels({ id, alt }: { readonly id: string; readonly alt: string }) {
  const { t } = useWords();
  const { url, state, onLoad, onError } = useKeptPicture(id);
  if (state === 'broken') return <Notice title={t('picture.brokenTitle')} detail={t('picture.brokenDetail')} />;
  return <img key={url} src={url} alt={alt} draggable={false} decoding="sync" onLoad={onLoad} onError={onError} />;
}
