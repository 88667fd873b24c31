/** The raw reports, newest first, and what each was understood as. */
import type { DeviceStatus, Report } from '../../../main/api/slices/devices.ts';
import { Card } from '../../ui/card.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useWords } from '../../words/use-words.ts';
import { inPairs, nameOf, understoodWords } from './device-words.ts';
import type { DevicesTold } from './use-devices.ts';

export interface ReportListProps {
  readonly told: DevicesTold;
  readonly devices: readonly DeviceStatus[];
  /** Null: of all. */
  readonly only: DeviceStatus | null;
}

export function ReportList({ told, devices, only }: ReportListProps) {
  const { t } = useWords();
  const { isPaused, pause } = told;
  useKeys({ p: () => pause(!isPaused) });
  const shown = only ? told.reports.filter(({ id }) => id === only.id) : told.reports;
  const scope = only ? t('reports.ofOne', { name: nameOf(t, only) }) : t('reports.all');
  return (
    <Card
      className="device-reports"
      title={`${t('reports.title')}, ${scope}`}
      value={
        <KeyButton keyName="P" shortcut="P" isPressed={isPaused} onPress={() => pause(!isPaused)}>
          {isPaused ? t('reports.goOn') : t('reports.pause')}
        </KeyButton>
      }
    >
      {isPaused ? <p className="device-paused">{t('reports.paused')}</p> : null}
      {shown.length === 0 ? (
        <p className="device-nothing muted">{t('reports.none')}</p>
      ) : (
        <ol className="report-rows">
          {shown.map((report) => (
            <ReportRow key={`${report.number} ${report.at}`} report={report} devices={devices} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function ReportRow({ report, devices }: { readonly report: Report; readonly devices: readonly DeviceStatus[] }) {
  const { t, numbers } = useWords();
  const device = devices.find(({ id }) => id === report.id);
  const isSecret = report.hex === '' && report.bytes > 0;
  return (
    <li className="report-row" data-as={report.understood.as}>
      <time className="muted">{numbers.exactTime(report.at)}</time>
      <span className="report-device">{device ? nameOf(t, device) : report.id}</span>
      <span className="report-words">{understoodWords(t, report.understood)}</span>
      <code className="report-hex">
        {isSecret ? t('reports.secret', { count: report.bytes }) : inPairs(report.hex)}
      </code>
    </li>
  );
}
