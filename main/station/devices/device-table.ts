/**
 * Everything that is plugged in: looked at once a second, each device opened as its use asks, tended while it is there.
 *
 * What goes wrong is told once, and once more when it is over.
 */
import { toWireError, type WireError } from '../../api/errors.ts';
import type { DeviceStatus } from '../../api/slices/devices.ts';
import type { DevicesConfig } from '../config/devices.ts';
import type { Log } from '../log/log.ts';
import type { Clock } from '../ports.ts';
import { chooseUse, isWrongUsage, type Use } from './choose-use.ts';
import { Device } from './device.ts';
import type { HidBus, HidInfo } from './hid-bus.ts';
import type { Heard } from './readers.ts';

export const lookEveryMs = 1_000;
/** Closing waits for a thread of the driver; one that hangs must not hold up the end of the station. */
const endWithinMs = 2_000;

export interface DeviceTableParts {
  readonly bus: HidBus;
  readonly config: DevicesConfig;
  readonly clock: Clock;
  readonly log: Log;
  /** Devices whose buttons do something. */
  readonly bound: () => ReadonlySet<string>;
  /** Somebody learns: every device that may is opened. */
  readonly isLearning: () => boolean;
  readonly onHeard: (device: Device, report: Uint8Array, heard: Heard) => void;
  readonly onChange: () => void;
}

export interface Trouble {
  readonly detail: string;
  readonly remedy: string;
}

export class DeviceTable {
  private readonly parts: DeviceTableParts;
  private readonly devices = new Map<string, Device>();
  private readonly told = new Map<string, string>();
  private trouble: Trouble | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;
  private isEnded = false;

  constructor(parts: DeviceTableParts) {
    this.parts = parts;
  }

  start(): void {
    void this.look();
    this.timer = setInterval(() => void this.look(), lookEveryMs);
  }

  /** Never rejects. A look that has not come back yet is not overtaken by another. */
  async look(): Promise<void> {
    if (this.isLooking || this.isEnded) return;
    this.isLooking = true;
    try {
      const listed = await this.parts.bus.list();
      if (this.isEnded) return;
      this.troubleIs(null);
      this.compare(listed);
    } catch (thrown) {
      this.troubleIs(toWireError(thrown));
    } finally {
      this.isLooking = false;
    }
  }

  all(): readonly Device[] {
    return [...this.devices.values()];
  }

  status(): { readonly trouble: Trouble | null; readonly devices: DeviceStatus[] } {
    const { isVirtual } = this.parts.bus;
    return { trouble: this.trouble, devices: this.all().map((device) => device.status(isVirtual)) };
  }

  async stop(): Promise<void> {
    this.isEnded = true;
    if (this.timer) clearInterval(this.timer);
    const ended = Promise.allSettled(this.all().map((device) => device.end()));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, endWithinMs);
    });
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }

  private compare(listed: readonly HidInfo[]): void {
    const paths = new Set(listed.map(({ path }) => path));
    for (const [path, device] of this.devices) if (!paths.has(path)) this.unplugged(path, device);
    for (const info of listed) {
      const known = this.devices.get(info.path);
      // Pulled and another one plugged into the same place between two looks.
      const isSame = known !== undefined && JSON.stringify(known.info) === JSON.stringify(info);
      if (known && !isSame) this.unplugged(info.path, known);
      this.tend(isSame ? known : this.plugged(info));
    }
  }

  private plugged(info: HidInfo): Device {
    const { config, bound, bus, clock, onHeard, log } = this.parts;
    const use = chooseUse(info, config, bound());
    const device = new Device(info, use, { bus, clock, onHeard, onChange: (changed) => this.changed(changed) });
    this.devices.set(info.path, device);
    log.info('a device is plugged in', { path: info.path, device: device.key, name: info.name, as: use.kind });
    if (isWrongUsage(info, config, use.kind)) {
      log.info('it is one that the configuration names, and not the part of it that is meant', { path: info.path });
    }
    this.parts.onChange();
    return device;
  }

  private unplugged(path: string, device: Device): void {
    this.devices.delete(path);
    this.told.delete(path);
    this.parts.log.info('a device was unplugged', { path, device: device.key, name: device.info.name });
    this.ending(device.end());
    this.parts.onChange();
  }

  private tend(device: Device): void {
    const { config, bound, isLearning } = this.parts;
    const use = chooseUse(device.info, config, bound());
    this.ending(device.tend(use, isWanted(use, isLearning())));
  }

  private ending(done: Promise<void>): void {
    done.catch((error: unknown) => this.parts.log.warn('a device could not be closed', { error }));
  }

  private changed(device: Device): void {
    const { state, detail, remedy } = device.status(this.parts.bus.isVirtual);
    const { path } = device.info;
    const before = this.told.get(path);
    if (detail !== null && before !== detail) {
      this.told.set(path, detail);
      this.parts.log.warn(detail, { path, device: device.key, remedy });
    } else if (state === 'open' && before !== undefined) {
      this.told.delete(path);
      this.parts.log.info('the device can be used again', { path, device: device.key });
    }
    this.parts.onChange();
  }

  private troubleIs(error: WireError | null): void {
    const trouble = error && { detail: error.message, remedy: error.remedy ?? '' };
    if (trouble?.detail === this.trouble?.detail) return;
    this.trouble = trouble;
    if (trouble) this.parts.log.warn(trouble.detail, { remedy: trouble.remedy });
    else this.parts.log.info('devices can be reached again');
    this.parts.onChange();
  }
}

function isWanted(use: Use, isLearning: boolean): boolean {
  return use.kind === 'other' ? isLearning && use.mayLearn : true;
}
