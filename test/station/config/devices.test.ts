import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../main/station/config/check.ts';
import { readConfigText } from '../../../main/station/config/config-text.ts';
import { devicesConfigSchema } from '../../../main/station/config/devices.ts';

/** Problems of a configuration whose `devices` are these, without their places. */
function problemsOf(devices: object): readonly string[] {
  const camera = {
    kind: 'replay',
    source: 'pictures',
    width: 64,
    height: 64,
    pixelFormat: 'Mono8',
    framesPerSecond: 1,
  };
  const config = {
    station: { name: 'Test' },
    recipe: 'one',
    recipes: [{ name: 'one', bundle: 'b', camera }],
    devices,
  };
  const checked = checkConfig(readConfigText(JSON.stringify(config)));
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
}

const light = { vendor: '1a86', product: 'e429' };
const mask = { kind: 'mask', report: '00 MM', bits: { red: 0, amber: 1, green: 2 } };

describe('devices in the configuration', () => {
  it('may be left out: scanners in HID-POS mode are found by themselves, nothing else is used', () => {
    expect(devicesConfigSchema.parse({})).toEqual({
      ...{ findScanners: true, scanners: [], badgeReaders: [], virtual: false },
    });
  });

  it('may be described in full', () => {
    const problems = problemsOf({
      findScanners: false,
      scanners: [{ vendor: '0x05E0', product: '1300', layout: { reportId: null, lengthAt: 0, dataAt: 1 } }],
      badgeReaders: [{ vendor: '0c27', product: '3bfa', usagePage: 'ff00', skip: 2, lengthAt: 1, as: 'text' }],
      stackLight: { ...light, send: 'feature', protocol: mask },
      virtual: false,
    });
    expect(problems).toEqual([]);
  });

  it.each([
    ['a misspelt key', { badgeReader: [] }, 'devices: there is no key "badgeReader"; did you mean "badgeReaders"?'],
    ['a misspelt key of the light', { stackLight: { ...light, protocl: mask } }, 'did you mean "protocol"?'],
    ['a number that is none', { scanners: [{ vendor: '5e0', product: '1300' }] }, 'four hexadecimal digits'],
    [
      'a colour without a bit',
      { stackLight: { ...light, protocol: { ...mask, bits: { red: 0, green: 1 } } } },
      'amber: is missing',
    ],
    ['a mask that is nowhere', { stackLight: { ...light, protocol: { ...mask, report: '00 ff' } } }, 'one of them MM'],
    [
      'half a byte',
      { stackLight: { ...light, protocol: { kind: 'each', red: { on: '0', off: '00' } } } },
      'bytes in hexadecimal',
    ],
    ['an unknown protocol', { stackLight: { ...light, protocol: { kind: 'masks' } } }, '"mask"'],
    ['two lengths of a badge', { badgeReaders: [{ ...light, length: 4, lengthAt: 1 }] }, 'the length is given twice'],
    ['a device named twice', { scanners: [light], badgeReaders: [light] }, 'this device is named above already'],
  ])('%s is told with what is right', (_, devices, words) => {
    expect(problemsOf(devices).join('\n')).toContain(words);
  });

  it('takes two parts of one device for two devices', () => {
    const parts = { scanners: [{ ...light, usagePage: '8c' }], badgeReaders: [{ ...light, usagePage: 'ff00' }] };
    expect(problemsOf(parts)).toEqual([]);
  });
});
