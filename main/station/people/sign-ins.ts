/**
 * Who has signed in at which screen. In memory only: a station that starts again starts with nobody.
 *
 *   nobody ──sign-in──▶ somebody ──touch──▶ somebody (idle from now)
 *     ▲                    │
 *     └──sign-out, idle────┘
 */
export interface SignIn {
  readonly screen: string;
  readonly person: string;
  readonly isLocal: boolean;
}

export class SignIns {
  private readonly nowMs: () => number;
  private readonly idleMs: number;
  private readonly byScreen = new Map<string, SignIn & { readonly activeAtMs: number }>();

  /** @param nowMs monotonic. */
  constructor(nowMs: () => number, idleMs: number) {
    this.nowMs = nowMs;
    this.idleMs = idleMs;
  }

  /** @returns who was there before. */
  begin(signIn: SignIn): SignIn | null {
    const before = this.at(signIn.screen);
    this.byScreen.set(signIn.screen, { ...signIn, activeAtMs: this.nowMs() });
    return before;
  }

  /** Somebody touches this screen. A touch that comes too late wakes nobody. */
  touch(screen: string): void {
    const signIn = this.at(screen);
    if (signIn) this.byScreen.set(screen, { ...signIn, activeAtMs: this.nowMs() });
  }

  /** Null: nobody, or for too long without a touch. */
  at(screen: string): SignIn | null {
    return this.returnsInMs(screen) === null ? null : (this.byScreen.get(screen) ?? null);
  }

  /** Until the screen returns to operator level; null while nobody is there. */
  returnsInMs(screen: string): number | null {
    const signIn = this.byScreen.get(screen);
    if (!signIn) return null;
    const leftMs = signIn.activeAtMs + this.idleMs - this.nowMs();
    return leftMs > 0 ? leftMs : null;
  }

  /** @returns who it was. */
  end(screen: string): SignIn | null {
    const signIn = this.byScreen.get(screen) ?? null;
    this.byScreen.delete(screen);
    return signIn;
  }

  /** Ends those that are over, once each. */
  takeIdle(): readonly SignIn[] {
    const idle = [...this.byScreen.values()].filter(({ screen }) => this.at(screen) === null);
    for (const { screen } of idle) this.byScreen.delete(screen);
    return idle;
  }

  all(): readonly SignIn[] {
    return [...this.byScreen.values()];
  }
}
