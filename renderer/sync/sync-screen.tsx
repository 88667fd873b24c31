/** Has everything arrived? Targets and what waits for them; their settings, mappings and parked messages behind each. */
import { useState } from 'react';
import type { TargetKind } from '../../main/api/slices/sync-target.ts';
import { may } from '../../main/api/who.ts';
import { NoRights } from '../session/no-rights.tsx';
import { useIsAllowed } from '../session/who-store.ts';
import { useQuery } from '../shell/place.ts';
import { AskTrouble } from '../ui/ask-trouble.tsx';
import { Skeleton } from '../ui/card.tsx';
import { KeyButton } from '../ui/key-button.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { Overview } from './overview/overview.tsx';
import { ParkedPage } from './parked/parked-page.tsx';
import { ChooseKind } from './settings/choose-kind.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { show } from './show.ts';
import { overview, viewOf } from './sync-view.ts';
import { type SyncTold, useSync } from './use-sync.ts';

export function SyncScreen() {
  const isAllowed = useIsAllowed(may.inspect);
  if (isAllowed) return <Sync />;
  return (
    <div className="closed-place sync">
      <NoRights roles={may.inspect} />
    </div>
  );
}

function Sync() {
  const { told, askAgain } = useSync();
  switch (told.kind) {
    case 'loading':
      return <Waiting />;
    case 'failed':
      return (
        <section className="sync">
          <AskTrouble error={told.error} onAgain={askAgain} />
        </section>
      );
    case 'known':
      return <Known told={told} onChanged={askAgain} />;
  }
}

interface KnownProps {
  readonly told: SyncTold & { readonly kind: 'known' };
  readonly onChanged: () => void;
}

function Known({ told, onChanged }: KnownProps) {
  const view = viewOf(useQuery());
  const back = (): void => {
    onChanged();
    show(overview);
  };
  if (view.view === 'overview') return <Overview told={told} />;
  if (view.view === 'new') {
    if (view.kind === null) return <ChooseKind onBack={back} onChoose={(kind) => show({ view: 'new', kind })} />;
    return <NewTarget key={view.kind} kind={view.kind} told={told} onBack={back} />;
  }
  const target = told.state.targets.find(({ id }) => id === view.target);
  if (!target) return <Gone onBack={back} />;
  if (view.view === 'parked') return <ParkedPage key={target.id} target={target} onBack={back} />;
  return (
    <SettingsPage
      key={`${target.id} ${view.view}`}
      id={target.id}
      target={target}
      kind={target.settings.connection.kind}
      secretsKept={told.state.secretsKept}
      beginsAt={view.view === 'messages' ? { kind: view.kind, mends: view.mends } : null}
      onBack={view.view === 'messages' && view.mends ? () => show({ view: 'parked', target: target.id }) : back}
    />
  );
}

function NewTarget({ kind, told, onBack }: KnownOf & { readonly kind: TargetKind }) {
  const [id] = useState(() => crypto.randomUUID());
  return (
    <SettingsPage
      id={id}
      target={null}
      kind={kind}
      secretsKept={told.state.secretsKept}
      beginsAt={null}
      onBack={onBack}
    />
  );
}

interface KnownOf {
  readonly told: KnownProps['told'];
  readonly onBack: () => void;
}

function Gone({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  useKeys({ Escape: onBack });
  return (
    <section className="sync sync-empty">
      <h2>{t('targetForm.gone')}</h2>
      <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack}>
        {t('targetForm.back')}
      </KeyButton>
    </section>
  );
}

function Waiting() {
  return (
    <section className="sync" aria-busy="true">
      <div className="sync-grid">
        <div className="sync-targets">
          {['one', 'two'].map((place) => (
            <section key={place} className="card target-card">
              <Skeleton className="title" />
              <Skeleton className="plot" />
            </section>
          ))}
        </div>
        <div className="sync-side">
          <section className="card">
            <Skeleton className="title" />
            <Skeleton className="plot" />
          </section>
        </div>
      </div>
    </section>
  );
}
