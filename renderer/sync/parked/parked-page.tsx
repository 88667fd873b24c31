/** What the receiver will not take: why, what was sent, and sending it again. */
import { useState } from 'react';
import type { Parked, TargetStatus } from '../../../main/api/slices/sync.ts';
import { may } from '../../../main/api/who.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { fetchFile } from '../../quality/fetch-file.ts';
import { useAllowedCall } from '../../session/refusal.ts';
import { useIsAllowed } from '../../session/who-store.ts';
import { AskTrouble } from '../../ui/ask-trouble.tsx';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { show } from '../show.ts';
import { ParkedList } from './parked-list.tsx';
import { ParkedMessage } from './parked-message.tsx';
import { type ParkedPages, useParked } from './use-parked.ts';

export interface ParkedPageProps {
  readonly target: TargetStatus;
  readonly onBack: () => void;
}

/** Of many parked messages with their documents. */
const exportTimeoutMs = 5 * 60_000;

export function ParkedPage({ target, onBack }: ParkedPageProps) {
  const { t, numbers } = useWords();
  const pages = useParked(target);
  const [marked, mark] = useState<ReadonlySet<number>>(new Set());
  const [opened, open] = useState<Parked | null>(null);
  const mayMaintain = useIsAllowed(may.maintain);
  const { page } = pages;
  const rows = page?.parked ?? [];
  const current = rows.find(({ sequence }) => sequence === opened?.sequence) ?? null;
  const move = (by: number): void => {
    const place = rows.findIndex(({ sequence }) => sequence === current?.sequence);
    open(rows[Math.min(rows.length - 1, Math.max(0, place + by))] ?? null);
  };
  useKeys({
    Escape: onBack,
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    o: pages.older ?? undefined,
    w: pages.newer ?? undefined,
  });
  return (
    <section className="sync parked-page" aria-label={t('parked.title', { name: target.name })}>
      <header className="sync-head">
        <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack}>
          {t('targetForm.back')}
        </KeyButton>
        <h2>{t('parked.title', { name: target.name })}</h2>
        <span className="muted">
          {page ? t('parked.total', { count: page.total, shown: numbers.count(page.total) }) : null}
        </span>
        <div className="parked-deeds">
          {mayMaintain && page && page.total > 0 ? (
            <Deeds target={target} marked={[...marked]} onDone={() => mark(new Set())} again={pages.again} />
          ) : null}
        </div>
      </header>
      {pages.answer.kind === 'failed' ? (
        <AskTrouble error={pages.answer.error} onAgain={pages.again} />
      ) : page === null ? (
        <Skeleton className="plot" />
      ) : rows.length === 0 ? (
        <div className="sync-empty">
          <p>{t('parked.empty')}</p>
        </div>
      ) : (
        <div className="parked-columns">
          <div className="parked-left">
            <p className="muted">{t('parked.about')}</p>
            <ParkedList
              key={pages.number}
              rows={rows}
              current={current?.sequence ?? null}
              marked={marked}
              mayMark={mayMaintain}
              onOpen={open}
              onMark={mark}
            />
            <Pages pages={pages} />
          </div>
          {current ? (
            <ParkedMessage
              key={current.sequence}
              target={target.id}
              parked={current}
              mayMaintain={mayMaintain}
              onResent={pages.again}
              onMend={() =>
                show({
                  ...{ view: 'messages', target: target.id, kind: current.kind },
                  mends: { sequence: current.sequence, part: current.part },
                })
              }
            />
          ) : (
            <p className="parked-hint muted">{t('parked.choose')}</p>
          )}
        </div>
      )}
    </section>
  );
}

function Pages({ pages: { older, newer, number } }: { readonly pages: ParkedPages }) {
  const { t } = useWords();
  if (!older && !newer) return null;
  return (
    <div className="parked-pages">
      <KeyButton keyName="W" shortcut="W" isDisabled={newer === null} onPress={() => newer?.()}>
        {t('parked.newer')}
      </KeyButton>
      <span className="muted">{t('parked.page', { number })}</span>
      <KeyButton keyName="O" shortcut="O" isDisabled={older === null} onPress={() => older?.()}>
        {t('parked.older')}
      </KeyButton>
    </div>
  );
}

interface DeedsProps {
  readonly target: TargetStatus;
  readonly marked: readonly number[];
  readonly onDone: () => void;
  readonly again: () => void;
}

function Deeds({ target: { id }, marked, onDone, again }: DeedsProps) {
  const { t, numbers } = useWords();
  const call = useAllowedCall();
  const resending = useDeed<{ readonly count: number }>();
  const writing = useDeed<{ readonly file: string }>();
  const resend = (sequences: number[] | null): void =>
    resending.start(
      () => call('sync.resend', { target: id, sequences }),
      () => {
        onDone();
        again();
      },
    );
  const write = (): void =>
    writing.start(
      () => call('sync.exportParked', { target: id }, { timeoutMs: exportTimeoutMs }),
      ({ file }) => fetchFile(`/exports/${encodeURIComponent(file)}`),
    );
  const chosen = marked.length === 0 ? null : [...marked];
  useKeys({ a: () => resend(chosen), x: write });
  return (
    <>
      <p className="deed-words" role="status">
        {resending.deed.kind === 'done'
          ? t('parked.resent', { count: resending.deed.value.count, shown: numbers.count(resending.deed.value.count) })
          : null}
        {writing.deed.kind === 'done' ? t('parked.exported', { file: writing.deed.value.file }) : null}
      </p>
      <DeedTrouble deed={resending.deed} />
      <DeedTrouble deed={writing.deed} />
      <KeyButton keyName="A" shortcut="A" isDisabled={resending.deed.kind === 'running'} onPress={() => resend(chosen)}>
        {chosen ? t('parked.resendChosen', { shown: numbers.count(chosen.length) }) : t('parked.resendAll')}
      </KeyButton>
      <KeyButton keyName="X" shortcut="X" isDisabled={writing.deed.kind === 'running'} onPress={write}>
        {writing.deed.kind === 'running' ? t('parked.exporting') : t('parked.export')}
      </KeyButton>
    </>
  );
}
