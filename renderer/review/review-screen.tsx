/** Is this part good? The queue, one part as large as the screen allows, and three answers. */
import { type ReactNode, useEffect, useState } from 'react';
import { toWireError } from '../../main/api/errors.ts';
import type { Decision, UnderReview } from '../../main/api/slices/review.ts';
import { isAllowed, may } from '../../main/api/who.ts';
import { useCall } from '../connection/use-station.ts';
import { useScan } from '../devices/scans.ts';
import { session } from '../session/who-store.ts';
import { KeyButton } from '../ui/key-button.tsx';
import { useSelect } from '../ui/store.ts';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AfterCards } from './after/after-cards.tsx';
import { UndoSlot } from './after/undo-slot.tsx';
import { CommentField } from './decide/comment-field.tsx';
import { DecideBar } from './decide/decide-bar.tsx';
import { canDecide, decide, goOn, ordered, step, withOpen, withScan } from './desk/desk.ts';
import { desk, useDesk } from './desk/review-desk.ts';
import { AlikeDialog } from './dialogs/alike-dialog.tsx';
import { FiguresDialog } from './dialogs/figures-dialog.tsx';
import { MarkAllDialog } from './dialogs/mark-all-dialog.tsx';
import { AlikeCard } from './opinion/alike-card.tsx';
import { DeadlineCard } from './opinion/deadline-card.tsx';
import { OpinionLine } from './opinion/opinion-card.tsx';
import { Stage } from './picture/stage.tsx';
import { useLooking } from './picture/use-looking.ts';
import { usePrefetch } from './picture/use-prefetch.ts';
import { QueueColumn } from './queue/queue-column.tsx';
import { LinkNote, NothingShown, PartLost, stateOfShown } from './states.tsx';

type Over =
  | { readonly kind: 'alike'; readonly index: number }
  | { readonly kind: 'figures' }
  /** As they were when it was opened: none that comes later is marked unseen. */
  | { readonly kind: 'mark-all'; readonly ids: readonly string[]; readonly classes: readonly string[] };

export function ReviewScreen() {
  const isSigningIn = useSelect(session, ({ sheet }) => sheet !== null);
  useOpenDesk();
  useScans(!isSigningIn);
  usePrefetch();
  const { t } = useWords();
  const [over, setOver] = useState<Over | null>(null);
  const close = (): void => setOver(null);
  const role = useDesk((state) => state.role);
  const shown = useDesk((state) => state.shown);
  const look = useDesk((state) => (state.shown ? (state.looks.get(state.shown.part.id) ?? null) : null));
  const part = shown && look && 'is' in look ? { ...look.is, ...shown.part } : null;
  const hasKeys = over === null && !isSigningIn;
  const isJudge = isAllowed(may.judge, role);
  useKeys(
    {
      n: () => desk.change((state) => step(state, 1)),
      p: () => desk.change((state) => step(state, -1)),
      PageDown: () => desk.change((state) => step(state, 1)),
      PageUp: () => desk.change((state) => step(state, -1)),
      a: part && part.alike.length > 0 ? () => setOver({ kind: 'alike', index: 0 }) : undefined,
      i: () => setOver({ kind: 'figures' }),
      x: isJudge && part ? () => setOver(allOf(part)) : undefined,
    },
    hasKeys,
  );
  return (
    <main
      className="review"
      aria-label={t('place.review')}
      data-part={shown?.part.id}
      data-seen={shown !== null && shown.seenAtMs !== null}
    >
      <div className="review-grid" data-empty={shown === null}>
        <QueueColumn>
          <LinkNote />
          <UndoSlot hasKeys={hasKeys} />
          <span className="queue-more">
            <KeyButton keyName="I" shortcut="I" onPress={() => setOver({ kind: 'figures' })}>
              {t('review.myFigures')}
            </KeyButton>
            {isJudge && part ? (
              <KeyButton keyName="X" shortcut="X" onPress={() => setOver(allOf(part))}>
                {t('review.markAllShort')}
              </KeyButton>
            ) : null}
          </span>
        </QueueColumn>
        {part ? <PartInFront part={part} hasKeys={hasKeys} /> : <NothingShown />}
        <aside className="review-aside">
          {shown ? <DeadlineCard part={shown.part} /> : null}
          <AfterCards hasKeys={hasKeys} />
          {part ? <AlikeCard part={part} onEnlarge={(index) => setOver({ kind: 'alike', index })} /> : null}
        </aside>
      </div>
      {over?.kind === 'alike' && part ? (
        <AlikeDialog
          part={part}
          index={over.index}
          onIndex={(index) => setOver({ kind: 'alike', index })}
          onClose={close}
        />
      ) : null}
      {over?.kind === 'figures' ? <FiguresDialog onClose={close} /> : null}
      {over?.kind === 'mark-all' ? <MarkAllDialog {...over} onClose={close} /> : null}
    </main>
  );
}

/** A scanned code shows the part that has it; one that no waiting part has is the line's, as anywhere else. */
function useScans(isActive: boolean): void {
  const call = useCall();
  useScan(
    isActive
      ? ({ code, by }) => {
          desk.change((state) => withScan(state, code));
          if (by === 'station' || (desk.get().scan?.found ?? false)) return;
          // Refused where it is not the station's own screen: the card says that no part here has it.
          call('devices.typed', { code }).catch(tellUnlessRefused);
        }
      : null,
  );
}

function tellUnlessRefused(thrown: unknown): void {
  const { code, message } = toWireError(thrown);
  if (code === 'internal') console.error(`a scanned code could not be given on: ${message}`);
}

/** The most urgent part is claimed when the place is opened, and given back when it is left. */
function useOpenDesk(): void {
  useEffect(() => {
    const leave = (): void => desk.change((state) => withOpen(state, false));
    desk.change((state) => withOpen(state, true));
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
}

interface PartInFrontProps {
  readonly part: UnderReview;
  readonly hasKeys: boolean;
}

function PartInFront({ part, hasKeys }: PartInFrontProps): ReactNode {
  const [comment, setComment] = useState({ of: part.id, text: '' });
  const text = comment.of === part.id ? comment.text : '';
  const isDecidable = useDesk(canDecide);
  const trouble = useDesk(stateOfShown);
  const looking = useLooking(part, hasKeys && trouble === null);
  const isEnabled = hasKeys && isDecidable;
  const onDecide = (decision: Decision, pressedAtMs: number): void => {
    const choice = { decisionId: crypto.randomUUID(), decision, comment: text.trim(), pressedAtMs };
    desk.change((state) => decide(state, choice, performance.now()));
  };
  return (
    <>
      <Stage part={part} {...looking} />
      <div className="review-context">
        <OpinionLine part={part} />
        <CommentField
          value={text}
          isEnabled={hasKeys && trouble === null}
          onChange={(value) => setComment({ of: part.id, text: value })}
        />
      </div>
      {trouble === null ? (
        <DecideBar part={part} isEnabled={isEnabled} onDecide={onDecide} />
      ) : (
        <PartLost part={part} trouble={trouble} hasKeys={hasKeys} onGoOn={() => desk.change(goOn)} />
      )}
    </>
  );
}

function allOf(part: UnderReview): Over {
  const ids = ordered(desk.get())
    .open.filter(({ claimedBy, id }) => claimedBy === null || id === part.id)
    .map(({ id }) => id);
  return { kind: 'mark-all', ids, classes: part.classes };
}
