/** Waiting that can be cut short. */

/** A timer that can be told by a fake clock. @returns what calls it off */
export type After = (ms: number, call: () => void) => () => void;

export const systemAfter: After = (ms, call) => {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
};

export class Rest {
  private readonly after: After;
  private end: (() => void) | null = null;

  constructor(after: After) {
    this.after = after;
  }

  /** Resolves after `ms`, or when somebody calls `wake`. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.after(ms, () => this.end?.());
      this.end = () => {
        cancel();
        this.end = null;
        resolve();
      };
    });
  }

  /** Whoever does not rest is not disturbed. */
  wake(): void {
    this.end?.();
  }
}
