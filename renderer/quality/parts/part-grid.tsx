/** Found parts as pictures: what is not like the others is seen at once. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { focusPart } from './open-button.tsx';
import { PartCard } from './part-card.tsx';
import type { PartsShownProps } from './part-list.tsx';
import { TailRow } from './tail-row.tsx';

const cardPx = { least: 230, height: 232, gap: 12 } as const;

/** How many pictures stand beside each other. */
export function columnsIn(width: number): number {
  return Math.max(1, Math.floor((width + cardPx.gap) / (cardPx.least + cardPx.gap)));
}

export interface PartGridProps extends PartsShownProps {
  /** How many stand beside each other is put here, for the keys. */
  readonly columns: RefObject<number>;
}

export function PartGrid({ parts, tail, chosen, onWant, onGoOn, onOpen, columns: told }: PartGridProps) {
  const { t } = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const columns = useColumns(scroll, told);
  const lines = Math.ceil(parts.length / columns);
  const rows = useVirtualizer({
    count: lines + 1,
    getScrollElement: () => scroll.current,
    estimateSize: () => cardPx.height + cardPx.gap,
    overscan: 3,
  });
  const drawn = rows.getVirtualItems();
  const last = ((drawn.at(-1)?.index ?? 0) + 1) * columns;
  const chosenId = parts[chosen]?.id;
  const line = Math.floor(chosen / columns);
  const isChosenDrawn = drawn.some(({ index }) => index === line);
  const hasMoved = useRef(false);
  useEffect(() => onWant(last), [last, onWant]);
  useEffect(() => {
    rows.scrollToIndex(line);
    hasMoved.current ||= line > 0;
  }, [line, rows]);
  useEffect(() => {
    if (isChosenDrawn && hasMoved.current) focusPart(scroll.current, chosenId);
  }, [chosenId, isChosenDrawn]);
  return (
    <div ref={scroll} className="part-grid">
      <div className="part-list-all" style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const style = { transform: `translateY(${start}px)`, '--columns': `${columns}` };
          if (index === lines) {
            return (
              <div key="tail" className="part-tail" style={style}>
                <TailRow tail={tail} onGoOn={onGoOn} />
              </div>
            );
          }
          const first = index * columns;
          return (
            <ul key={key} aria-label={t('qualityTab.parts')} className="part-cards" style={style}>
              {parts.slice(first, first + columns).map((part, i) => (
                <PartCard key={part.id} part={part} isChosen={first + i === chosen} onOpen={() => onOpen(first + i)} />
              ))}
            </ul>
          );
        })}
      </div>
    </div>
  );
}

function useColumns(scroll: RefObject<HTMLDivElement | null>, told: RefObject<number>): number {
  const [columns, setColumns] = useState(4);
  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const sized = new ResizeObserver(() => setColumns(columnsIn(element.clientWidth - 2 * cardPx.gap)));
    sized.observe(element);
    return () => sized.disconnect();
  }, [scroll]);
  useEffect(() => {
    told.current = columns;
  }, [columns, told]);
  return columns;
}
