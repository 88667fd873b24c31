/** The settings of one target: the connection with its test, what each kind of message looks like, and removing it. */
import { useRef, useState } from 'react';
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import type { MessageKind, TargetKind } from '../../../main/api/slices/sync-target.ts';
import { may } from '../../../main/api/who.ts';
import { useDeed } from '../../connection/use-deed.ts';
import { DeedTrouble } from '../../quality/deed-trouble.tsx';
import { useAllowedCall } from '../../session/refusal.ts';
import { useIsAllowed } from '../../session/who-store.ts';
import { KeyButton, letGo } from '../../ui/key-button.tsx';
import { isField, useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { MappingEditor } from '../mapping/mapping-editor.tsx';
import type { Mended } from '../sync-view.ts';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionTest } from './connection-test.tsx';
import type { FieldFault } from './faults.ts';
import { RemoveTarget } from './remove-target.tsx';
import { type TargetDraft, useTargetDraft } from './use-target-draft.ts';

export interface SettingsPageProps {
  readonly id: string;
  /** Null: a new one. */
  readonly target: TargetStatus | null;
  readonly kind: TargetKind;
  readonly secretsKept: 'key-store' | 'file';
  /** The mapping that is meant; null: the connection. */
  readonly beginsAt: { readonly kind: MessageKind; readonly mends: Mended | null } | null;
  readonly onBack: () => void;
}

type Tab = 'connection' | 'messages';

export function SettingsPage({ id, target, kind, secretsKept, beginsAt, onBack }: SettingsPageProps) {
  const { t } = useWords();
  const call = useAllowedCall();
  const mayMaintain = useIsAllowed(may.maintain);
  const mayRemove = useIsAllowed(may.administer);
  const form = useTargetDraft(kind, target);
  const [tab, setTab] = useState<Tab>(beginsAt ? 'messages' : 'connection');
  const [isTried, setTried] = useState(false);
  const { deed, start } = useDeed<unknown>();
  const place = useRef<HTMLElement>(null);
  const faults = faultsIn(form);
  const mends = beginsAt?.mends ?? null;
  const lookAgain = (): void => {
    setTried(true);
    const isMapping = [...faults.keys()].some((path) => path.startsWith('mapping'));
    if (faults.size > 0) setTab(isMapping && faults.size === 1 ? 'messages' : 'connection');
    // Once it is drawn: the first that needs a look is the next to be typed in.
    setTimeout(() => place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0);
  };
  const save = (): void => {
    const { checked, name, secrets, startsFrom } = form;
    if (!mayMaintain || !(form.isChanged || mends || !target)) return;
    if (!checked.isGood || faults.size > 0) {
      lookAgain();
      return;
    }
    const { settings } = checked;
    start(
      async () => {
        await call('sync.saveTarget', { id, name, settings, secrets, startsFrom });
        if (mends) await call('sync.resend', { target: id, sequences: [mends.sequence] });
      },
      () => {
        form.saved();
        onBack();
      },
    );
  };
  useKeys({
    s: save,
    // What was typed is not lost to a key.
    Escape: () => {
      if (isField(document.activeElement)) blur();
      else if (!form.isChanged) onBack();
    },
    c: () => setTab('connection'),
    o: () => setTab('messages'),
  });
  const shownFaults = isTried ? faults : noFaults;
  return (
    <section className="sync target-page" data-tab={tab} ref={place}>
      <header className="sync-head">
        {form.isChanged ? (
          <button type="button" className="key-button" onClick={onBack}>
            {t('targetForm.discard')}
          </button>
        ) : (
          <KeyButton keyName={t('key.escape')} shortcut="Escape" onPress={onBack}>
            {t('targetForm.back')}
          </KeyButton>
        )}
        <h2>{target?.name ?? t('targetForm.new', { kind: t(`targetKind.${kind}`) })}</h2>
        {target ? <span className="muted">{t(`targetKind.${kind}`)}</span> : null}
        <div className="sync-head-tabs">
          <TabButton tab="connection" keyName="C" current={tab} onPress={setTab} />
          <TabButton tab="messages" keyName="O" current={tab} onPress={setTab} />
        </div>
        {mayMaintain ? (
          <KeyButton
            keyName="S"
            shortcut="S"
            className="accent"
            isDisabled={deed.kind === 'running' || !(form.isChanged || mends || !target)}
            onPress={save}
          >
            {deed.kind === 'running' ? t('targetForm.saving') : t(mends ? 'targetForm.saveResend' : 'targetForm.save')}
          </KeyButton>
        ) : null}
      </header>
      <div className="sync-notes" aria-live="polite">
        {mayMaintain ? null : <p className="muted">{t('targetForm.onlyMaintenance')}</p>}
        {shownFaults.size > 0 ? (
          <p className="field-fault">{t('targetForm.look', { count: shownFaults.size })}</p>
        ) : null}
        <DeedTrouble deed={deed} />
      </div>
      {tab === 'connection' ? (
        <div className="target-columns">
          <fieldset className="plain-fieldset" disabled={!mayMaintain}>
            <legend className="spoken-only">{t('targetForm.connection')}</legend>
            <ConnectionForm {...{ kind, target, form, secretsKept }} faults={shownFaults} />
          </fieldset>
          <div className="target-side">
            {mayMaintain ? <ConnectionTest id={id} form={form} onFault={lookAgain} /> : null}
            {target ? <RemoveTarget target={target} mayRemove={mayRemove} onRemoved={onBack} /> : null}
          </div>
        </div>
      ) : (
        <MappingEditor
          kind={kind}
          form={form}
          faults={shownFaults}
          beginsAt={beginsAt?.kind ?? 'part'}
          part={mends?.part ?? null}
          mayChange={mayMaintain}
        />
      )}
    </section>
  );
}

interface TabButtonProps {
  readonly tab: Tab;
  readonly keyName: string;
  readonly current: Tab;
  readonly onPress: (tab: Tab) => void;
}

function TabButton({ tab, keyName, current, onPress }: TabButtonProps) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="key-button"
      aria-pressed={tab === current}
      aria-keyshortcuts={keyName}
      onClick={(event) => {
        letGo(event);
        onPress(tab);
      }}
    >
      <span>{t(`targetForm.${tab}`)}</span>
      <span className="key" aria-hidden="true">
        {keyName}
      </span>
    </button>
  );
}

const noFaults: ReadonlyMap<string, FieldFault> = new Map();

function faultsIn({ checked, hasName }: TargetDraft): ReadonlyMap<string, FieldFault> {
  return new Map([
    ...(hasName ? [] : [['name', { fault: 'needed', limit: null }] as const]),
    ...(checked.isGood ? [] : checked.faults),
  ]);
}

function blur(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
