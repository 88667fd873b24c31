/** One part that waits: what it looks like, why it waits, how long it may. */
import { memo } from 'react';
import type { Queued } from '../../../main/api/slices/review.ts';
import { reasonKey } from '../../../main/api/words.ts';
import { letGo } from '../../ui/key-button.tsx';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { reasonKeyWords } from '../../words/reason-words.ts';
import { useWords, type Words } from '../../words/use-words.ts';
import { pictureAddress } from '../picture/picture-cache.ts';
import { clockWords, hasteOf } from './countdown.ts';
import { isOverdue } from './order.ts';
import { useLeftMs } from './use-left.ts';

export interface QueueRowProps {
  readonly part: Queued;
  readonly isShown: boolean;
  /** Whether this person's level decides it. */
  readonly isMine: boolean;
  readonly onShow: (id: string) => void;
}

export const QueueRow = memo(function QueueRow({ part, isShown, isMine, onShow }: QueueRowProps) {
  const words = useWords();
  const { t } = words;
  const isTaken = part.claimedBy !== null && !isShown;
  return (
    <button
      type="button"
      className="queue-row"
      data-id={part.id}
      data-taken={isTaken || !isMine}
      aria-current={isShown}
      aria-disabled={isTaken || !isMine}
      onClick={(event) => {
        letGo(event);
        if (!isTaken && isMine) onShow(part.id);
      }}
    >
      <Thumbnail part={part} />
      <span className="queue-words">
        <span className="queue-reason">
          <VerdictShape verdict={part.verdict} />
          <span>{reasonWords(words, part)}</span>
        </span>
        <span className="queue-label">
          {isTaken
            ? t('review.takenBy', { name: shortened(part.claimedBy ?? '') })
            : t('review.part', { label: part.label })}
          {isTaken
            ? null
            : [part.serial, part.workOrder].map((each) => (each === null ? null : ` · ${shortened(each)}`))}
        </span>
      </span>
      <TimeLeft part={part} />
    </button>
  );
});

/** A serial number or a name may have thousands of letters; nobody reads more than these. */
const mostLetters = 40;

function shortened(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text;
}

function reasonWords({ t, numbers }: Words, { reasons, verdict }: Queued): string {
  const first = reasons[0];
  if (!first) return t(`verdict.${verdict}`);
  const words = reasonKeyWords(t, reasonKey(first));
  return first.kind === 'defect' || first.kind === 'unsure' ? `${words} ${numbers.fixed(first.score, 2)}` : words;
}

/** From the kept picture, as for every part: whatever else could have one would give a known part away. */
function Thumbnail({ part }: { readonly part: Queued }) {
  if (part.picture === null) {
    return (
      <span className="queue-picture none">
        <VerdictShape verdict={part.verdict} />
      </span>
    );
  }
  return (
    <img
      className="queue-picture"
      src={pictureAddress(part.picture)}
      alt=""
      loading="lazy"
      decoding="async"
      fetchPriority="low"
      draggable={false}
    />
  );
}

function TimeLeft({ part }: { readonly part: Queued }) {
  const { t } = useWords();
  const left = useLeftMs(part.dueAt);
  const haste = isOverdue(part.stage) ? 'over' : hasteOf(left);
  if (haste === 'over') {
    return (
      <span className="queue-left" data-haste="over">
        <VerdictShape verdict="fail" />
        <small>{t('review.over')}</small>
      </span>
    );
  }
  if (left === null) return null;
  return (
    <span className="queue-left" data-haste={haste}>
      {clockWords(left)}
      {haste === 'soon' ? <small>{t('review.soon')}</small> : null}
    </span>
  );
}
