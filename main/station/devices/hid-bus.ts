/**
 * HID devices as the station knows them: what is plugged in, and one that is open. `node-hid-bus.ts` is the operating
 * system's, `virtual-bus.ts` one of the station's own making; `test/contract/hid-bus.ts` holds for both.
 */

export interface Usage {
  readonly page: number;
  readonly usage: number;
}

export interface HidInfo {
  /** Names the device on its bus for as long as it is plugged in. */
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly name: string;
  /** Of its application collections; empty where the system does not tell. */
  readonly usages: readonly Usage[];
}

export interface HidHandle {
  /** A report as it came, its id first where the device has ids. Until it is closed. */
  onReport(listener: (report: Uint8Array) => void): void;
  /** Once, when it is unplugged or reading fails, with the driver's words; not for one that was closed here. */
  onLost(listener: (why: string) => void): void;
  /** The first byte is the report's id, 0 where the device has none. @throws Error with the driver's words. */
  write(report: Uint8Array): Promise<void>;
  sendFeature(report: Uint8Array): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

export interface HidBus {
  readonly isVirtual: boolean;
  /** @throws StationError `unavailable` where HID devices cannot be reached at all. */
  list(): Promise<readonly HidInfo[]>;
  /** @throws HidOpenError */
  open(path: string): Promise<HidHandle>;
}

/** `gone`: it was unplugged meanwhile. */
export type OpenFailure = 'busy' | 'no-permission' | 'gone' | 'fault';

export class HidOpenError extends Error {
  override readonly name = 'HidOpenError';
  readonly failure: OpenFailure;

  constructor(failure: OpenFailure, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.failure = failure;
  }
}

/** `05e0:1200`, as `lsusb` and Windows' device manager write it. */
export function deviceKey({ vendorId, productId }: Pick<HidInfo, 'vendorId' | 'productId'>): string {
  return `${hex4(vendorId)}:${hex4(productId)}`;
}

export function usageText({ page, usage }: Usage): string {
  return `0x${page.toString(16)}:0x${usage.toString(16).padStart(2, '0')}`;
}

function hex4(number: number): string {
  return number.toString(16).padStart(4, '0');
}
