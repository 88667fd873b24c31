/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). Pure. */

/** Whoever asks for more than this is asked again after it: a slip in a header must not silence a station for a week. */
const longestMs = 3_600_000;

/** @returns milliseconds from now, 0 to an hour; null for a header that is none */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(longestMs, Math.max(0, ms));
}
