/** What both reports begin with, and the limits that both judge by. */
import type { Limits } from '../station/config/recipe.ts';
import type { Bundle } from '../station/inference/bundle.ts';
import type { Manifest } from '../station/inference/manifest.ts';
import type { PerPrecision } from './both-precisions.ts';
import type { Percentiles } from './metrics/percentiles.ts';
import type { EvaluateOptions } from './options.ts';

export function headOf(
  { manifest }: Bundle,
  { dataDir, threads }: EvaluateOptions,
  n: number,
  latencyMs: PerPrecision<Percentiles>,
) {
  const { name, version } = manifest;
  return { bundle: { name, version }, data: dataDir, n, threads, latencyMs };
}

/** In the order of the classes. The manifest's schema has made sure that each has its own. */
export function limitsOf({ classes, limits }: Manifest): Limits[] {
  return classes.map((name) => limits[name] ?? { passBelow: 0, failAbove: 1 });
}
