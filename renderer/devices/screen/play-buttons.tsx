/** What a virtual device can be let do. */
import type { DeviceStatus } from '../../../main/api/slices/devices.ts';
import { letGo } from '../../ui/key-button.tsx';
import { useWords } from '../../words/use-words.ts';
import { useDeed } from './use-deed.ts';
import { badgeReports, codeReports, garbageReports, pedalReports } from './virtual-reports.ts';

export function PlayButtons({ device }: { readonly device: DeviceStatus }) {
  const { t } = useWords();
  const { act } = useDeed();
  const send = (reports: readonly string[]): void =>
    act(async (call) => {
      for (const hex of reports) await call('devices.play', { id: device.id, deed: { deed: 'report', hex } });
    });
  const reports = {
    scanner: () => send(codeReports(`SN-${Date.now() % 1_000_000}`)),
    buttons: () => send(pedalReports),
    other: () => send(pedalReports),
    'badge-reader': () => send(badgeReports),
    'stack-light': null,
  }[device.kind];
  const words = {
    scanner: 'play.scan',
    buttons: 'play.press',
    other: 'play.press',
    'badge-reader': 'play.badge',
  } as const;
  return (
    <div className="device-play">
      {reports && device.kind !== 'stack-light' ? (
        <PlayButton onPress={reports}>{t(words[device.kind])}</PlayButton>
      ) : null}
      <PlayButton onPress={() => send(garbageReports)}>{t('play.garbage')}</PlayButton>
      <PlayButton onPress={() => act((call) => unplugForAMoment(call, device.id))}>{t('play.unplug')}</PlayButton>
    </div>
  );
}

const unpluggedMs = 3_000;

/** What is unplugged is no longer in the list, so nobody could plug it in again from there. */
async function unplugForAMoment(
  call: Parameters<Parameters<ReturnType<typeof useDeed>['act']>[0]>[0],
  id: string,
): Promise<void> {
  await call('devices.play', { id, deed: { deed: 'unplug' } });
  await new Promise((resolve) => setTimeout(resolve, unpluggedMs));
  await call('devices.play', { id, deed: { deed: 'plug' } });
}

function PlayButton({ children, onPress }: { readonly children: string; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      className="key-button"
      onClick={(event) => {
        letGo(event);
        onPress();
      }}
    >
      {children}
    </button>
  );
}
