/**
 * Collects until `limit` items wait or the first of them has waited `waitMs`, then hands over the group.
 *
 * A group that could not be committed stays, in order, and is tried again after `retryMs` together with what has come
 * meanwhile: nothing is dropped here, whatever happens to the disk.
 */
export interface GroupCommitOptions<T> {
  readonly limit: number;
  readonly waitMs: number;
  readonly retryMs: number;
  /** Commits one group of at most `limit` items, synchronously. False: not now. */
  readonly commit: (group: readonly T[]) => boolean;
  /** Calls once after `ms`; returns how to call it off. */
  readonly after: (ms: number, call: () => void) => () => void;
}

const groupsAtOnce = 8;

export class GroupCommit<T> {
  private readonly options: GroupCommitOptions<T>;
  private items: T[] = [];
  private cancelTimer: (() => void) | null = null;
  private isRetrying = false;
  private isCommitting = false;
  private paused = false;

  constructor(options: GroupCommitOptions<T>) {
    this.options = options;
  }

  get isPaused(): boolean {
    return this.paused;
  }
  get waiting(): number {
    return this.items.length;
  }

  add(item: T): void {
    this.items.push(item);
    // While a group is being committed this may be called from within: what comes then waits for the next group.
    if (this.isCommitting || this.isRetrying || this.paused) return;
    if (this.items.length >= this.options.limit) this.commitSome();
    else if (!this.cancelTimer) this.setTimer(this.options.waitMs);
  }

  /** Commits all that waits now, a group after the other. False when something is left. */
  flush(): boolean {
    while (this.items.length > 0 && !this.paused && this.commitOne());
    return this.items.length === 0;
  }

  /** Nothing is committed until `resume`: the database is being replaced. */
  pause(): void {
    this.paused = true;
    this.clearTimer();
  }
  resume(): void {
    this.paused = false;
    this.commitSome();
  }

  /** A long queue after a full disk goes in portions: whoever asks for the status meanwhile gets an answer. */
  private commitSome(): void {
    for (let groups = 0; groups < groupsAtOnce; groups += 1) {
      if (this.items.length === 0 || this.paused || !this.commitOne()) return;
    }
    if (this.items.length === 0) return;
    this.clearTimer();
    this.setTimer(0);
  }

  private commitOne(): boolean {
    this.clearTimer();
    const group = this.items.slice(0, this.options.limit);
    let isCommitted = false;
    this.isCommitting = true;
    try {
      isCommitted = this.options.commit(group);
      return isCommitted;
    } finally {
      // What `commit` throws is for its caller to hear of; the group stays and is tried again all the same.
      this.isCommitting = false;
      this.isRetrying = !isCommitted;
      if (isCommitted) this.items.splice(0, group.length);
      if (this.items.length > 0 && !this.paused)
        this.setTimer(isCommitted ? this.options.waitMs : this.options.retryMs);
    }
  }

  private setTimer(ms: number): void {
    this.cancelTimer = this.options.after(ms, () => {
      this.cancelTimer = null;
      this.commitSome();
    });
  }
  private clearTimer(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }
}
