/** What waits, how fast it goes, when it will be done, and what was last wrong. Always the same rows: nothing jumps. */
import type { ReactNode } from 'react';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { useStationNow } from '../../live/use-station-now.ts';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { type Backlog, caughtUpInMs } from './catch-up.ts';
import { backlogWords, momentWords, rateWords, untilWords } from './target-words.ts';

export interface TargetFactsProps {
  readonly target: TargetStatus;
  readonly backlog: Backlog;
}

export function TargetFacts({ target, backlog }: TargetFactsProps) {
  const { t, numbers } = useWords();
  const now = useStationNow(5_000);
  const { lastSentAt, lastError } = target;
  return (
    <dl className="target-facts">
      <Fact label={t('sync.waits')} isWide>
        <strong>{backlogWords(t, numbers, target, now)}</strong>
      </Fact>
      <Fact label={t('sync.rate')}>{rateWords(t, numbers, target.perSecond)}</Fact>
      <Fact label={t('sync.caughtUp')}>
        <CaughtUp target={target} backlog={backlog} now={now} />
      </Fact>
      <Fact label={t('sync.lastSent')}>
        {lastSentAt === null ? t('sync.never') : momentWords(numbers, lastSentAt, now)}
      </Fact>
      <Fact label={t('sync.sent')}>{numbers.count(target.sent)}</Fact>
      <Fact label={t('sync.lastError')} isWide>
        {lastError === null
          ? t('sync.noError')
          : t('sync.errorAt', {
              time: momentWords(numbers, lastError.at, now),
              text: told(t, numbers, lastError.text),
            })}
      </Fact>
    </dl>
  );
}

function CaughtUp({ target, backlog, now }: TargetFactsProps & { readonly now: number }) {
  const { t, numbers } = useWords();
  if (target.state === 'starting') return t('sync.caughtUpUnknown');
  if (target.waiting === 0) return t('sync.caughtUpAlready');
  if (target.state !== 'sending') return t('sync.caughtUpNot');
  const leftMs = caughtUpInMs(backlog);
  if (leftMs === null) return t('sync.caughtUpUnknown');
  return t('sync.caughtUpAt', { time: numbers.clock(now + leftMs), left: untilWords(t, leftMs) });
}

interface FactProps {
  readonly label: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, isWide, children }: FactProps) {
  return (
    <div data-wide={isWide === true}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
