/**
 * node-hid without a kernel's devices: behaves as its documentation and source (3.4.0) say. A device is listed once for each of
 * its collections, a failed read is told as plain text, an open that fails says little more than the path.
 */
import { EventEmitter } from 'node:events';
import type { HIDAsync } from 'node-hid';
import type { NodeHid } from '../../main/station/devices/node-hid-bus.ts';
import type { DeviceToPlug } from '../contract/hid-bus.ts';

class PlayedHandle extends EventEmitter {
  readonly written: number[][];
  isClosed = false;
  isGone = false;

  constructor(written: number[][]) {
    super();
    this.written = written;
  }

  async close(): Promise<void> {
    if (this.isClosed) throw new Error('device has been closed');
    this.isClosed = true;
    this.removeAllListeners();
  }

  async write(values: number[]): Promise<number> {
    if (this.isClosed || this.isGone) throw new Error('Cannot write to hid device');
    this.written.push([...values]);
    return values.length;
  }

  sendFeatureReport(values: number[]): Promise<number> {
    return this.write(values);
  }
}

interface Played extends DeviceToPlug {
  readonly handles: PlayedHandle[];
  readonly written: number[][];
}

export class PlayedHidDriver implements NodeHid {
  private readonly devices = new Map<string, Played>();
  private count = 0;
  /** Each that is tried to be opened fails with it. */
  openFails: string | null = null;

  readonly HIDAsync = { open: async (path: string): Promise<HIDAsync> => this.open(path) };

  async devicesAsync(): ReturnType<NodeHid['devicesAsync']> {
    return [...this.devices].flatMap(([path, { vendorId, productId, name, usages }]) =>
      usages.map(({ page, usage }) => ({
        ...{ path, vendorId, productId, product: name, manufacturer: '', usagePage: page, usage },
      })),
    );
  }

  plug(device: DeviceToPlug): string {
    this.count += 1;
    const path = `/dev/hidraw-played-${this.count}`;
    this.devices.set(path, { ...device, handles: [], written: [] });
    return path;
  }

  unplug(path: string): void {
    const device = this.devices.get(path);
    this.devices.delete(path);
    for (const handle of device?.handles ?? []) {
      handle.isGone = true;
      if (!handle.isClosed) handle.emit('error', 'could not read from HID device');
    }
  }

  report(path: string, report: Uint8Array): void {
    for (const handle of this.devices.get(path)?.handles ?? []) {
      if (!handle.isClosed) handle.emit('data', Buffer.from(report));
    }
  }

  writtenTo(path: string): readonly (readonly number[])[] {
    return this.devices.get(path)?.written ?? [];
  }

  private open(path: string): HIDAsync {
    const device = this.devices.get(path);
    if (!device || this.openFails !== null) throw new Error(this.openFails ?? `cannot open device with path ${path}`);
    const handle = new PlayedHandle(device.written);
    device.handles.push(handle);
    // As much of the class as the bus uses; its constructor is private.
    return handle as unknown as HIDAsync;
  }
}
