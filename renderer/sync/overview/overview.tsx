/** All targets, what the MES is asked, and what is wrong with sync as a whole. */
import { useState } from 'react';
import type { SyncState } from '../../../main/api/slices/sync.ts';
import { may } from '../../../main/api/who.ts';
import { useIsAllowed } from '../../session/who-store.ts';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told as toldIn } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { show } from '../show.ts';
import type { SyncTold } from '../use-sync.ts';
import { QuestionsCard } from './questions-card.tsx';
import { TargetCard } from './target-card.tsx';
import { mostUrgentFirst } from './target-words.ts';

export function Overview({ told }: { readonly told: SyncTold & { readonly kind: 'known' } }) {
  const { t } = useWords();
  const { state, backlogs } = told;
  const mayMaintain = useIsAllowed(may.maintain);
  const [chosen, choose] = useState<string | null>(null);
  const targets = mostUrgentFirst(state.targets);
  const current = targets.find(({ id }) => id === chosen) ?? targets[0];
  const add = (): void => {
    if (mayMaintain) show({ view: 'new', kind: null });
  };
  const move = (by: number): void => {
    const place = targets.findIndex(({ id }) => id === current?.id);
    choose(targets[Math.min(targets.length - 1, Math.max(0, place + by))]?.id ?? null);
  };
  useKeys({ n: add, ArrowDown: () => move(1), ArrowUp: () => move(-1) });
  if (state.targets.length === 0) return <Nothing state={state} onAdd={mayMaintain ? add : null} />;
  return (
    <section className="sync" aria-label={t('sync.title')}>
      <Trouble state={state} />
      <div className="sync-grid">
        <ul className="sync-targets" aria-label={t('sync.targets')}>
          {targets.map((target) => (
            <TargetCard
              key={target.id}
              target={target}
              backlog={backlogs.get(target.id) ?? []}
              isChosen={target.id === current?.id}
              onChoose={() => choose(target.id)}
            />
          ))}
        </ul>
        <div className="sync-side">
          {mayMaintain ? (
            <KeyButton keyName="N" shortcut="N" className="sync-add" onPress={add}>
              {t('sync.add')}
            </KeyButton>
          ) : null}
          <QuestionsCard state={state} />
          <p className="sync-secrets muted">
            {t(state.secretsKept === 'file' ? 'secrets.inFile' : 'secrets.inKeyStore')}
          </p>
        </div>
      </div>
    </section>
  );
}

function Trouble({ state: { trouble } }: { readonly state: SyncState }) {
  const { t, numbers } = useWords();
  if (trouble === null) return null;
  return (
    <div className="sync-trouble" role="alert">
      <VerdictShape verdict="fail" />
      <p>
        <strong>{t('sync.trouble')}</strong> {toldIn(t, numbers, trouble)}
      </p>
      <p className="muted">{t('sync.troubleText')}</p>
    </div>
  );
}

function Nothing({ state, onAdd }: { readonly state: SyncState; readonly onAdd: (() => void) | null }) {
  const { t } = useWords();
  return (
    <section className="sync" aria-label={t('sync.title')}>
      <Trouble state={state} />
      <div className="sync-empty">
        <svg viewBox="0 0 96 48" aria-hidden="true" className="sync-way">
          <rect x="2" y="10" width="28" height="28" rx="5" />
          <path d="M36 24h24M52 16l8 8-8 8" />
          <rect x="66" y="10" width="28" height="28" rx="5" className="sync-way-there" />
        </svg>
        <h2>{t('sync.emptyTitle')}</h2>
        <p>{t('sync.emptyText')}</p>
        {onAdd ? (
          <KeyButton keyName="N" shortcut="N" className="accent" onPress={onAdd}>
            {t('sync.add')}
          </KeyButton>
        ) : (
          <p className="muted">{t('sync.emptyMaintenance')}</p>
        )}
      </div>
    </section>
  );
}
