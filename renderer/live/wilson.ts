/** Normal quantile of a two-sided 95 %. */
const z = 1.959964;

/**
 * How far the share behind `hits` of `trials` may reasonably lie from what was counted: the 95 % score interval, 0..1
 * (E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209). Null before the first trial.
 */
export function wilsonInterval(hits: number, trials: number): { readonly from: number; readonly to: number } | null {
  if (trials === 0) return null;
  const share = hits / trials;
  const weight = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  // Rounding must not put nothing above zero, nor everything below one.
  return { from: hits === 0 ? 0 : centre - half, to: hits === trials ? 1 : centre + half };
}
