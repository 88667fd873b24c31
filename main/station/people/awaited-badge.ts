/** An administrator gives a badge away: for a minute the next one that is read becomes somebody's. */
export interface Awaiting {
  readonly screen: string;
  readonly person: string;
  /** The administrator. */
  readonly by: string | null;
}

export const awaitedForMs = 60_000;

export class AwaitedBadge {
  private readonly nowMs: () => number;
  private awaiting: (Awaiting & { readonly untilMs: number }) | null = null;

  /** @param nowMs monotonic. */
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  await(awaiting: Awaiting): void {
    this.awaiting = { ...awaiting, untilMs: this.nowMs() + awaitedForMs };
  }

  stop(screen: string): void {
    if (this.awaiting?.screen === screen) this.awaiting = null;
  }

  /** At this screen; it is then no longer awaited. */
  take(screen: string): Awaiting | null {
    return this.awaiting?.screen === screen ? this.takeAny() : null;
  }

  takeAny(): Awaiting | null {
    const { awaiting } = this;
    this.awaiting = null;
    return awaiting && this.nowMs() < awaiting.untilMs ? awaiting : null;
  }
}
