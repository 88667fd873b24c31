/**
 * Scanner, pedal, button box, stack light, badge reader: what they say reaches the line, the screens or the sign-in.
 *
 *   HID bus ─▶ device table ─▶ device ─▶ its reader ─┬▶ code ───▶ serial of the next part, `devices.scanned`
 *                                                    ├▶ press ──▶ binding ──▶ `devices.pressed`, or what is learned
 *                                                    └▶ badge ──▶ sign-in at the station's own screen
 *   health, waiting parts ─▶ stack light ─▶ its device
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Handlers, Peer } from '../../api/server.ts';
import { type DeviceAction, type DevicesState, deviceKinds, type Understood } from '../../api/slices/devices.ts';
import { isAllowed, may } from '../../api/who.ts';
import { assertNever } from '../../api/words.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { Bindings } from './bindings.ts';
import type { Device } from './device.ts';
import { DeviceTable } from './device-table.ts';
import type { HidBus } from './hid-bus.ts';
import { Learning } from './learning.ts';
import { LightKeeper } from './light-keeper.ts';
import { createNodeHidBus } from './node-hid-bus.ts';
import type { Heard } from './readers.ts';
import { ReportLog } from './report-log.ts';
import { VirtualBus } from './virtual-bus.ts';
import { createVirtualKit, virtualConfig } from './virtual-kit.ts';

/** What changes is told at most so often. */
const tellEveryMs = 250;

export interface DevicesParts extends Pick<FeatureParts, 'store' | 'events' | 'clock' | 'log' | 'healthz'> {
  readonly config: { readonly devices: FeatureParts['config']['devices'] };
  /** What a scanner has read: of the part that is opened next. */
  readonly nextSerial: (serial: string) => void;
  /** Parts that wait for a person. */
  readonly waiting: () => number;
  /** Somebody has held this badge to a reader of the station. */
  readonly signInByBadge: (badge: string) => Promise<void>;
  /** Absent: the operating system's, or the virtual ones. */
  readonly bus?: HidBus;
}

export class Devices implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: DevicesParts;
  private readonly bus: HidBus;
  private readonly bindings: Bindings;
  private readonly table: DeviceTable;
  private readonly learning: Learning;
  private readonly light: LightKeeper | null;
  private readonly reports = new ReportLog();
  private telling: NodeJS.Timeout | null = null;
  private hasChanged = false;

  constructor(parts: DevicesParts) {
    this.parts = parts;
    const { clock, log } = parts;
    const isVirtual = parts.config.devices.virtual && parts.bus === undefined;
    const config = isVirtual ? virtualConfig(parts.config.devices) : parts.config.devices;
    this.bus = parts.bus ?? (isVirtual ? createVirtualKit() : createNodeHidBus());
    this.bindings = new Bindings(parts.store);
    this.learning = new Learning(clock, () => this.look());
    this.table = new DeviceTable({
      ...{ bus: this.bus, config, clock, log },
      bound: () => this.bindings.boundDevices(),
      isLearning: () => this.learning.screen !== null,
      onHeard: (device, report, heard) => this.heard(device, report, heard),
      onChange: () => this.changed(),
    });
    this.light = config.stackLight
      ? new LightKeeper({
          ...{ config: config.stackLight, clock, log },
          input: () => ({ health: parts.healthz(), waiting: parts.waiting() }),
          lights: () => this.table.all().filter(({ use }) => use.kind === 'stack-light'),
          onChange: () => this.changed(),
        })
      : null;
    this.handlers = this.makeHandlers();
    this.table.start();
    this.light?.start();
  }

  async storeReady(): Promise<void> {
    await this.bindings.read();
    this.bindingsChanged();
  }

  async stop(): Promise<void> {
    this.learning.end();
    await this.light?.stop();
    await this.table.stop();
    if (this.telling) clearTimeout(this.telling);
    this.telling = null;
  }

  private makeHandlers(): Partial<Handlers> {
    return {
      'devices.state': async () => this.state(),
      'devices.reports': async () => [...this.reports.all()],
      'devices.learn': async ({ isOn }, { peer }) => this.learn(isOn, peer),
      'devices.bind': async (binding, { who }) => {
        await this.bindings.bind(binding, who.person?.id ?? null);
        this.bindingsChanged();
        return {};
      },
      'devices.unbind': async (binding, { who }) => {
        await this.bindings.unbind(binding, who.person?.id ?? null);
        this.bindingsChanged();
        return {};
      },
      'devices.testLight': async ({ lit }) => {
        if (!this.light) throw new StationError('not-found', say('noStackLight'));
        this.light.tryLamps(lit);
        return {};
      },
      'devices.acknowledge': async () => {
        this.light?.acknowledge();
        return {};
      },
      'devices.keys': async (_, { peer }) => (peer.isLocal ? this.bindings.ofKeys() : []),
      'devices.typed': async ({ code }, { peer }) => {
        if (!peer.isLocal) throw new StationError('not-allowed', say('typedElsewhere'));
        this.scanned(code, null);
        return {};
      },
      'devices.play': async ({ id, deed }) => {
        this.play(id, deed);
        return {};
      },
    };
  }

  private state(): DevicesState {
    const { trouble, devices } = this.table.status();
    const order = (kind: (typeof deviceKinds)[number]): number => deviceKinds.indexOf(kind);
    return {
      trouble,
      isVirtual: this.bus.isVirtual,
      devices: devices.toSorted((a, b) => order(a.kind) - order(b.kind) || a.id.localeCompare(b.id)),
      bindings: this.bindings.all(),
      light: this.light?.status() ?? null,
      learnsUntil: this.learning.until,
    };
  }

  private learn(isOn: boolean, peer: Peer): { until: number | null } {
    if (isOn) this.learning.begin(peer.key);
    else this.learning.end();
    this.look();
    return { until: this.learning.until };
  }

  private heard(device: Device, report: Uint8Array, heard: Heard): void {
    const understood = this.actOn(device, report, heard);
    const isSecret = device.use.kind === 'badge-reader';
    this.reports.add(device.info.path, this.parts.clock.wallMs(), report, understood, isSecret);
    this.changed();
  }

  private actOn(device: Device, report: Uint8Array, heard: Heard): Understood {
    switch (heard.as) {
      case 'code':
        this.scanned(heard.code, heard.symbology);
        return { as: 'code', code: heard.code };
      case 'badge':
        this.parts.signInByBadge(heard.badge).catch((error: unknown) => {
          this.parts.log.warn('nobody was signed in by a badge', { error });
        });
        return { as: 'badge' };
      case 'badge-again':
        return { as: 'badge' };
      case 'pressed':
      case 'released':
        return this.button(device, report, heard);
      case 'part-of-code':
      case 'garbage':
        return heard;
      default:
        return assertNever(heard);
    }
  }

  private button(device: Device, report: Uint8Array, heard: Heard & { as: 'pressed' | 'released' }): Understood {
    // A badge reader's `released`: nothing lies on it any more.
    if (device.use.kind === 'badge-reader') return { as: 'released' };
    const action = heard.as === 'pressed' ? this.bindings.actionOf(device.key, heard.signal) : null;
    if (this.learning.screen !== null) this.learned(device, this.learning.read(device.info.path, report));
    else if (action) this.pressed(action);
    return heard.as === 'pressed' ? { as: 'pressed', action } : { as: 'released' };
  }

  private learned(device: Device, signal: string | null): void {
    const { screen } = this.learning;
    if (signal === null || screen === null) return;
    const action = this.bindings.actionOf(device.key, signal);
    const told = { device: device.key, signal, action, name: device.info.name };
    this.parts.events.emit('devices.learned', told, ({ key }) => key === screen);
  }

  private pressed(action: DeviceAction): void {
    if (action === 'acknowledge') this.light?.acknowledge();
    this.parts.events.emit('devices.pressed', { action }, isLocal);
  }

  private scanned(code: string, symbology: string | null): void {
    const { screen } = this.learning;
    // Whoever tries a scanner does not give its code to a part.
    if (screen === null) this.parts.nextSerial(code);
    const to = screen === null ? isLocal : ({ key }: Peer): boolean => key === screen;
    this.parts.events.emit('devices.scanned', { code, symbology, at: this.parts.clock.wallMs() }, to);
  }

  private play(id: string, deed: Parameters<Handlers['devices.play']>[0]['deed']): void {
    const { bus } = this;
    if (!(bus instanceof VirtualBus) || !bus.has(id))
      throw new StationError('not-found', say('noVirtualDevice', { id }));
    if (deed.deed === 'report') bus.report(id, Buffer.from(deed.hex, 'hex'));
    else if (deed.deed === 'unplug') bus.unplug(id);
    else bus.plugAgain(id);
    this.look();
  }

  private bindingsChanged(): void {
    this.parts.events.emit('devices.keys', this.bindings.ofKeys(), isLocal);
    this.look();
  }

  /** Something is wanted otherwise than a moment ago: no need to wait for the next look. */
  private look(): void {
    void this.table.look();
    this.changed();
  }

  private changed(): void {
    this.hasChanged = true;
    this.telling ??= setTimeout(() => this.tell(), tellEveryMs);
  }

  private tell(): void {
    this.telling = null;
    if (!this.hasChanged) return;
    this.hasChanged = false;
    const fresh = this.reports.takeFresh();
    this.parts.events.emit('devices.state', this.state(), isMaintenance);
    if (fresh.length > 0) this.parts.events.emit('devices.reports', [...fresh], isMaintenance);
  }
}

function isLocal(peer: Peer): boolean {
  return peer.isLocal;
}

function isMaintenance(peer: Peer): boolean {
  return isAllowed(may.maintain, peer.who().role);
}
