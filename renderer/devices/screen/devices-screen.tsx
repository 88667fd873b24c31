/** Is every scanner, pedal and light well, and what do they say? */
import { useState } from 'react';
import type { DevicesState } from '../../../main/api/slices/devices.ts';
import { Skeleton } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told as toldIn } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { DeviceList } from './device-list.tsx';
import { LearnCard } from './learn-card.tsx';
import { LightCard } from './light-card.tsx';
import { ReportList } from './report-list.tsx';
import { ScannerCard } from './scanner-card.tsx';
import { type DevicesTold, useDevices } from './use-devices.ts';

export function DevicesScreen() {
  const devices = useDevices();
  switch (devices.told.kind) {
    case 'loading':
      return (
        <div className="devices" aria-busy="true">
          <div className="devices-grid">
            {['list', 'reports', 'learn', 'light', 'scanner'].map((place) => (
              <section key={place} className={`card device-${place}`}>
                <Skeleton className="word" />
                <Skeleton className="plot" />
              </section>
            ))}
          </div>
        </div>
      );
    case 'failed':
      return <Failed told={devices} error={devices.told.error} />;
    case 'known':
      return <Known told={devices} state={devices.told.state} />;
  }
}

function Known({ told, state }: { readonly told: DevicesTold; readonly state: DevicesState }) {
  const { t, numbers } = useWords();
  const [chosen, choose] = useState<string | null>(null);
  const only = state.devices.find(({ id }) => id === chosen) ?? null;
  return (
    <div className="devices">
      {state.trouble ? (
        <p className="device-trouble" data-level="warning">
          <VerdictShape verdict="review" />
          <span>
            <strong>{toldIn(t, numbers, state.trouble.detail)}</strong> {toldIn(t, numbers, state.trouble.remedy)}
          </span>
        </p>
      ) : null}
      {state.isVirtual ? <p className="device-virtual muted">{t('devices.virtual')}</p> : null}
      <div className="devices-grid">
        <DeviceList state={state} chosen={only?.id ?? null} onChoose={(id) => choose(id === chosen ? null : id)} />
        <ReportList told={told} devices={state.devices} only={only} />
        <LearnCard state={state} />
        <LightCard light={state.light} isKeyFree={state.learnsUntil === null} />
        <ScannerCard isLearning={state.learnsUntil !== null} />
      </div>
    </div>
  );
}

function Failed({
  told,
  error,
}: {
  readonly told: DevicesTold;
  readonly error: { message: string; remedy: string | undefined };
}) {
  const { t, numbers } = useWords();
  useKeys({ t: told.askAgain });
  return (
    <div className="devices-failed" role="alert">
      <VerdictShape verdict="review" />
      <h2>{t('devices.failed')}</h2>
      <p>{toldIn(t, numbers, error.message)}</p>
      {error.remedy ? <p>{toldIn(t, numbers, error.remedy)}</p> : null}
      <KeyButton keyName="T" shortcut="T" onPress={told.askAgain}>
        {t('devices.tryAgain')}
      </KeyButton>
    </div>
  );
}
