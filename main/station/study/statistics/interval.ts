/** Normal quantile of a two-sided 95 %. */
const z = 1.959964;
/** Below it an error is what rounding has left of zero. */
const smallestError = 1e-9;

/**
 * Large-sample 95 % interval of a kappa, within [-1, 1]. Null for an error of zero: where all ratings agree the formula
 * gives none, and an interval without width would say that the truth is known.
 */
export function intervalAround(value: number, error: number): { readonly low: number; readonly high: number } | null {
  if (error < smallestError) return null;
  return { low: Math.max(-1, value - z * error), high: Math.min(1, value + z * error) };
}
