const firstMs = 250;
const longestMs = 5_000;

/** Pause before the try number `attempt` (from 1), growing to five seconds; `random` in [0, 1) keeps many screens apart. */
export function retryPauseMs(attempt: number, random: number): number {
  const grown = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(grown * (0.75 + random * 0.25));
}
