/**
 * How many of the passed parts are defective, without a customer who returns them: passed parts are drawn at random and
 * audited, each standing for as many as its chance of being drawn says.
 *
 * Horvitz and Thompson (1952) with the chances `audited / passed` of each recipe; the interval is the 95 % score interval
 * (Wilson 1927) at the effective number of audits (Kish 1965): unequal weights prove less than as many equal ones.
 */
import type { Estimate } from './stratified.ts';

export interface Audited {
  readonly passed: number;
  readonly audited: number;
  readonly defective: number;
}

/** Normal quantile of a two-sided 95 %. */
const z = 1.959964;

/** 0..1; null while nothing was audited. Recipes without an audit are not spoken of. */
export function escapeRate(strata: readonly Audited[]): Estimate | null {
  const spoken = strata.filter(({ audited, passed }) => audited > 0 && passed > 0);
  const total = spoken.reduce((sum, { passed }) => sum + passed, 0);
  if (total === 0) return null;
  const value = spoken.reduce((sum, { passed, audited, defective }) => sum + passed * (defective / audited), 0) / total;
  // Each of a recipe's audits weighs passed / audited.
  const squares = spoken.reduce((sum, { passed, audited }) => sum + (passed * passed) / audited, 0);
  return scoreInterval(value, (total * total) / squares);
}

function scoreInterval(share: number, n: number): Estimate {
  const weight = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    value: share,
    low: share === 0 ? 0 : Math.max(0, centre - half),
    high: share === 1 ? 1 : Math.min(1, centre + half),
  };
}
