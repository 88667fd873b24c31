/**
 * A line output without a wire, for the demo and for tests: it behaves as a real one must and records every output
 * with its time.
 */
import type { Clock, LineOutput } from '../ports.ts';
import type { Timers } from './answering.ts';

export type LineEvent = { readonly atMs: number; readonly atWallMs: number } & LineOutputEvent;
type LineOutputEvent =
  | { readonly kind: 'ready' | 'not-ready' | 'heartbeat-lost' | 'closed' }
  | { readonly kind: 'answer'; readonly trigger: number; readonly ok: boolean }
  | { readonly kind: 'stop'; readonly reason: string };

/** What the machine would read. `ok` belongs to `trigger` and is false until a part was answered OK. */
export interface WireState {
  readonly ready: boolean;
  readonly ok: boolean;
  readonly trigger: number | null;
  readonly stopReason: string | null;
}

export interface SimulatedLineParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly heartbeatMs: number;
  /** Outputs that are remembered; the oldest are forgotten. */
  readonly keep?: number;
}

const notOk: WireState = { ready: false, ok: false, trigger: null, stopReason: null };

export class SimulatedLine implements LineOutput {
  private readonly parts: SimulatedLineParts;
  private readonly events: LineEvent[] = [];
  private phase: 'new' | 'started' | 'closed' = 'new';
  private wireState = notOk;
  private isReady = false;
  private isAlive = false;
  private watchdog: unknown = null;

  constructor(parts: SimulatedLineParts) {
    this.parts = parts;
  }

  start(): Promise<void> {
    if (this.phase === 'new') this.phase = 'started';
    return Promise.resolve();
  }

  ready(isReady: boolean): void {
    if (this.phase !== 'started') return;
    this.isReady = isReady;
    this.heartbeat();
  }

  /** After a lost heartbeat the next one restores ready, if the station last said that it is. */
  heartbeat(): void {
    if (this.phase !== 'started') return;
    this.isAlive = true;
    this.parts.timers.clearTimeout(this.watchdog);
    this.watchdog = this.parts.timers.setTimeout(() => this.loseHeartbeat(), this.parts.heartbeatMs);
    this.showReady();
  }

  answer({ trigger, ok }: { readonly trigger: number; readonly ok: boolean }): void {
    if (this.phase !== 'started') return;
    const isOk = ok && this.wireState.ready;
    this.wireState = { ...this.wireState, ok: isOk, trigger };
    this.record({ kind: 'answer', trigger, ok: isOk });
  }

  stopLine(reason: string): void {
    if (this.phase !== 'started') return;
    this.wireState = { ...this.wireState, stopReason: reason };
    this.record({ kind: 'stop', reason });
  }

  state(): 'ready' | 'not-ready' | 'fault' {
    return this.wireState.ready ? 'ready' : 'not-ready';
  }

  close(): Promise<void> {
    if (this.phase !== 'closed') {
      this.phase = 'closed';
      this.parts.timers.clearTimeout(this.watchdog);
      this.wireState = { ...this.wireState, ready: false, ok: false };
      this.record({ kind: 'closed' });
    }
    return Promise.resolve();
  }

  wire(): WireState {
    return this.wireState;
  }

  /** Oldest first. */
  history(): readonly LineEvent[] {
    return [...this.events];
  }

  private loseHeartbeat(): void {
    this.isAlive = false;
    if (!this.wireState.ready) return;
    this.record({ kind: 'heartbeat-lost' });
    this.showReady();
  }

  private showReady(): void {
    const ready = this.isReady && this.isAlive;
    if (ready === this.wireState.ready) return;
    this.wireState = { ...this.wireState, ready, ok: false };
    this.record({ kind: ready ? 'ready' : 'not-ready' });
  }

  private record(event: LineOutputEvent): void {
    const { clock, keep = 1000 } = this.parts;
    this.events.push({ atMs: clock.monotonicMs(), atWallMs: clock.wallMs(), ...event });
    if (this.events.length > keep) this.events.shift();
  }
}
