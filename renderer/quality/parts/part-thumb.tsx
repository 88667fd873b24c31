/** A part's picture, small; asked for only when it has stayed in sight for a moment, so that scrolling fetches nothing. */
import { useEffect, useState } from 'react';
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { useWords } from '../../words/use-words.ts';

const restMs = 90;

export function PartThumb({ part }: { readonly part: Pick<FoundPart, 'picture' | 'verdict' | 'trigger'> }) {
  const { t, numbers } = useWords();
  const isResting = useResting();
  const [isBroken, setBroken] = useState(false);
  if (part.picture === null || isBroken) {
    return (
      <span className="part-thumb none">
        <VerdictShape verdict={part.verdict} />
        <span>{t('parts.noPicture')}</span>
      </span>
    );
  }
  if (!isResting) return <span className="part-thumb" />;
  return (
    <img
      className="part-thumb"
      src={`/pictures/${encodeURIComponent(part.picture)}`}
      alt={t('picture.alt', { part: numbers.count(part.trigger) })}
      decoding="async"
      draggable={false}
      onError={() => setBroken(true)}
    />
  );
}

function useResting(): boolean {
  const [isResting, setResting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setResting(true), restMs);
    return () => clearTimeout(timer);
  }, []);
  return isResting;
}
