/** What a count of misses proves about their share: exact binomial bounds (Clopper and Pearson 1934). */

/** Chance of at most `count` of `of` when each has the chance `share`. */
export function atMost(count: number, of: number, share: number): number {
  if (share <= 0) return 1;
  if (share >= 1) return count >= of ? 1 : 0;
  // By logarithms: hundreds of thousands overflow.
  const step = Math.log(share) - Math.log1p(-share);
  let term = of * Math.log1p(-share);
  let sum = Math.exp(term);
  for (let k = 1; k <= count; k++) {
    term += Math.log((of - k + 1) / k) + step;
    sum += Math.exp(term);
  }
  return Math.min(1, sum);
}

/** One-sided: the true share is at most this, and that is wrong with at most `risk`. 1 where all, or nothing, was counted. */
export function upperBound(count: number, of: number, risk = 0.05): number {
  return count >= of ? 1 : rootOf((share) => risk - atMost(count, of, share));
}

/** One-sided, from below. */
export function lowerBound(count: number, of: number, risk = 0.05): number {
  return count === 0 ? 0 : rootOf((share) => 1 - atMost(count - 1, of, share) - risk);
}

/** Where a rising function of a share crosses zero, by halving. */
function rootOf(rising: (share: number) => number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
