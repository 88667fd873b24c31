/** Devices of a station as a screen is told of them. */
import { say } from '../../main/api/said/say.ts';
import type { DeviceStatus, DevicesState, Report } from '../../main/api/slices/devices.ts';

export const toldScanner = toldDevice({ id: '/dev/hidraw3', device: '05e0:1300', name: 'DS2208', kind: 'scanner' });
export const toldPedal = toldDevice({ id: '/dev/hidraw1', device: '0c45:7403', name: 'FootSwitch', kind: 'buttons' });
export const toldBadgeReader = toldDevice({
  ...{ id: '/dev/hidraw5', device: '0c27:3bfa', name: 'pcProx', kind: 'badge-reader', state: 'no-permission' },
  detail: say('deviceNoPermission', { path: '/dev/hidraw5' }),
  remedy: say('deviceUdevRemedy'),
});

export function toldDevice(changes: Partial<DeviceStatus>): DeviceStatus {
  return {
    ...{ id: '/dev/hidraw0', device: '0000:0000', name: '', usages: ['0x8c:0x02'], kind: 'other', state: 'open' },
    ...{ detail: null, remedy: null, reports: 0, garbage: 0, lastReportAt: null, isVirtual: false },
    ...changes,
  };
}

export function toldDevices(changes: Partial<DevicesState> = {}): DevicesState {
  return {
    ...{ trouble: null, isVirtual: false, devices: [toldScanner, toldPedal, toldBadgeReader], bindings: [] },
    light: { condition: 'attention', isAcknowledged: false, lit: ['amber'], isBlinking: true, isTest: false },
    learnsUntil: null,
    ...changes,
  };
}

export function toldReport(number: number, changes: Partial<Report> = {}): Report {
  return {
    ...{ number, id: toldPedal.id, at: 1_790_000_000_000 + number, hex: '0104', bytes: 2 },
    understood: { as: 'pressed', action: 'good' },
    ...changes,
  };
}
