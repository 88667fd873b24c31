/** Figures as people read them. */

import type { PerPrecision } from '../../evaluate/both-precisions.ts';
import { type BadPicture, countBad } from '../../evaluate/data/bad-pictures.ts';
import type { EvaluateReport } from '../../evaluate/evaluate.ts';
import { textTable } from '../table.ts';

/** Above the columns of every table of figures. */
export const columns = ['', 'INT8', 'FP32'] as const;

type Interval = readonly [number, number] | null;

/** `99.2 %  (97.8 to 100.0)`; a dash where there is nothing. */
export function percent(value: number | null, interval: Interval = null): string {
  if (value === null) return '–';
  const span = interval ? `  (${points(interval[0]).padStart(4)} to ${points(interval[1]).padStart(5)})` : '';
  return `${points(value)} %${span}`;
}

export function percentOf({
  value,
  interval95,
}: {
  readonly value: number | null;
  readonly interval95: Interval;
}): string {
  return percent(value, interval95);
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

export function decimal(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

/** One row a figure: what it is, INT8, FP32. */
export function sideBySide<T>(
  label: string,
  { int8, fp32 }: PerPrecision<T>,
  tell: (figures: T) => string,
): readonly string[] {
  return [label, tell(int8), tell(fp32)];
}

/** What a reader must know, below the figures. */
export function remarks(skipped: readonly BadPicture[], warnings: readonly string[]): string[] {
  const left = skipped.length > 0 ? [`Left out: ${countBad(skipped)}`] : [];
  return [...left, ...warnings.map((warning) => `! ${warning}`)];
}

export function speedText({ threads, latencyMs }: Pick<EvaluateReport, 'threads' | 'latencyMs'>): string {
  const rows = (['p50', 'p90', 'p99'] as const).map((p) =>
    sideBySide(`milliseconds a picture, ${p}`, latencyMs, (times) => times[p].toFixed(1)),
  );
  const title = `Speed of the model alone, ${threads} thread${threads === 1 ? '' : 's'}, in turns`;
  return `${title}\n${textTable([columns, ...rows])}`;
}
