/**
 * Fires the camera of a recipe with software trigger, one frame at a time: which frame belongs to which trigger is
 * certain only while no other shot is under way. Triggers that come faster than frames wait their turn; each counts.
 */
export interface TriggerPulseParts {
  /** Opens a trigger in the ledger. */
  readonly open: () => number;
  /** Does any part still wait for frames? */
  readonly isWaiting: () => boolean;
  readonly fire: () => void;
  /** A shot that brings no frame within this time is over. */
  readonly frameTimeoutMs: number;
}

export class TriggerPulse {
  private readonly parts: TriggerPulseParts;
  private firedMs: number | null = null;

  constructor(parts: TriggerPulseParts) {
    this.parts = parts;
  }

  /** @returns the number of the trigger */
  request(nowMs: number): number {
    const trigger = this.parts.open();
    this.advance(nowMs);
    return trigger;
  }

  /** A frame came, or the camera said that it is lost. */
  shotEnded(nowMs: number): void {
    this.firedMs = null;
    this.advance(nowMs);
  }

  /** To be called often: a shot may bring nothing. */
  tick(nowMs: number): void {
    if (this.firedMs !== null && nowMs - this.firedMs >= this.parts.frameTimeoutMs) this.shotEnded(nowMs);
  }

  private advance(nowMs: number): void {
    if (this.firedMs !== null || !this.parts.isWaiting()) return;
    this.firedMs = nowMs;
    this.parts.fire();
  }
}
