/** Who did what, when and why; and whether anybody has changed that since. */
import { useState } from 'react';
import { may } from '../../../main/api/who.ts';
import { NoRights } from '../../session/no-rights.tsx';
import { useIsAllowed } from '../../session/who-store.ts';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { CheckCard, HeadCard } from './check-card.tsx';
import { EntryRow } from './entry-row.tsx';
import { ExportCard } from './export-card.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Chosen, nothingChosen } from './groups.ts';
import { type HistoryList, useHistory } from './use-history.ts';
import { useWork } from './use-work.ts';

export function HistoryScreen() {
  const isAllowed = useIsAllowed(may.inspect);
  return isAllowed ? <History /> : <NoRights roles={may.inspect} />;
}

function History() {
  const { t } = useWords();
  const [chosen, choose] = useState<Chosen>(nothingChosen);
  const list = useHistory(chosen);
  const work = useWork();
  const mayExport = useIsAllowed(may.judge);
  return (
    <section className="desk history" aria-label={t('history.title')}>
      <div className="history-list">
        <FilterBar chosen={chosen} onChoose={choose} />
        <Entries list={list} />
      </div>
      <div className="history-side">
        <CheckCard {...work} />
        <HeadCard head={work.head} />
        {mayExport ? <ExportCard work={work} chosen={chosen} /> : null}
      </div>
    </section>
  );
}

function Entries({ list }: { readonly list: HistoryList }) {
  const { t, numbers } = useWords();
  const { listed, older, askAgain } = list;
  useKeys({ o: older, ...(listed.kind === 'failed' ? { r: askAgain } : {}) });
  switch (listed.kind) {
    case 'loading':
      return (
        <div className="history-rows" aria-busy="true">
          {Array.from({ length: 8 }, (_, place) => place).map((place) => (
            <Skeleton key={place} className="entry-skeleton" />
          ))}
        </div>
      );
    case 'failed':
      return (
        <div className="history-failed" role="alert">
          <VerdictShape verdict="review" />
          <h2>{t('history.failed')}</h2>
          <p>{told(t, numbers, listed.error.message)}</p>
          {listed.error.remedy ? <p>{told(t, numbers, listed.error.remedy)}</p> : null}
          <KeyButton keyName="R" shortcut="R" onPress={askAgain}>
            {t('history.again')}
          </KeyButton>
        </div>
      );
    case 'known':
      if (listed.entries.length === 0) return <p className="history-nothing muted">{t('history.empty')}</p>;
      return (
        <div className="history-rows">
          <ul className="entry-rows">
            {listed.entries.map((entry) => (
              <EntryRow key={entry.entry} entry={entry} />
            ))}
          </ul>
          {listed.next === null ? null : (
            <KeyButton keyName="O" shortcut="O" onPress={older}>
              {t('history.older')}
            </KeyButton>
          )}
        </div>
      );
  }
}
