/** What the screen says while there is no part to decide, or while the one in front of somebody is not theirs any more. */
import type { ReactNode } from 'react';
import type { UnderReview } from '../../main/api/slices/review.ts';
import { assertNever } from '../../main/api/words.ts';
import { useLive } from '../live/live-context.ts';
import { isConnected } from '../live/live-store.ts';
import { openSignIn, useWho } from '../session/who-store.ts';
import { go } from '../shell/place.ts';
import { Skeleton } from '../ui/card.tsx';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { VerdictShape } from '../ui/verdict-shape.tsx';
import { told } from '../words/told.ts';
import { useWords } from '../words/use-words.ts';
import type { Desk } from './desk/desk.ts';
import { toKeep } from './desk/outbox.ts';
import { useDesk } from './desk/review-desk.ts';
import { mayDecide } from './queue/order.ts';

/** Why the part in front of the person is not theirs to decide. */
export type Trouble = 'claimed' | 'gone' | 'with-quality' | 'not-signed-in';

export function stateOfShown({ shown, role, by, needsName }: Desk): Trouble | null {
  if (!shown) return null;
  if (role === null || (needsName && by === null)) return 'not-signed-in';
  if (shown.hold.at === 'lost') return shown.hold.by === null ? 'gone' : 'claimed';
  return mayDecide(role, shown.part.stage) ? null : 'with-quality';
}

export interface PartLostProps {
  readonly part: UnderReview;
  readonly trouble: Trouble;
  readonly hasKeys: boolean;
  readonly onGoOn: () => void;
}

/** In the place of the answers: nothing covers the picture, and nothing moves until the person goes on. */
export function PartLost({ part, trouble, hasKeys, onGoOn }: PartLostProps) {
  const { t } = useWords();
  const by = useDesk(({ shown }) => (shown?.hold.at === 'lost' ? shown.hold.by : null));
  const isSignIn = trouble === 'not-signed-in';
  const goOn = isSignIn ? () => openSignIn() : onGoOn;
  useKeys({ Enter: goOn }, hasKeys);
  const values = { label: part.label, name: by ?? '' };
  const words = (): string => {
    switch (trouble) {
      case 'claimed':
        return t('review.lostClaimed', values);
      case 'gone':
        return t('review.lostGone', values);
      case 'with-quality':
        return t('review.lostQuality', values);
      case 'not-signed-in':
        return t('review.lostSignIn', values);
      default:
        return assertNever(trouble);
    }
  };
  return (
    <div className="decide part-lost" role="status">
      <p>
        <VerdictShape verdict="review" />
        {words()}
      </p>
      <button type="button" className="decide-button" data-kind="go-on" onClick={goOn}>
        <span>{isSignIn ? t('session.signIn') : t('review.goOn')}</span>
        <span className="key" aria-hidden="true">
          {t('key.enter')}
        </span>
      </button>
    </div>
  );
}

/** No part, or none yet. */
export function NothingShown() {
  const { t, numbers } = useWords();
  const isLinked = useLive(isConnected);
  const queue = useDesk((state) => state.queue);
  const error = useDesk((state) => state.queueError);
  const role = useDesk((state) => state.role);
  const here = useWho();
  const shown = useDesk((state) => state.shown);
  const look = useDesk((state) => (state.shown ? (state.looks.get(state.shown.part.id) ?? null) : null));
  if (here === null && isLinked) return <Loading />;
  if (role === null || error?.code === 'not-allowed') {
    return (
      <Calm title={t('review.signInTitle')} detail={t('review.signInDetail')}>
        <KeyButton keyName="F2" shortcut="F2" className="accent" onPress={() => openSignIn()}>
          {t('session.signIn')}
        </KeyButton>
      </Calm>
    );
  }
  if (look && 'error' in look) {
    return <Calm title={t('review.lookFailed')} detail={told(t, numbers, look.error.message)} />;
  }
  if (error) return <Calm title={t('review.queueFailed')} detail={told(t, numbers, error.message)} />;
  if (!isLinked && !shown) return <Calm title={t('review.linkLostTitle')} detail={t('review.linkLostDetail')} />;
  if (queue === null || shown) return <Loading />;
  return <NothingWaits />;
}

function NothingWaits() {
  const { t, numbers } = useWords();
  const decided = useDesk((state) => state.decided);
  const withOthers = useDesk(({ queue }) => (queue ? queue.parts.length : 0));
  const toLive = (): void => go('live');
  useKeys({ Enter: toLive });
  return (
    <section className="review-calm">
      <VerdictShape verdict="pass" />
      <p className="notice-title">{t('review.emptyTitle')}</p>
      <p className="notice-detail">
        {decided === 0
          ? t('review.emptyNone')
          : t('review.emptyDecided', { count: decided, formatted: numbers.count(decided) })}
      </p>
      {withOthers > 0 ? <p className="notice-detail">{t('review.emptyOthers', { count: withOthers })}</p> : null}
      <KeyButton keyName={t('key.enter')} shortcut="Enter" className="accent" onPress={toLive}>
        {t('review.toLive')}
      </KeyButton>
    </section>
  );
}

interface CalmProps {
  readonly title: string;
  readonly detail: string;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

function Calm({ title, detail, children }: CalmProps) {
  return (
    <section className="review-calm">
      <p className="notice-title">{title}</p>
      <p className="notice-detail">{detail}</p>
      {children}
    </section>
  );
}

/** The shape of what will come. */
function Loading() {
  const { t } = useWords();
  return (
    <section className="review-loading" aria-label={t('review.loading')} aria-busy="true">
      <Skeleton className="plot" />
      <Skeleton className="line" />
      <div>
        <Skeleton className="plot" />
        <Skeleton className="plot" />
        <Skeleton className="plot" />
      </div>
    </section>
  );
}

/** What waits for the connection: nothing of it is lost. */
export function LinkNote() {
  const { t, numbers } = useWords();
  const isLinked = useDesk((state) => state.isConnected);
  const kept = useDesk((state) => toKeep(state.outbox).filter(({ sending }) => sending.at !== 'refused').length);
  const ofOthers = useDesk((state) => toKeep(state.outbox).filter(({ by }) => by !== state.by).length);
  if (ofOthers > 0) {
    return (
      <p className="link-note">{t('review.keptOfOthers', { count: ofOthers, formatted: numbers.count(ofOthers) })}</p>
    );
  }
  if (isLinked || kept === 0) return null;
  return <p className="link-note">{t('review.kept', { count: kept, formatted: numbers.count(kept) })}</p>;
}
