/** Keeps the stack light at what the station's state asks for: twice a second, so that it can blink at 1 Hz. */
import type { LightColour, LightStatus } from '../../api/slices/devices.ts';
import type { StackLightConfig } from '../config/devices.ts';
import type { Log } from '../log/log.ts';
import type { Clock } from '../ports.ts';
import type { Device } from './device.ts';
import { type Light, type LightInput, LightState, lampReports } from './stack-light.ts';

const tickMs = 500;
/** Said again all the same: a lamp that lost its power for a moment is dark. */
const sayAgainMs = 10_000;
export const testMs = 5_000;
/** The end of the station waits no longer for a lamp that takes nothing. */
const darkWithinMs = 1_000;

export interface LightKeeperParts {
  readonly config: StackLightConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly input: () => LightInput;
  readonly lights: () => readonly Device[];
  readonly onChange: () => void;
}

interface Test {
  readonly lit: readonly LightColour[];
  readonly untilMs: number;
}

export class LightKeeper {
  private readonly parts: LightKeeperParts;
  private readonly state = new LightState();
  /** What each was told last, and when. */
  private readonly told = new WeakMap<Device, { readonly lit: string; readonly atMs: number }>();
  private readonly busy = new WeakSet<Device>();
  private readonly failing = new WeakSet<Device>();
  private timer: NodeJS.Timeout | null = null;
  private test: Test | null = null;
  private isDarkHalf = false;
  private shown: Light;

  constructor(parts: LightKeeperParts) {
    this.parts = parts;
    this.shown = this.state.light();
  }

  start(): void {
    this.timer = setInterval(() => this.tick(), tickMs);
  }

  tick(): void {
    this.isDarkHalf = !this.isDarkHalf;
    const before = JSON.stringify(this.status());
    if (this.test && this.parts.clock.monotonicMs() >= this.test.untilMs) this.test = null;
    this.shown = this.state.see(this.parts.input());
    if (JSON.stringify(this.status()) !== before) this.parts.onChange();
    this.tell();
  }

  status(): LightStatus {
    const { condition, isAcknowledged, lit, isBlinking } = this.shown;
    if (this.test) return { condition, isAcknowledged, lit: [...this.test.lit], isBlinking: false, isTest: true };
    return { condition, isAcknowledged, lit: [...lit], isBlinking, isTest: false };
  }

  acknowledge(): void {
    this.state.acknowledge();
    this.shown = this.state.light();
    this.parts.onChange();
    this.tell();
  }

  tryLamps(lit: readonly LightColour[]): void {
    this.test = { lit, untilMs: this.parts.clock.monotonicMs() + testMs };
    this.parts.onChange();
    this.tell();
  }

  /** Dark: a light that goes on showing green beside a station that has ended would be a lie. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    const dark = Promise.all(this.parts.lights().map((light) => this.send(light, [])));
    let late: NodeJS.Timeout | undefined;
    await Promise.race([dark, new Promise((resolve) => (late = setTimeout(resolve, darkWithinMs)))]);
    clearTimeout(late);
  }

  private tell(): void {
    const { lit, isBlinking } = this.status();
    const now = isBlinking && this.isDarkHalf ? [] : lit;
    const nowMs = this.parts.clock.monotonicMs();
    for (const light of this.parts.lights()) {
      const last = this.told.get(light);
      const isKnown = last?.lit === now.join() && nowMs - last.atMs < sayAgainMs;
      // One that has not taken the report before gets the newest later, not a queue of old ones.
      if (isKnown || !light.isOpen || this.busy.has(light)) continue;
      this.told.set(light, { lit: now.join(), atMs: nowMs });
      void this.send(light, now);
    }
  }

  /** Never rejects: a lamp that takes nothing is told once. */
  private async send(light: Device, lit: readonly LightColour[]): Promise<void> {
    const { config, log } = this.parts;
    this.busy.add(light);
    try {
      for (const report of lampReports(config, lit)) await light.send(report, config.send);
      if (this.failing.delete(light)) log.info('the stack light takes reports again', { path: light.info.path });
    } catch (error) {
      this.told.delete(light);
      if (this.failing.has(light) || this.timer === null) return;
      this.failing.add(light);
      log.warn('the stack light takes no report', { path: light.info.path, error });
    } finally {
      this.busy.delete(light);
    }
  }
}
