/** One target: how it does, what waits for it, and what can be done about it. */
import type { Client } from '../../../main/api/client.ts';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { may } from '../../../main/api/who.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { useStationNow } from '../../live/use-station-now.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { useIsAllowed } from '../../session/who-store.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { DeedButton } from '../deed-button.tsx';
import { show } from '../show.ts';
import type { Backlog } from './catch-up.ts';
import { StateShape } from './state-shape.tsx';
import { TargetFacts } from './target-facts.tsx';
import { levelOf, untilWords } from './target-words.ts';

export interface TargetCardProps {
  readonly target: TargetStatus;
  readonly backlog: Backlog;
  /** Keys are this one's, and are printed on its buttons. */
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

export function TargetCard({ target, backlog, isChosen, onChoose }: TargetCardProps) {
  const { t, numbers } = useWords();
  const level = levelOf(target);
  return (
    <li
      className="card target-card"
      data-state={target.state}
      data-level={level}
      data-chosen={isChosen}
      onPointerDown={onChoose}
      onFocus={onChoose}
    >
      <header className="target-head">
        <StateShape state={target.state} level={level} />
        <h2>{target.name}</h2>
        <span className="target-kind muted">{t(`targetKind.${target.settings.connection.kind}`)}</span>
        <p className="target-state">
          <strong>{t(`targetState.${target.state}`)}</strong>
          <NextTry target={target} />
        </p>
      </header>
      {target.detail === null ? null : (
        <p className="target-detail" data-level={target.state === 'stopped' ? 'urgent' : 'normal'}>
          {told(t, numbers, target.detail)}
          {target.remedy === null ? null : <span>{told(t, numbers, target.remedy)}</span>}
        </p>
      )}
      <Alarm target={target} />
      <TargetFacts target={target} backlog={backlog} />
      <Deeds target={target} isChosen={isChosen} />
    </li>
  );
}

function NextTry({ target: { state, nextTryAt } }: { readonly target: TargetStatus }) {
  const { t } = useWords();
  const isResting = (state === 'waiting' || state === 'stopped') && nextTryAt !== null;
  const now = useStationNow(500, isResting);
  if (!isResting) return null;
  const leftMs = nextTryAt - now;
  return <span>{leftMs > 0 ? t('sync.nextTry', { left: untilWords(t, leftMs) }) : t('sync.nextTryNow')}</span>;
}

function Alarm({ target: { alarm, parked, settings } }: { readonly target: TargetStatus }) {
  const { t, numbers } = useWords();
  const { maxHours, maxBytes } = settings.backlog;
  const words = [
    alarm === 'age' ? t('sync.alarmAge', { limit: hoursWords(t, numbers, maxHours) }) : null,
    alarm === 'bytes' ? t('sync.alarmBytes', { limit: numbers.bytes(maxBytes) }) : null,
    parked > 0 ? t('sync.parkedNote', { count: parked, shown: numbers.count(parked) }) : null,
  ].filter((each) => each !== null);
  if (words.length === 0) return null;
  return (
    <p className="target-detail" data-level="warning">
      {words.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </p>
  );
}

function hoursWords(
  t: ReturnType<typeof useWords>['t'],
  numbers: ReturnType<typeof useWords>['numbers'],
  hours: number,
): string {
  const isWhole = Number.isInteger(hours);
  return `${isWhole ? numbers.count(hours) : numbers.fixed(hours, 1)} ${t('syncUnit.hours')}`;
}

function Deeds({ target, isChosen }: Pick<TargetCardProps, 'target' | 'isChosen'>) {
  const { t, numbers } = useWords();
  const call = useAllowedCall();
  const mayMaintain = useIsAllowed(may.maintain);
  const { deed, start } = useDeed<unknown>();
  const { id, state, parked } = target;
  const isPaused = state === 'paused';
  const act = (ask: (to: Client['call']) => Promise<unknown>): void => start(() => ask(call));
  const tryNow = (): void => act((to) => to('sync.tryNow', { target: id }));
  const turn = (): void => act((to) => to('sync.pause', { target: id, isPaused: !isPaused }));
  const set = (): void => show({ view: 'settings', target: id });
  const look = (): void => show({ view: 'parked', target: id });
  useKeys({ ...(mayMaintain ? { t: isPaused ? undefined : tryNow, p: turn } : {}), s: set, k: look }, isChosen);
  return (
    <div className="target-deeds">
      {mayMaintain && !isPaused ? (
        <DeedButton keyName="T" hasKey={isChosen} onPress={tryNow}>
          {t('sync.tryNow')}
        </DeedButton>
      ) : null}
      {mayMaintain ? (
        <DeedButton keyName="P" hasKey={isChosen} onPress={turn}>
          {t(isPaused ? 'sync.resume' : 'sync.pause')}
        </DeedButton>
      ) : null}
      <DeedButton keyName="S" hasKey={isChosen} onPress={set}>
        {t('sync.settings')}
      </DeedButton>
      <DeedButton keyName="K" hasKey={isChosen} onPress={look}>
        {t('sync.parked', { shown: numbers.count(parked) })}
      </DeedButton>
      <DeedTrouble deed={deed} />
    </div>
  );
}
