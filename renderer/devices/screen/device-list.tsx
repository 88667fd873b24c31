/** What is plugged in and how it is. Touching one shows only its reports. */
import type { DeviceStatus, DevicesState } from '../../../main/api/slices/devices.ts';
import { Card } from '../../ui/card.tsx';
import { letGo } from '../../ui/key-button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { VerdictShape } from '../../ui/verdict-shape.tsx';
import { told } from '../../words/told.ts';
import { useWords } from '../../words/use-words.ts';
import { isTroubled, nameOf } from './device-words.ts';
import { PlayButtons } from './play-buttons.tsx';

export interface DeviceListProps {
  readonly state: DevicesState;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export function DeviceList({ state, chosen, onChoose }: DeviceListProps) {
  const { t, numbers } = useWords();
  const { devices } = state;
  return (
    <Card className="device-list" title={t('devices.list')} value={numbers.count(devices.length)}>
      {devices.length === 0 ? (
        <div className="device-nothing">
          <p>{t('devices.none')}</p>
          {state.trouble ? null : <p className="muted">{t('devices.noneRemedy')}</p>}
        </div>
      ) : (
        <ul className="device-rows">
          {devices.map((device) => (
            <li key={device.id} className="device-row" data-state={device.state} data-kind={device.kind}>
              <DeviceRow device={device} isChosen={device.id === chosen} onChoose={() => onChoose(device.id)} />
              {device.isVirtual ? <PlayButtons device={device} /> : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface DeviceRowProps {
  readonly device: DeviceStatus;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function DeviceRow({ device, isChosen, onChoose }: DeviceRowProps) {
  const { t, numbers } = useWords();
  return (
    <button
      type="button"
      className="device-button"
      aria-pressed={isChosen}
      onClick={(event) => {
        letGo(event);
        onChoose();
      }}
    >
      <span className="device-mark">
        {isTroubled(device) ? <VerdictShape verdict="review" /> : <span className="chip-dot" />}
      </span>
      <span className="device-name">
        <strong>{nameOf(t, device)}</strong>
        <span className="muted device-numbers">
          {device.device} {device.usages.join(' ')}
        </span>
      </span>
      <span className="device-kind">
        <span>{t(`deviceKind.${device.kind}`)}</span>
        <span className="muted">{t(`deviceState.${device.state}`)}</span>
      </span>
      <span className="device-counts">
        <span>{t('devices.reports', { count: device.reports, shown: numbers.count(device.reports) })}</span>
        <Quiet device={device} />
      </span>
      {device.detail ? (
        <span className="device-detail">
          {told(t, numbers, device.detail)}
          {device.remedy ? <span className="device-remedy">{told(t, numbers, device.remedy)}</span> : null}
        </span>
      ) : null}
    </button>
  );
}

/** How much of it was garbage, else when it last said something. */
function Quiet({ device }: { readonly device: DeviceStatus }) {
  const { t, numbers } = useWords();
  useNow(10_000);
  if (device.garbage > 0)
    return (
      <span className="device-garbage">
        {t('devices.garbage', { count: device.garbage, shown: numbers.count(device.garbage) })}
      </span>
    );
  if (device.lastReportAt === null) return <span className="muted" />;
  return <span className="muted">{numbers.time(device.lastReportAt)}</span>;
}
