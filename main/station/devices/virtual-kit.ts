/** The devices of `devices.virtual`: one of each kind, of a vendor that does not exist, laid out as the configuration would say. */
import { type DevicesConfig, devicesConfigSchema } from '../config/devices.ts';
import { VirtualBus } from './virtual-bus.ts';

const vendorId = 0xffff;
const kit = [
  { path: 'virtual:scanner', productId: 0x0001, name: 'Virtual scanner', usages: [{ page: 0x8c, usage: 0x02 }] },
  { path: 'virtual:pedal', productId: 0x0002, name: 'Virtual pedal', usages: [{ page: 0x01, usage: 0x05 }] },
  {
    path: 'virtual:badge-reader',
    productId: 0x0003,
    name: 'Virtual badge reader',
    usages: [{ page: 0xff00, usage: 1 }],
  },
  { path: 'virtual:stack-light', productId: 0x0004, name: 'Virtual stack light', usages: [{ page: 0xff00, usage: 2 }] },
];

export function createVirtualKit(): VirtualBus {
  const bus = new VirtualBus();
  for (const device of kit) bus.plug({ ...device, vendorId });
  return bus;
}

/** The real ones of the file are not there: only the made-up ones are meant. */
export function virtualConfig(config: DevicesConfig): DevicesConfig {
  const described = devicesConfigSchema.parse({
    findScanners: true,
    badgeReaders: [{ vendor: 'ffff', product: '0003', skip: 0 }],
    stackLight: {
      ...{ vendor: 'ffff', product: '0004' },
      protocol: { kind: 'mask', report: '00 MM', bits: { red: 0, amber: 1, green: 2 } },
    },
  });
  return { ...config, ...described, virtual: true };
}
