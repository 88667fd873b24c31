/**
 * A bus of devices that are not there: the demo's (`devices.virtual`), and the tests', which let everything go wrong on
 * it that goes wrong on a cable.
 */
import { type HidBus, type HidHandle, type HidInfo, HidOpenError, type OpenFailure } from './hid-bus.ts';

export interface Sent {
  readonly as: 'output' | 'feature';
  readonly report: Uint8Array;
}

interface Plugged {
  info: HidInfo;
  readonly handles: Set<VirtualHandle>;
  refuses: OpenFailure | null;
  writeFails: boolean;
  readonly sent: Sent[];
}

/** What a lamp was told last is what it shows; older reports are of no use. */
const sentKept = 200;

export class VirtualBus implements HidBus {
  readonly isVirtual = true;
  private readonly plugged = new Map<string, Plugged>();
  /** Unplugged, to be plugged in again by its path. */
  private readonly drawer = new Map<string, HidInfo>();
  private failsToList: string | null = null;

  async list(): Promise<readonly HidInfo[]> {
    if (this.failsToList !== null) throw new Error(this.failsToList);
    return [...this.plugged.values()].map(({ info }) => info);
  }

  async open(path: string): Promise<HidHandle> {
    const device = this.plugged.get(path);
    if (!device) throw new HidOpenError('gone', `there is no ${path}`);
    if (device.refuses !== null) throw new HidOpenError(device.refuses, `${path} cannot be opened`);
    const handle = new VirtualHandle(
      (sent) => this.take(device, sent),
      (closed) => device.handles.delete(closed),
    );
    device.handles.add(handle);
    return handle;
  }

  plug(info: HidInfo): void {
    if (this.plugged.has(info.path)) throw new Error(`${info.path} is plugged in already`);
    this.drawer.delete(info.path);
    const fresh = { handles: new Set<VirtualHandle>(), refuses: null, writeFails: false, sent: [] };
    this.plugged.set(info.path, { info, ...fresh });
  }

  /** False: there never was one. */
  plugAgain(path: string): boolean {
    const info = this.drawer.get(path);
    if (info) this.plug(info);
    return info !== undefined;
  }

  /** Whoever has it open learns of it at once, as with a real one; the list shows it at the next look. */
  unplug(path: string): boolean {
    const device = this.plugged.get(path);
    if (!device) return false;
    this.plugged.delete(path);
    this.drawer.set(path, device.info);
    for (const handle of [...device.handles]) handle.lose('could not read from HID device');
    return true;
  }

  /** As the device would send it. False: nobody has it open, so it is lost. */
  report(path: string, report: Uint8Array): boolean {
    const handles = [...(this.plugged.get(path)?.handles ?? [])];
    for (const handle of handles) handle.deliver(report);
    return handles.length > 0;
  }

  has(path: string): boolean {
    return this.plugged.has(path) || this.drawer.has(path);
  }

  /** What was written to it, oldest first. */
  sentTo(path: string): readonly Sent[] {
    return this.plugged.get(path)?.sent ?? [];
  }

  isOpen(path: string): boolean {
    return (this.plugged.get(path)?.handles.size ?? 0) > 0;
  }

  // ── faults ──

  refuseToOpen(path: string, failure: OpenFailure | null): void {
    this.known(path).refuses = failure;
  }

  failWrites(path: string, fails: boolean): void {
    this.known(path).writeFails = fails;
  }

  /** Null: it can be listed again. */
  failToList(why: string | null): void {
    this.failsToList = why;
  }

  private known(path: string): Plugged {
    const device = this.plugged.get(path);
    if (!device) throw new Error(`there is no ${path}`);
    return device;
  }

  private take(device: Plugged, sent: Sent): void {
    if (device.writeFails || !this.plugged.has(device.info.path)) throw new Error('the device takes no report');
    device.sent.push(sent);
    if (device.sent.length > sentKept) device.sent.shift();
  }
}

class VirtualHandle implements HidHandle {
  private readonly reports: ((report: Uint8Array) => void)[] = [];
  private readonly lost: ((why: string) => void)[] = [];
  private readonly take: (sent: Sent) => void;
  private readonly closed: (handle: VirtualHandle) => void;
  private isOver = false;

  constructor(take: (sent: Sent) => void, closed: (handle: VirtualHandle) => void) {
    this.take = take;
    this.closed = closed;
  }

  onReport(listener: (report: Uint8Array) => void): void {
    this.reports.push(listener);
  }

  onLost(listener: (why: string) => void): void {
    this.lost.push(listener);
  }

  async write(report: Uint8Array): Promise<void> {
    this.send({ as: 'output', report: report.slice() });
  }

  async sendFeature(report: Uint8Array): Promise<void> {
    this.send({ as: 'feature', report: report.slice() });
  }

  async close(): Promise<void> {
    this.isOver = true;
    this.closed(this);
  }

  deliver(report: Uint8Array): void {
    if (!this.isOver) for (const listener of this.reports) listener(report.slice());
  }

  lose(why: string): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const listener of this.lost) listener(why);
  }

  private send(sent: Sent): void {
    if (this.isOver) throw new Error('the device is closed');
    this.take(sent);
  }
}
