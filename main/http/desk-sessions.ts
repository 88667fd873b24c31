/**
 * Browsers at other desks. Each gets a cookie before anybody has signed in; what it may do is a matter of the sign-in.
 *
 * Cookies cost nothing to ask for, so there are only so many of them, and one address gets only so many a minute.
 */
import { randomSecret } from './access.ts';

export const sessionsAtMost = 500;
export const freshPerMinute = 30;
const minuteMs = 60_000;

export class DeskSessions {
  private readonly nowMs: () => number;
  /** The one that was seen longest ago comes first. */
  private readonly seen = new Set<string>();
  private readonly asked = new Map<string, number>();
  private minuteStartedMs = Number.NEGATIVE_INFINITY;

  /** @param nowMs monotonic. */
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  isSession(session: string): boolean {
    if (!this.seen.delete(session)) return false;
    this.seen.add(session);
    return true;
  }

  /** Null: this address has asked too often within the minute. */
  fresh(address: string): string | null {
    if (this.nowMs() - this.minuteStartedMs >= minuteMs) {
      this.minuteStartedMs = this.nowMs();
      this.asked.clear();
    }
    const asked = (this.asked.get(address) ?? 0) + 1;
    this.asked.set(address, asked);
    if (asked > freshPerMinute) return null;
    const session = randomSecret();
    this.seen.add(session);
    if (this.seen.size > sessionsAtMost) for (const oldest of this.seen) return this.forget(oldest, session);
    return session;
  }

  private forget(oldest: string, session: string): string {
    this.seen.delete(oldest);
    return session;
  }
}
