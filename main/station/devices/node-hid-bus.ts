/**
 * The operating system's HID devices, through node-hid.
 *
 * Everything that waits does so in threads of node-hid's own: listing, opening, writing and reading never hold the main
 * loop. Only loading its library does, once, before the camera is started (`main/README.md`, decision on devices).
 */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { HIDAsync } from 'node-hid';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { type HidBus, type HidHandle, type HidInfo, HidOpenError, type OpenFailure, type Usage } from './hid-bus.ts';

/** As much of node-hid as is used: a test gives one that fails. */
export interface NodeHid {
  devicesAsync(): Promise<readonly NodeHidDevice[]>;
  readonly HIDAsync: { open(path: string): Promise<HIDAsync> };
}

interface NodeHidDevice {
  readonly path?: string | undefined;
  readonly vendorId: number;
  readonly productId: number;
  readonly product?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

export function createNodeHidBus(load: () => Promise<NodeHid> = loadNodeHid): HidBus {
  let loading: Promise<NodeHid> | null = null;
  const driver = async (): Promise<NodeHid> => {
    loading ??= load();
    try {
      return await loading;
    } catch (cause) {
      const why = messageOf(cause);
      throw new StationError('unavailable', say('hidMissing', { why }), { remedy: say('hidMissingRemedy'), cause });
    }
  };
  return {
    isVirtual: false,
    list: async () => {
      const hid = await driver();
      try {
        return byPath(await hid.devicesAsync());
      } catch (cause) {
        // The library is loaded at the first use of it.
        const why = messageOf(cause);
        throw new StationError('unavailable', say('hidMissing', { why }), { remedy: say('hidMissingRemedy'), cause });
      }
    },
    open: async (path) => {
      const hid = await driver();
      try {
        return handleOf(await hid.HIDAsync.open(path));
      } catch (cause) {
        throw new HidOpenError(await failureOf(path, messageOf(cause)), messageOf(cause), { cause });
      }
    },
  };
}

async function loadNodeHid(): Promise<NodeHid> {
  return (await import('node-hid')).default;
}

/** node-hid lists a device once for each of its collections; Linux and macOS give them all the same path. */
export function byPath(listed: readonly NodeHidDevice[]): readonly HidInfo[] {
  const found = new Map<string, HidInfo & { readonly usages: Usage[] }>();
  for (const { path, vendorId, productId, product, manufacturer, usagePage, usage } of listed) {
    if (path === undefined || path === '') continue;
    const name = [manufacturer, product].filter((word) => word !== undefined && word.trim() !== '').join(' ');
    const info = found.get(path) ?? { path, vendorId, productId, name: name.trim(), usages: [] };
    if (usagePage !== undefined && usage !== undefined) info.usages.push({ page: usagePage, usage });
    found.set(path, info);
  }
  return [...found.values()];
}

function handleOf(device: HIDAsync): HidHandle {
  let isOver = false;
  const reports: ((report: Uint8Array) => void)[] = [];
  const lost: ((why: string) => void)[] = [];
  device.on('error', (thrown: unknown) => {
    if (isOver) return;
    isOver = true;
    for (const listener of lost) listener(messageOf(thrown));
  });
  const closeOnce = (): Promise<void> => {
    isOver = true;
    device.removeAllListeners('data');
    return device.close();
  };
  let closing: Promise<void> | null = null;
  return {
    onReport: (listener) => {
      reports.push(listener);
      if (reports.length > 1) return;
      device.on('data', (report: Uint8Array) => {
        if (!isOver) for (const each of reports) each(report);
      });
    },
    onLost: (listener) => void lost.push(listener),
    // hidapi takes plain numbers; a Buffer of a report is copied either way.
    write: async (report) => void (await device.write([...report])),
    sendFeature: async (report) => void (await device.sendFeatureReport([...report])),
    close: () => {
      closing ??= closeOnce();
      return closing;
    },
  };
}

/** hidapi tells in words only, and on Linux not even those: there the file of the device says whether we may. */
async function failureOf(path: string, message: string): Promise<OpenFailure> {
  if (path.startsWith('/dev/')) {
    try {
      await access(path, constants.R_OK | constants.W_OK);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM') return 'no-permission';
      if (code === 'ENOENT') return 'gone';
    }
  }
  return failureInWords(message);
}

export function failureInWords(message: string): OpenFailure {
  if (/permission|denied|not permitted|privilege/i.test(message)) return 'no-permission';
  if (/busy|in use|sharing|exclusive|already open/i.test(message)) return 'busy';
  if (/no such (file|device)|cannot find|not found|not connected/i.test(message)) return 'gone';
  return 'fault';
}

/** A failed read comes as plain text, everything else as an Error. */
function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
