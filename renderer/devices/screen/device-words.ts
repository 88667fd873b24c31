/** Devices, signals and reports in words. */
import type { Binding, DeviceStatus, Understood } from '../../../main/api/slices/devices.ts';
import { keysDevice } from '../../../main/api/slices/devices.ts';
import { assertNever } from '../../../main/api/words.ts';
import type { Say } from '../../words/words.ts';
import { keyName } from '../key-names.ts';
import { shown } from '../scan-note.tsx';

export function understoodWords(t: Say, understood: Understood): string {
  switch (understood.as) {
    case 'code':
      return t('understood.code', { code: shown(understood.code) });
    case 'part-of-code':
      return t('understood.part');
    case 'badge':
      return t('understood.badge');
    case 'pressed':
      return understood.action === null
        ? t('understood.pressedFree')
        : t('understood.pressed', { action: t(`action.${understood.action}`) });
    case 'released':
      return t('understood.released');
    case 'garbage':
      return t('understood.garbage', { why: t(`garbage.${understood.why}`) });
    default:
      return assertNever(understood);
  }
}

/** As the device calls itself; its numbers where it is not plugged in. */
export function deviceName(t: Say, device: string, devices: readonly DeviceStatus[]): string {
  if (device === keysDevice) return t('learn.keyboard');
  const plugged = devices.find((one) => one.device === device);
  return plugged ? nameOf(t, plugged) : device;
}

export function nameOf(t: Say, { name }: DeviceStatus): string {
  return name === '' ? t('devices.unnamed') : name;
}

export function signalName({ device, signal }: Pick<Binding, 'device' | 'signal'>): string {
  return device === keysDevice ? keyName(signal) : inPairs(signal);
}

/** `01ff00` is `01 ff 00`. */
export function inPairs(hex: string): string {
  return hex.replaceAll(/..(?=.)/g, '$& ');
}

export function isTroubled({ state }: DeviceStatus): boolean {
  return state === 'busy' || state === 'no-permission' || state === 'fault';
}
