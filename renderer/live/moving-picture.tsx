/** The living picture: a canvas, its marks and its caption, changed by the preview player and never by React. */
import { useEffect, useRef, useState } from 'react';
import type { Preview } from '../../main/api/slices/live.ts';
import { classWord } from '../words/reason-words.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { GoldenCrop } from './golden-crop.tsx';
import { useLive } from './live-context.ts';
import { playPreviews } from './preview-player.ts';
import { drawRegionMarks } from './region-marks.ts';

export interface MovingPictureProps {
  readonly isHeld: boolean;
  readonly isComparing: boolean;
  readonly showMarks: boolean;
  readonly onFirstFrame: () => void;
}

interface Drawing {
  readonly box: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly context: ImageBitmapRenderingContext;
  readonly marks: SVGSVGElement;
  readonly caption: HTMLElement;
}

export function MovingPicture({ isHeld, isComparing, showMarks, onFirstFrame }: MovingPictureProps) {
  const words = useWords();
  const client = useLive((state) => state.client, Object.is);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<SVGSVGElement>(null);
  const caption = useRef<HTMLParagraphElement>(null);
  const drawn = useRef(0);
  const newest = useRef<Preview | null>(null);
  const [held, setHeld] = useState<Preview | null>(null);
  const latestWords = useRef(words);
  latestWords.current = words;
  const firstFrame = useRef(onFirstFrame);
  firstFrame.current = onFirstFrame;

  useEffect(() => {
    const drawing = drawingOf(box.current, canvas.current, marks.current, caption.current);
    if (!drawing || !client || isHeld) return;
    const stop = new AbortController();
    const show = (bitmap: ImageBitmap, preview: Preview): void => {
      drawn.current += 1;
      newest.current = preview;
      draw(drawing, bitmap, preview, latestWords.current, drawn.current);
      if (drawn.current === 1) firstFrame.current();
    };
    void playPreviews(client, { show }, stop.signal);
    return () => stop.abort();
  }, [client, isHeld]);

  // What stands still does so until it lives again.
  useEffect(() => setHeld(isHeld ? newest.current : null), [isHeld]);

  return (
    <>
      <div className="fit">
        <div className="frame" ref={box}>
          <canvas ref={canvas} className="frame-pixels" data-frames-drawn="0" />
          {isComparing && held ? <GoldenCrop {...held} /> : null}
          <svg
            ref={marks}
            className="marks"
            style={{ visibility: showMarks ? 'visible' : 'hidden' }}
            aria-hidden="true"
          />
        </div>
      </div>
      <p className="caption" ref={caption} />
    </>
  );
}

function drawingOf(
  box: HTMLElement | null,
  canvas: HTMLCanvasElement | null,
  marks: SVGSVGElement | null,
  caption: HTMLElement | null,
): Drawing | null {
  const context = canvas?.getContext('bitmaprenderer');
  return box && canvas && context && marks && caption ? { box, canvas, context, marks, caption } : null;
}

function draw(drawing: Drawing, bitmap: ImageBitmap, preview: Preview, { t, numbers }: Words, count: number): void {
  const { box, canvas, context, marks, caption } = drawing;
  const ratio = (preview.width / preview.height).toFixed(4);
  if (box.style.getPropertyValue('--ratio') !== ratio) box.style.setProperty('--ratio', ratio);
  context.transferFromImageBitmap(bitmap);
  canvas.dataset['framesDrawn'] = String(count);
  if (preview.regions.length > 0 || marks.childElementCount > 0) {
    drawRegionMarks(marks, preview, (region) =>
      t('picture.region', { name: classWord(t, region.class), score: numbers.fixed(region.score, 2) }),
    );
  }
  caption.textContent = `${t('picture.caption', { part: numbers.count(preview.trigger) })} · ${numbers.exactTime(preview.at)}`;
}
