/** How long to wait before the next try: exponential with full jitter, so that stations that failed together do not return together. Pure. */

const firstMs = 500;
export const longestMs = 60_000;

/**
 * @param failures in a row, from 1.
 * @param random 0 ≤ random < 1
 * @returns milliseconds, 0..60,000. Source: M. Brooker, "Exponential backoff and jitter" (full jitter).
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.round(ceiling * random);
}
