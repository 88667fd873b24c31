/** One window on a picture: its pixels untouched, what is marked as vectors above them. */
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { Step } from './touch.ts';
import { useGestures } from './use-gestures.ts';
import { useSize } from './use-size.ts';
import type { Laid, Size } from './view.ts';

export interface PaneProps {
  readonly kind: 'part' | 'golden';
  readonly caption: string;
  readonly frame: Size;
  readonly laid: Laid | null;
  readonly onStep: (step: Step) => void;
  /** Of the pane that says how large both are. */
  readonly onSize?: (size: Size) => void;
  readonly children: ReactNode;
  /** What stands above the picture without moving with it. */
  readonly over?: ReactNode;
}

export function Pane({ kind, caption, frame, laid, onStep, onSize, children, over }: PaneProps) {
  const window = useRef<HTMLDivElement>(null);
  const size = useSize(window);
  useGestures(window, onStep);
  useEffect(() => {
    if (size) onSize?.(size);
  }, [size, onSize]);
  return (
    <figure className="pane" data-kind={kind}>
      <div className="pane-window" ref={window} data-scale={laid?.scale.toFixed(4)}>
        {laid ? (
          <div
            className="pane-frame"
            data-pixels={laid.scale >= 2 ? 'sharp' : 'smooth'}
            style={{
              width: frame.width * laid.scale,
              height: frame.height * laid.scale,
              transform: `translate(${laid.x}px, ${laid.y}px)`,
            }}
          >
            {children}
          </div>
        ) : null}
        {over}
      </div>
      <figcaption className="pane-caption">{caption}</figcaption>
    </figure>
  );
}

/** Puts the decoded element itself on the screen. */
export function DecodedPicture({ image, alt }: { readonly image: HTMLImageElement; readonly alt: string }) {
  const place = useRef<HTMLSpanElement>(null);
  // Before the browser draws: the picture changes together with everything around it.
  useLayoutEffect(() => {
    image.alt = alt;
    if (place.current?.firstChild !== image) place.current?.replaceChildren(image);
  });
  return <span className="pane-pixels" ref={place} />;
}
