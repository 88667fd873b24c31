/** The verdict for three metres: shape, word, reason; below it the last part that was stopped. */
import { VisuallyHidden } from '@mantine/core';
import type { PartSummary } from '../../main/api/slices/live.ts';
import { Skeleton } from '../ui/card.tsx';
import { letGo } from '../ui/key-button.tsx';
import { useNow } from '../ui/use-now.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { agoWords } from '../words/ages.ts';
import { reasonSentence } from '../words/reason-words.ts';
import { useWords } from '../words/use-words.ts';
import { isStopped } from './hold-verdict.ts';
import { useLive, useLiveParts } from './live-context.ts';
import { picturesCome } from './live-store.ts';
import { SpotCrop } from './spot-crop.tsx';

export function VerdictPanel() {
  const { t } = useWords();
  const held = useLive((state) => (isStopped(state.held.shown) ? state.held.shown : null));
  const hasPictures = useLive(picturesCome);
  const shown = useLive((state) => state.held.shown?.verdict ?? null);
  // A large "Pass" while nothing is looked at would be a lie; a stopped part is told for its time all the same.
  const verdict = held || hasPictures ? shown : null;
  const lastStopped = useLive((state) => state.lastStopped);
  return (
    <section className="verdict" data-verdict={verdict ?? 'none'} aria-label={t('verdict.panel')}>
      <div className="verdict-body">
        <div className="verdict-now">
          {verdict ? (
            <VerdictShape verdict={verdict} className="verdict-shape" />
          ) : (
            <span className="verdict-shape idle" />
          )}
          <p className="verdict-word">{verdict ? t(`verdict.${verdict}`) : t('verdict.none')}</p>
          <VerdictReason held={held} isPass={verdict === 'pass'} hasPictures={hasPictures} />
        </div>
        <LastStopped part={held ?? lastStopped} isHeld={held !== null} />
      </div>
      <Spoken held={held} />
    </section>
  );
}

interface VerdictReasonProps {
  readonly held: PartSummary | null;
  readonly isPass: boolean;
  readonly hasPictures: boolean;
}

function VerdictReason({ held, isPass, hasPictures }: VerdictReasonProps) {
  const { t, numbers } = useWords();
  const isLoading = useLive((state) => state.status === null);
  const first = held?.reasons[0];
  if (isLoading) return <Skeleton className="line" />;
  if (!held) {
    const idle = hasPictures ? t('verdict.noneDetail') : t('verdict.noPictures');
    return <p className="verdict-reason">{isPass ? t('verdict.passDetail') : idle}</p>;
  }
  return (
    <p className="verdict-reason">
      {first ? reasonSentence(t, numbers, first) : null}
      {held.reasons.length > 1 ? <small>{t('verdict.more', { count: held.reasons.length - 1 })}</small> : null}
    </p>
  );
}

function LastStopped({ part, isHeld }: { readonly part: PartSummary | null; readonly isHeld: boolean }) {
  const { t, numbers } = useWords();
  const { actions } = useLiveParts();
  const offsetMs = useLive((state) =>
    state.status ? Math.round((state.status.at - state.statusCameAtMs) / 1000) * 1000 : 0,
  );
  const now = useNow(5_000) + offsetMs;
  const isLoading = useLive((state) => state.status === null);
  if (!part) return <p className="last-stopped none">{isLoading ? null : t('verdict.noneStopped')}</p>;
  const first = part.reasons[0];
  return (
    <button
      type="button"
      className="last-stopped"
      onClick={(event) => {
        letGo(event);
        actions.lookAt(part);
      }}
    >
      {isHeld ? null : (
        <span className="last-stopped-title">
          {t('verdict.lastStopped')}
          {' · '}
          {agoWords(t, now - part.at)}
        </span>
      )}
      {isHeld ? null : (
        <span className="last-stopped-words">
          <VerdictShape verdict={part.verdict} />
          <strong>{t(`verdict.${part.verdict}`)}</strong>
          <span>{first ? reasonSentence(t, numbers, first) : null}</span>
        </span>
      )}
      <SpotCrop part={part} />
      <span className="last-stopped-foot">
        <span>
          {t('verdict.part', { part: numbers.count(part.trigger) })}
          {' · '}
          {numbers.time(part.at)}
        </span>
        <span className="last-stopped-look">{t('verdict.showPart')}</span>
      </span>
    </button>
  );
}

/** Only stopped parts are spoken, and a held one holds at least four seconds: never more than a person can listen to. */
function Spoken({ held }: { readonly held: PartSummary | null }) {
  const { t, numbers } = useWords();
  const first = held?.reasons[0];
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {held
        ? t('verdict.spoken', {
            verdict: t(`verdict.${held.verdict}`),
            reason: first ? reasonSentence(t, numbers, first) : '',
            part: numbers.count(held.trigger),
          })
        : null}
    </VisuallyHidden>
  );
}
