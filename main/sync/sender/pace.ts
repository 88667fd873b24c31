/**
 * So many messages a second and no more: a token bucket that holds half a second. Catching up with three days must not
 * cost the line a frame.
 */
export class Pace {
  private readonly perMs: number;
  private readonly most: number;
  private tokens: number;
  private atMs: number;

  constructor(messagesPerSecond: number, nowMs: number) {
    this.perMs = messagesPerSecond / 1000;
    this.most = Math.max(1, messagesPerSecond / 2);
    this.tokens = this.most;
    this.atMs = nowMs;
  }

  /** Takes that many, on credit if need be. @returns milliseconds to wait before they may go */
  take(messages: number, nowMs: number): number {
    this.tokens = Math.min(this.most, this.tokens + Math.max(0, nowMs - this.atMs) * this.perMs);
    this.atMs = nowMs;
    this.tokens -= messages;
    return this.tokens >= 0 ? 0 : -this.tokens / this.perMs;
  }
}
