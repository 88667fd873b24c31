/**
 * A second process of a kind that stands by: prepared and idle until the first one ends. Starting one takes a second, and
 * several on a busy machine; taking over takes none.
 */
import type { Child } from '../../process/spawn.ts';

export interface StandbyOptions {
  readonly spawn: () => Child;
  /** Goes to each as `{prepare}`; what takes over gets it once more, as `{start}`. It says `{kind: 'prepared'}`. */
  readonly start: unknown;
  /** It ended though nobody needed it. */
  readonly onLost: (how: string) => void;
  /** The one that works has just come up; its first moments are its own. */
  readonly refillMs?: number;
  /** One that was lost would perhaps be lost again. */
  readonly retryMs?: number;
  /** One that was told to stop is killed after this time. */
  readonly graceMs?: number;
}

export class Standby {
  private readonly options: StandbyOptions;
  private child: Child | null = null;
  private isPrepared = false;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private onGone: () => void = () => undefined;

  constructor(options: StandbyOptions) {
    this.options = options;
  }

  /** Undefined while none could take over at once. */
  get pid(): number | undefined {
    return this.isPrepared ? this.child?.pid : undefined;
  }

  /** The one that stands by, prepared or not quite; a new process where there is none. It is the caller's from now on. */
  take(): Child {
    const child = this.child ?? this.options.spawn();
    this.forget();
    return child;
  }

  /** One works: another one stands by from now on. */
  refill(): void {
    this.prepareIn(this.options.refillMs ?? 2_000);
  }

  /** Resolves when none is left. */
  stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    const { child } = this;
    if (!child) return Promise.resolve();
    const patience = setTimeout(() => child.kill(), this.options.graceMs ?? 2_000);
    return new Promise((resolve) => {
      this.onGone = () => {
        clearTimeout(patience);
        resolve();
      };
      child.send({ kind: 'stop' });
    });
  }

  private prepareIn(delayMs: number): void {
    if (this.isStopped || this.child || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.prepare();
    }, delayMs);
  }

  private prepare(): void {
    const child = this.options.spawn();
    this.child = child;
    child.onMessage((message) => {
      if (this.child === child && (message as { readonly kind?: unknown }).kind === 'prepared') this.isPrepared = true;
    });
    child.onExit((how) => {
      if (this.child === child) this.gone(how);
    });
    child.send({ prepare: this.options.start });
  }

  private gone(how: string): void {
    this.forget();
    if (this.isStopped) {
      this.onGone();
      return;
    }
    this.options.onLost(how);
    this.prepareIn(this.options.retryMs ?? 60_000);
  }

  private forget(): void {
    this.child = null;
    this.isPrepared = false;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
