import { expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { deviceKey, usageText } from '../../../main/station/devices/hid-bus.ts';
import { byPath, createNodeHidBus, failureInWords } from '../../../main/station/devices/node-hid-bus.ts';
import { VirtualBus } from '../../../main/station/devices/virtual-bus.ts';
import { describeHidBus } from '../../contract/hid-bus.ts';
import { PlayedHidDriver } from '../../support/played-hid-driver.ts';
import { uhidBench, whyNoUhid } from '../../support/uhid.ts';

describeHidBus('virtual', async () => {
  const bus = new VirtualBus();
  let count = 0;
  return {
    bus,
    plug: async (device) => {
      count += 1;
      bus.plug({ ...device, path: `virtual:${count}` });
      return `virtual:${count}`;
    },
    unplug: async (path) => void bus.unplug(path),
    report: (path, report) => void bus.report(path, report),
    sentTo: async (path) => bus.sentTo(path).map(({ report }) => [...report]),
  };
});

describeHidBus('node-hid over a played driver', async () => {
  const driver = new PlayedHidDriver();
  return {
    bus: createNodeHidBus(async () => driver),
    plug: async (device) => driver.plug(device),
    unplug: async (path) => driver.unplug(path),
    report: (path, report) => driver.report(path, report),
    sentTo: async (path) => driver.writtenTo(path),
  };
});

describeHidBus('node-hid over a device of the kernel (uhid)', uhidBench, whyNoUhid());

it('lists this machine with the real library, whatever is plugged in', async () => {
  const listed = await createNodeHidBus().list();
  for (const info of listed) expect(info.path).not.toBe('');
});

it('says in words that the library is missing, each time that somebody asks', async () => {
  const bus = createNodeHidBus(() => Promise.reject(new Error('libudev.so.1: cannot open shared object file')));
  for (const _ of [1, 2]) {
    const thrown = await bus.list().catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(StationError);
    expect(thrown).toMatchObject({ code: 'unavailable', message: expect.stringContaining('libudev.so.1') });
    expect((thrown as StationError).remedy).toContain('everything else runs on');
  }
});

it('says the same of a library that fails at its first use', async () => {
  const driver = new PlayedHidDriver();
  driver.devicesAsync = () => Promise.reject(new Error('No native build was found'));
  await expect(createNodeHidBus(async () => driver).list()).rejects.toMatchObject({ code: 'unavailable' });
});

it('takes the collections of one path for one device, and skips what has no path', () => {
  const listed = [
    {
      path: '/dev/hidraw0',
      vendorId: 1,
      productId: 2,
      product: ' Pedal ',
      manufacturer: 'Acme',
      usagePage: 1,
      usage: 6,
    },
    { path: '/dev/hidraw0', vendorId: 1, productId: 2, usagePage: 0x0c, usage: 1 },
    { path: '/dev/hidraw1', vendorId: 1, productId: 3 },
    { path: '', vendorId: 1, productId: 4 },
    { vendorId: 1, productId: 5 },
  ];
  expect(byPath(listed).map(({ path, usages }) => [path, usages.map(usageText)])).toEqual([
    ['/dev/hidraw0', ['0x1:0x06', '0xc:0x01']],
    ['/dev/hidraw1', []],
  ]);
  expect(deviceKey({ vendorId: 0x5e0, productId: 0x13 })).toBe('05e0:0013');
});

it.each([
  ['Failed to open a device with path: Permission denied', 'no-permission'],
  ['hid_open_path: failed to open IOHIDDevice: (0xE00002E2) not permitted', 'no-permission'],
  ['exclusive access and device already open', 'busy'],
  ['Device or resource busy', 'busy'],
  ['No such device', 'gone'],
  ['cannot open device with path \\\\?\\hid#vid', 'fault'],
])('reads from the words of a driver why it did not open: %s', (message, failure) => {
  expect(failureInWords(message)).toBe(failure);
});

it('tells a device that may not be opened', async () => {
  const driver = new PlayedHidDriver();
  const bus = createNodeHidBus(async () => driver);
  driver.openFails = 'Access is denied.';
  driver.plug({ vendorId: 1, productId: 1, name: 'x', usages: [] });
  await expect(bus.open('\\\\?\\hid#vid_0001')).rejects.toMatchObject({ failure: 'no-permission' });
});
