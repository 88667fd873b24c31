/**
 * Keeps one child process running.
 *
 *   starting ──ready──▶ ready ──exit──▶ restarting ──ready──▶ ready
 *      │                                    │
 *      └── says what is wrong ──▶ fault ◀───┘ more restarts than the budget
 *                                   │ every 30 s another try; ready ──▶ ready
 *
 * A child that ends by itself is started again at once, 5 times in 60 s; one that lives and says nothing any more is
 * killed, which is such an end. One that says before it is ready what is wrong
 * with it (a broken bundle, a newer database), or takes too long, would do the same again: that is a fault at once. The
 * tries go on all the same, slowly: what was wrong may be put right meanwhile.
 */
import { z } from 'zod';
import { say } from '../../api/said/say.ts';
import type { Child } from '../../process/spawn.ts';
import { systemClock } from '../clock.ts';
import type { Clock } from '../ports.ts';
import { spendRestart } from './restart-budget.ts';

export interface ChildState {
  readonly state: 'starting' | 'ready' | 'restarting' | 'fault';
  /** What is wrong, in a sentence; null while nothing is. */
  readonly detail: string | null;
  /** What to do about it, where the child knows. */
  readonly remedy: string | null;
  /** Starts after the first. */
  readonly restarts: number;
}

export interface SuperviseOptions {
  /** For sentences: `engine`, `store`. */
  readonly name: string;
  readonly spawn: () => Child;
  /** Goes to each new process as `{start}`. */
  readonly start: unknown;
  /** The child's `{kind: 'ready', …}`, each time. */
  readonly onReady: (message: unknown) => void;
  /** Everything else that it says. */
  readonly onStatus?: (message: unknown) => void;
  readonly onState: (state: ChildState) => void;
  readonly clock?: Clock;
  readonly readyTimeoutMs: number;
  /** For one that reports regularly: ready and silent for this long, it hangs. Absent: its silence means nothing. */
  readonly silentAfterMs?: number;
  /** Between tries while it is a fault. */
  readonly retryMs?: number;
  /** A child that was told to stop, or said its fault, is killed after this time. */
  readonly graceMs?: number;
}

export interface SupervisedChild {
  readonly pid: number | undefined;
  /** To the process that runs now, if one does. */
  send(message: unknown): void;
  /** At once; it is started again within the budget, and the reason is shown. */
  kill(reason: string): void;
  /** Asks it to stop, kills it when it does not. Resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
}

const readySchema = z.object({ kind: z.literal('ready') });
const faultSchema = z.object({ kind: z.literal('fault'), message: z.string(), remedy: z.string().nullish() });

interface Fault {
  readonly detail: string;
  readonly remedy: string | null;
}

export function superviseChild(options: SuperviseOptions): SupervisedChild {
  const supervisor = new Supervisor(options);
  supervisor.start();
  return supervisor;
}

class Supervisor implements SupervisedChild {
  private readonly options: SuperviseOptions;
  private readonly clock: Clock;
  private child: Child | null = null;
  private current: ChildState = { state: 'starting', detail: null, remedy: null, restarts: 0 };
  private history: readonly number[] = [];
  /** Of the process that runs now: what it said was wrong, or why it was killed. */
  private fault: Fault | null = null;
  private isReady = false;
  /** Kills a process that is not ready in time, falls silent, or does not go. */
  private patience: NodeJS.Timeout | null = null;
  private retry: NodeJS.Timeout | null = null;
  private stopped: Promise<void> | null = null;
  private onGone: () => void = () => undefined;

  constructor(options: SuperviseOptions) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    this.tell(this.current);
    this.launch();
  }

  send(message: unknown): void {
    this.child?.send(message);
  }

  kill(reason: string): void {
    this.fault ??= { detail: reason, remedy: null };
    this.child?.kill();
  }

  stop(): Promise<void> {
    this.stopped ??= new Promise((resolve) => {
      if (this.retry) clearTimeout(this.retry);
      if (!this.child) {
        resolve();
        return;
      }
      this.onGone = resolve;
      this.child.send({ kind: 'stop' });
      this.killAfter(this.options.graceMs ?? 2000, say('childNotStopped', { name: this.options.name }));
    });
    return this.stopped;
  }

  private launch(): void {
    this.retry = null;
    if (this.stopped) return;
    this.fault = null;
    this.isReady = false;
    const child = this.options.spawn();
    this.child = child;
    child.onMessage((message) => {
      if (this.child === child) this.hear(message);
    });
    child.onExit((how) => {
      if (this.child === child) this.gone(how);
    });
    this.awaitReady();
    child.send({ start: this.options.start });
  }

  private hear(message: unknown): void {
    if (this.stopped) return;
    const fault = faultSchema.safeParse(message);
    if (fault.success) {
      this.fault = { detail: fault.data.message, remedy: fault.data.remedy ?? null };
      this.killAfter(this.options.graceMs ?? 2000, say('childNotGone', { name: this.options.name }));
    } else if (readySchema.safeParse(message).success) {
      this.isReady = true;
      this.awaitWord();
      this.tell({ ...this.current, state: 'ready', detail: null, remedy: null });
      this.options.onReady(message);
    } else {
      // It works on its start and says so: mending a large database takes its time.
      if (!this.isReady) this.awaitReady();
      else if (!this.fault) this.awaitWord();
      this.options.onStatus?.(message);
    }
  }

  private awaitReady(): void {
    const { name, readyTimeoutMs } = this.options;
    this.killAfter(readyTimeoutMs, say('childNotReady', { name, seconds: readyTimeoutMs / 1000 }));
  }

  private awaitWord(): void {
    const { name, silentAfterMs } = this.options;
    if (silentAfterMs === undefined) this.calm();
    else this.killAfter(silentAfterMs, say('childSilent', { name, seconds: silentAfterMs / 1000 }));
  }

  private killAfter(delayMs: number, why: string): void {
    this.calm();
    const patience = setTimeout(() => {
      // It may be this process that was held up: what the child said meanwhile is read before it is judged.
      setImmediate(() => {
        if (this.patience === patience) this.kill(why);
      });
    }, delayMs);
    this.patience = patience;
  }

  private calm(): void {
    if (this.patience) clearTimeout(this.patience);
    this.patience = null;
  }

  private gone(how: string): void {
    this.child = null;
    this.calm();
    if (this.stopped) {
      this.onGone();
      return;
    }
    const wrong = this.fault ?? { detail: say('childEnded', { name: this.options.name, how }), remedy: null };
    const restarts = this.current.restarts + 1;
    if (this.current.state === 'fault' || (this.fault && !this.isReady) || !this.maySpendRestart()) {
      this.tell({ ...this.current, ...wrong, state: 'fault' });
      this.retry = setTimeout(() => {
        this.current = { ...this.current, restarts };
        this.launch();
      }, this.options.retryMs ?? 30_000);
    } else {
      this.tell({ ...wrong, state: 'restarting', restarts });
      this.launch();
    }
  }

  private maySpendRestart(): boolean {
    const spent = spendRestart(this.history, this.clock.monotonicMs());
    this.history = spent.history;
    return spent.isAllowed;
  }

  private tell(state: ChildState): void {
    this.current = state;
    this.options.onState(state);
  }
}
