/**
 * What is left for a part. The station's clock says how much was left when it spoke; from then on this screen's monotonic
 * clock counts, so that no clock that jumps, here or there, gives or takes time.
 */

export interface Spoken {
  /** The station's clock when it spoke, wall clock. */
  readonly at: number;
  /** This screen's monotonic clock when that came. */
  readonly cameAtMs: number;
}

/** Negative once the time is over; null where nothing ends. */
export function leftMs(dueAt: number | null, spoken: Spoken, nowMs: number): number | null {
  return dueAt === null ? null : dueAt - spoken.at - (nowMs - spoken.cameAtMs);
}

/** The station's clock now. */
export function stationNow(spoken: Spoken, nowMs: number): number {
  return spoken.at + (nowMs - spoken.cameAtMs);
}

export type Haste = 'calm' | 'soon' | 'over';

const soonMs = 60_000;

export function hasteOf(left: number | null): Haste {
  if (left === null) return 'calm';
  if (left <= 0) return 'over';
  return left < soonMs ? 'soon' : 'calm';
}

/** `0:42`, `2:05`, `1:02:03`: what is left, begun seconds counted whole, so that 0:00 is the end. */
export function clockWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Of the time that a part had, 1 downwards to 0. */
export function shareLeft(left: number, openedAt: number, dueAt: number): number {
  const whole = dueAt - openedAt;
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, left / whole));
}
