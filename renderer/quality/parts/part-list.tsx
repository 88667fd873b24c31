/** Found parts as lines; only those in sight are drawn, tens of thousands scroll like ten. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { FoundPart } from '../../../main/api/slices/quality.ts';
import { useWords } from '../../words/use-words.ts';
import { focusPart } from './open-button.tsx';
import type { Tail } from './part-pages.ts';
import { PartRow, type PartRowProps } from './part-row.tsx';
import { TailRow } from './tail-row.tsx';

export const rowPx = 72;

export interface PartsShownProps extends Pick<PartRowProps, 'conditions' | 'choices' | 'onChange'> {
  readonly parts: readonly FoundPart[];
  readonly tail: Tail;
  /** Index of the part that keys act on. */
  readonly chosen: number;
  readonly onWant: (index: number) => void;
  readonly onGoOn: () => void;
  readonly onOpen: (index: number) => void;
}

export function PartList({ parts, tail, chosen, onWant, onGoOn, onOpen, ...filter }: PartsShownProps) {
  const { t } = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: parts.length + 1,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  const drawn = rows.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const chosenId = parts[chosen]?.id;
  const isChosenDrawn = drawn.some(({ index }) => index === chosen);
  const hasMoved = useRef(false);
  useEffect(() => onWant(last), [last, onWant]);
  useEffect(() => {
    rows.scrollToIndex(chosen);
    hasMoved.current ||= chosen > 0;
  }, [chosen, rows]);
  useEffect(() => {
    if (isChosenDrawn && hasMoved.current) focusPart(scroll.current, chosenId);
  }, [chosenId, isChosenDrawn]);
  return (
    <div ref={scroll} className="part-list">
      <ul className="part-list-all" aria-label={t('qualityTab.parts')} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const part = parts[index];
          const style = { transform: `translateY(${start}px)` };
          return part ? (
            <li
              key={key}
              aria-posinset={index + 1}
              aria-setsize={tail.kind === 'end' ? parts.length : -1}
              aria-current={index === chosen}
              className="part-row"
              data-index={index}
              style={style}
            >
              <PartRow part={part} isChosen={index === chosen} onOpen={() => onOpen(index)} {...filter} />
            </li>
          ) : (
            <li key="tail" className="part-tail" style={style}>
              <TailRow tail={tail} onGoOn={onGoOn} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
