/** What a device is used as: what the configuration says of it, else a scanner by its usage, else buttons that somebody has bound. */
import type { DeviceKind } from '../../api/slices/devices.ts';
import type { BadgeReaderConfig, DevicesConfig, ReportLayout, StackLightConfig, Which } from '../config/devices.ts';
import { deviceKey, type HidInfo, type Usage } from './hid-bus.ts';
import { posLayout } from './pos-report.ts';

export type Use =
  | { readonly kind: 'scanner'; readonly layout: ReportLayout }
  | { readonly kind: 'badge-reader'; readonly config: BadgeReaderConfig }
  | { readonly kind: 'stack-light'; readonly config: StackLightConfig }
  | { readonly kind: 'buttons' }
  /** Nobody needs it; opened only while somebody learns, and only where `mayLearn`. */
  | { readonly kind: 'other'; readonly mayLearn: boolean };

/** HID Point of Sale Usage Tables 1.02: scanner, dumb scanner, cordless base, cradle. */
const scannerPage = 0x8c;
const scannerUsages = [0x02, 0x03, 0x04, 0x05];
const desktopPage = 0x01;
/** Pointer, mouse, keyboard, keypad: they belong to the system. What they type reaches the screen as keys. */
const systemUsages = [0x01, 0x02, 0x06, 0x07];

/** @param bound devices whose buttons do something. */
export function chooseUse(info: HidInfo, config: DevicesConfig, bound: ReadonlySet<string>): Use {
  const scanner = config.scanners.find((which) => isMeant(which, info));
  if (scanner) return { kind: 'scanner', layout: scanner.layout };
  const badgeReader = config.badgeReaders.find((which) => isMeant(which, info));
  if (badgeReader) return { kind: 'badge-reader', config: badgeReader };
  const { stackLight } = config;
  if (stackLight && isMeant(stackLight, info)) return { kind: 'stack-light', config: stackLight };
  if (config.findScanners && info.usages.some(isScanner)) return { kind: 'scanner', layout: posLayout };
  const mayLearn = !info.usages.some(isOfSystem);
  return mayLearn && bound.has(deviceKey(info)) ? { kind: 'buttons' } : { kind: 'other', mayLearn };
}

/** One that is several things, one of them a keyboard, is meant by its other one unless the configuration names a usage. */
export function isMeant({ vendor, product, usagePage, usage }: Which, info: HidInfo): boolean {
  if (info.vendorId !== vendor || info.productId !== product) return false;
  if (usagePage === undefined && usage === undefined) return !info.usages.some(isOfSystem);
  return info.usages.some(
    (its) => (usagePage === undefined || its.page === usagePage) && (usage === undefined || its.usage === usage),
  );
}

/** The configuration means this device by its numbers, and none of its usages. */
export function isWrongUsage(info: HidInfo, config: DevicesConfig, use: DeviceKind): boolean {
  if (use !== 'other') return false;
  const named: readonly Which[] = [
    ...config.scanners,
    ...config.badgeReaders,
    ...(config.stackLight ? [config.stackLight] : []),
  ];
  return named.some((which) => info.vendorId === which.vendor && info.productId === which.product);
}

function isScanner({ page, usage }: Usage): boolean {
  return page === scannerPage && scannerUsages.includes(usage);
}

function isOfSystem({ page, usage }: Usage): boolean {
  return page === desktopPage && systemUsages.includes(usage);
}
