/**
 * One plugged-in device.
 *
 *   not-used ──(use)──▶ opening ──▶ open ──(lost)──▶ fault ──(unplugged: it is gone from the list)
 *      ▲                  │ ▲                          │
 *      └──(no longer      │ └───── after a pause ──────┘
 *           used)         └──▶ busy | no-permission | fault
 */

import { say } from '../../api/said/say.ts';
import type { DeviceStatus } from '../../api/slices/devices.ts';
import { assertNever } from '../../api/words.ts';
import type { Clock } from '../ports.ts';
import type { Use } from './choose-use.ts';
import { deviceKey, type HidBus, type HidHandle, type HidInfo, HidOpenError, usageText } from './hid-bus.ts';
import { type Heard, type ReportReader, readerFor } from './readers.ts';

/** One that cannot be opened now is tried again: somebody has put the udev rule in, or closed the other program. */
export const retryMs = 5_000;

export interface DeviceParts {
  readonly bus: HidBus;
  readonly clock: Clock;
  readonly onHeard: (device: Device, report: Uint8Array, heard: Heard) => void;
  readonly onChange: (device: Device) => void;
}

type Failure = 'busy' | 'no-permission' | 'fault';
type State =
  | { readonly kind: 'not-used' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly handle: HidHandle }
  | { readonly kind: Failure; readonly why: string; readonly retryAtMs: number };

const notUsed: State = { kind: 'not-used' };

export class Device {
  readonly info: HidInfo;
  use: Use;
  private readonly parts: DeviceParts;
  private reader: ReportReader;
  private state: State = notUsed;
  private reports = 0;
  private garbage = 0;
  private lastReportAt: number | null = null;
  private isGone = false;

  constructor(info: HidInfo, use: Use, parts: DeviceParts) {
    this.info = info;
    this.use = use;
    this.parts = parts;
    this.reader = readerFor(use);
  }

  get key(): string {
    return deviceKey(this.info);
  }

  /** Opens or lets go as its use asks. Called again and again; never rejects. */
  async tend(use: Use, isWanted: boolean): Promise<void> {
    if (JSON.stringify(use) !== JSON.stringify(this.use)) {
      this.use = use;
      this.reader = readerFor(use);
      this.parts.onChange(this);
    }
    if (!isWanted) return this.letGo();
    const { state } = this;
    const isDue = state.kind !== 'opening' && state.kind !== 'open';
    if (isDue && (state.kind === 'not-used' || this.parts.clock.monotonicMs() >= state.retryAtMs)) await this.open();
  }

  /** It is unplugged, or the station ends. */
  async end(): Promise<void> {
    this.isGone = true;
    await this.letGo();
  }

  /** @throws Error when it is not open or takes none. */
  async send(report: Uint8Array, as: 'output' | 'feature'): Promise<void> {
    if (this.state.kind !== 'open') throw new Error('it is not open');
    const { handle } = this.state;
    await (as === 'feature' ? handle.sendFeature(report) : handle.write(report));
  }

  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  status(isVirtual: boolean): DeviceStatus {
    const { info, state } = this;
    return {
      id: info.path,
      device: this.key,
      name: info.name,
      usages: info.usages.map(usageText),
      kind: this.use.kind,
      state: state.kind,
      ...wordsOf(state, info.path),
      reports: this.reports,
      garbage: this.garbage + this.reader.cutOff,
      lastReportAt: this.lastReportAt,
      isVirtual,
    };
  }

  private async open(): Promise<void> {
    this.to({ kind: 'opening' }, false);
    try {
      const handle = await this.parts.bus.open(this.info.path);
      if (this.isGone || this.state.kind !== 'opening') return await handle.close();
      this.reader.reset();
      handle.onLost((why) => this.lost(handle, why));
      handle.onReport((report) => this.heard(report));
      this.to({ kind: 'open', handle });
    } catch (thrown) {
      if (this.state.kind !== 'opening') return;
      const failure = thrown instanceof HidOpenError && thrown.failure !== 'gone' ? thrown.failure : 'fault';
      this.failed(failure, thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  private heard(report: Uint8Array): void {
    this.reports += 1;
    this.lastReportAt = this.parts.clock.wallMs();
    const heard = this.reader.read(report, this.parts.clock.monotonicMs());
    if (heard.as === 'garbage') this.garbage += 1;
    this.parts.onHeard(this, report, heard);
  }

  private lost(handle: HidHandle, why: string): void {
    if (this.state.kind !== 'open' || this.state.handle !== handle) return;
    this.reader.reset();
    this.failed('fault', why);
    // Whatever it says when it is closed: it is gone already.
    handle.close().catch((thrown: unknown) => this.failed('fault', String(thrown)));
  }

  private failed(kind: Failure, why: string): void {
    this.to({ kind, why, retryAtMs: this.parts.clock.monotonicMs() + retryMs });
  }

  private async letGo(): Promise<void> {
    const before = this.state;
    if (before.kind === 'not-used') return;
    this.to(notUsed);
    this.reader.reset();
    if (before.kind === 'open') await before.handle.close();
  }

  private to(state: State, isTold = true): void {
    this.state = state;
    if (isTold) this.parts.onChange(this);
  }
}

function wordsOf(state: State, path: string): Pick<DeviceStatus, 'detail' | 'remedy'> {
  switch (state.kind) {
    case 'not-used':
    case 'opening':
    case 'open':
      return { detail: null, remedy: null };
    case 'busy':
      return { detail: say('deviceBusy', { why: state.why }), remedy: say('deviceBusyRemedy') };
    case 'no-permission':
      return {
        detail: say('deviceNoPermission', { path }),
        remedy: path.startsWith('/dev/') ? say('deviceUdevRemedy') : say('deviceNoPermissionRemedy'),
      };
    case 'fault':
      return { detail: say('deviceFault', { why: state.why }), remedy: say('deviceFaultRemedy') };
    default:
      return assertNever(state);
  }
}
