/**
 * Area under the ROC curve: the chance that a defective picture scores above a good one; a tie counts half.
 *
 * By ranks (Mann and Whitney 1947), so that thousands of resamples stay cheap.
 * @returns null where one of the two is missing.
 */
export function auroc(good: readonly number[], defective: readonly number[]): number | null {
  if (good.length === 0 || defective.length === 0) return null;
  const goodUp = ascending(good);
  let below = 0;
  let upTo = 0;
  let sum = 0;
  // Both walk upwards together: `below` good ones lie under the score, `upTo` under or at it.
  for (const score of ascending(defective)) {
    while (below < goodUp.length && (goodUp[below] as number) < score) below++;
    upTo = Math.max(upTo, below);
    while (upTo < goodUp.length && (goodUp[upTo] as number) <= score) upTo++;
    sum += (below + upTo) / 2;
  }
  return sum / (good.length * defective.length);
}

export function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
