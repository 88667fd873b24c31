/** What the buttons of this station do, as the store keeps it. */
import type { Binding, DeviceAction } from '../../api/slices/devices.ts';
import { keysDevice } from '../../api/slices/devices.ts';
import type { StoreQueries } from '../store/store-queries.ts';

export class Bindings {
  private readonly store: Pick<StoreQueries, 'deviceBindings' | 'perform'>;
  private kept: readonly Binding[] = [];
  private devices: ReadonlySet<string> = new Set();

  constructor(store: Pick<StoreQueries, 'deviceBindings' | 'perform'>) {
    this.store = store;
  }

  async read(): Promise<void> {
    this.kept = await this.store.deviceBindings({});
    this.devices = new Set(this.kept.map(({ device }) => device).filter((device) => device !== keysDevice));
  }

  /** @throws StationError `conflict` when the signal does something else. */
  async bind(binding: Binding, by: string | null): Promise<void> {
    await this.store.perform('bindButton', { ...binding, by });
    await this.read();
  }

  /** @throws StationError `not-found` */
  async unbind(binding: Pick<Binding, 'device' | 'signal'>, by: string | null): Promise<void> {
    await this.store.perform('unbindButton', { ...binding, by });
    await this.read();
  }

  all(): Binding[] {
    return [...this.kept];
  }

  ofKeys(): Binding[] {
    return this.kept.filter(({ device }) => device === keysDevice);
  }

  actionOf(device: string, signal: string): DeviceAction | null {
    return this.kept.find((binding) => binding.device === device && binding.signal === signal)?.action ?? null;
  }

  /** HID devices of which a button does something. */
  boundDevices(): ReadonlySet<string> {
    return this.devices;
  }
}
