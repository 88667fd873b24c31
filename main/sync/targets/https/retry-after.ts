/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). Pure. */

/** Whoever asks for more than this is asked again after it: a slip in a header must not silence a station for a week. */
const longestMs = 3_600_000;

/** @returns milliseconds from now, 0 to an hour; null for a header that is none */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  const isSeconds = /^\d+(\.\d+)?$/.test(text);
  // Every date of HTTP begins with the name of a day; `Date.parse` would take more.
  if (!isSeconds && !/^[A-Z][a-z]+,? /.test(text)) return null;
  const ms = isSeconds ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? null : Math.min(longestMs, Math.max(0, ms));
}
