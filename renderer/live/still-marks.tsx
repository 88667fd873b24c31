/** `drawRegionMarks` for a picture that stands still. */
import { useEffect, useRef } from 'react';
import type { Region } from '../../main/api/words.ts';
import { classWord } from '../words/reason-words.ts';
import { useWords } from '../words/use-words.ts';
import { drawRegionMarks, type MarkedFrame } from './region-marks.ts';

export function StillMarks({ frame }: { readonly frame: MarkedFrame }) {
  const { t, numbers } = useWords();
  const svg = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const drawn = svg.current;
    if (!drawn) return;
    const label = (region: Region): string =>
      t('picture.region', { name: classWord(t, region.class), score: numbers.fixed(region.score, 2) });
    // Words keep their size when the picture does not: in another size they have other places. (Called at once, too.)
    const sized = new ResizeObserver(() => drawRegionMarks(drawn, frame, label));
    sized.observe(drawn);
    return () => sized.disconnect();
  }, [frame, t, numbers]);
  return <svg ref={svg} className="marks" aria-hidden="true" />;
}
