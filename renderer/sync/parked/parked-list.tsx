/** A page of parked messages: each with its part, its reason and its times. */
import type { Parked } from '../../../main/api/slices/sync.ts';
import { useStationNow } from '../../live/use-station-now.ts';
import { letGo } from '../../ui/key-button.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { momentWords } from '../overview/target-words.ts';

export interface ParkedListProps {
  readonly rows: readonly Parked[];
  readonly current: number | null;
  readonly marked: ReadonlySet<number>;
  readonly mayMark: boolean;
  readonly onOpen: (parked: Parked) => void;
  readonly onMark: (marked: ReadonlySet<number>) => void;
}

export function ParkedList({ rows, current, marked, mayMark, onOpen, onMark }: ParkedListProps) {
  const { t } = useWords();
  const isAll = rows.every(({ sequence }) => marked.has(sequence));
  return (
    <>
      {mayMark ? (
        <label className="sync-check parked-all">
          <input
            type="checkbox"
            checked={isAll}
            onChange={() => onMark(isAll ? new Set() : new Set(rows.map(({ sequence }) => sequence)))}
          />
          <span>{t('parked.selectAll')}</span>
        </label>
      ) : null}
      <ul className="parked-rows">
        {rows.map((parked) => (
          <li key={parked.sequence} className="parked-row" data-current={parked.sequence === current}>
            {mayMark ? (
              <label className="parked-mark">
                <span className="spoken-only">{t('parked.select', { sequence: parked.sequence })}</span>
                <input
                  type="checkbox"
                  checked={marked.has(parked.sequence)}
                  onChange={() => onMark(toggled(marked, parked.sequence))}
                />
              </label>
            ) : null}
            <Row parked={parked} isCurrent={parked.sequence === current} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly parked: Parked;
  readonly isCurrent: boolean;
  readonly onOpen: (parked: Parked) => void;
}

function Row({ parked, isCurrent, onOpen }: RowProps) {
  const { t, numbers } = useWords();
  const now = useStationNow(60_000);
  const { kind, serial, part, reason, eventTime, parkedAt, state } = parked;
  return (
    <button
      type="button"
      className="parked-open"
      aria-pressed={isCurrent}
      onClick={(event) => {
        letGo(event);
        onOpen(parked);
      }}
    >
      <span className="parked-what">
        <strong>{serial ?? t(part === null ? 'parked.ofStation' : 'parked.noSerial')}</strong>
        <span className="muted">{t(`messageKind.${kind}`)}</span>
      </span>
      <span className="parked-reason">
        {state === 'again' ? <span className="parked-again">{t('parked.again')}</span> : null}
        {told(t, numbers, reason)}
      </span>
      <span className="parked-times muted">
        <span>{t('parked.made', { time: momentWords(numbers, Date.parse(eventTime), now) })}</span>
        <span>{t('parked.parkedAt', { time: momentWords(numbers, parkedAt, now) })}</span>
      </span>
    </button>
  );
}

function toggled(marked: ReadonlySet<number>, sequence: number): ReadonlySet<number> {
  const next = new Set(marked);
  if (!next.delete(sequence)) next.add(sequence);
  return next;
}
