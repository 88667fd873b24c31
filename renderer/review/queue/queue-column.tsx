/** The parts that wait, most urgent first, and below them what was decided last. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Queued } from '../../../main/api/slices/review.ts';
import { Key, letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { show, step } from '../desk/desk.ts';
import { desk, useDesk } from '../desk/review-desk.ts';
import { orderParts, waitingFor } from './order.ts';
import { QueueRow } from './queue-row.tsx';
import { useIsUpright } from './use-upright.ts';

type Line = { readonly kind: 'part'; readonly part: Queued; readonly isMine: boolean } | { readonly kind: 'divider' };

const rowPx = 88;
const columnPx = 228;
const dividerPx = 44;

export function QueueColumn({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <section className="queue" aria-label={t('review.queue')}>
      <QueueHead />
      <QueueList />
      <div className="queue-foot">{children}</div>
    </section>
  );
}

function QueueHead() {
  const { t, numbers } = useWords();
  const waiting = useDesk(({ queue, role }) => waitingFor(queue, role));
  const listed = useDesk(({ queue }) => queue?.parts.length ?? 0);
  const all = useDesk(({ queue }) =>
    queue ? queue.waiting.operator + queue.waiting.quality + queue.waiting.overdue : 0,
  );
  return (
    <header className="queue-head">
      <h2>
        <strong>{t('review.waiting', { count: waiting, formatted: numbers.count(waiting) })}</strong>
        <small>{all > listed ? t('review.firstOnes', { count: listed }) : t('review.urgentFirst')}</small>
      </h2>
      <span className="queue-steps">
        <StepButton keyName="P" label={t('review.before')} by={-1} />
        <StepButton keyName="N" label={t('review.after')} by={1} />
      </span>
    </header>
  );
}

function StepButton({ keyName, label, by }: { readonly keyName: string; readonly label: string; readonly by: 1 | -1 }) {
  return (
    <button
      type="button"
      className="tool"
      aria-label={label}
      aria-keyshortcuts={keyName}
      onClick={(event) => {
        letGo(event);
        desk.change((state) => step(state, by));
      }}
    >
      <span className="queue-arrow" data-by={by} aria-hidden="true" />
      <Key name={keyName} />
    </button>
  );
}

function QueueList() {
  const { t } = useWords();
  const isUpright = useIsUpright();
  const box = useRef<HTMLDivElement>(null);
  const queue = useDesk((state) => state.queue);
  const outbox = useDesk((state) => state.outbox);
  const role = useDesk((state) => state.role);
  const shownId = useDesk((state) => state.shown?.part.id ?? null);
  const lines = useMemo(() => linesOf(orderParts(queue, outbox, role)), [queue, outbox, role]);
  const rows = useVirtualizer({
    count: lines.length,
    horizontal: isUpright,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === 'divider' ? dividerPx : isUpright ? columnPx : rowPx),
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 4,
  });
  const at = lines.findIndex((line) => line.kind === 'part' && line.part.id === shownId);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);
  // Estimated sizes are another way round once the screen is turned.
  useEffect(() => {
    if (isUpright !== null) rows.measure();
  }, [isUpright, rows]);
  return (
    <div className="queue-list" ref={box} data-way={isUpright ? 'across' : 'down'} data-shown={at}>
      <ol style={isUpright ? { width: rows.getTotalSize() } : { height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, size, key }) => {
          const line = lines[index];
          const place = isUpright ? { left: start, width: size } : { top: start, height: size };
          if (!line) return null;
          return (
            <li key={key} className="queue-line" style={place}>
              {line.kind === 'divider' ? (
                <h3 className="queue-divider">{t('review.withQuality')}</h3>
              ) : (
                <QueueRow
                  part={line.part}
                  isMine={line.isMine}
                  isShown={line.part.id === shownId}
                  onShow={(id) => desk.change((state) => show(state, id))}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function linesOf({ open, withQuality }: ReturnType<typeof orderParts>): readonly Line[] {
  const line =
    (isMine: boolean) =>
    (part: Queued): Line => ({ kind: 'part', part, isMine });
  const below: readonly Line[] = withQuality.length > 0 ? [{ kind: 'divider' }, ...withQuality.map(line(false))] : [];
  return [...open.map(line(true)), ...below];
}

function keyOf(line: Line | undefined): string {
  return line?.kind === 'part' ? line.part.id : 'divider';
}
