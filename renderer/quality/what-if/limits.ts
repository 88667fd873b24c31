/** The two limits of each class, and how two sets of them differ. */
import type { LimitsVersion } from '../../../main/api/slices/quality.ts';

export type LimitsByClass = LimitsVersion['limits'];
export type Limits = LimitsByClass[string];

/** The lower limit stays this far below the upper one: between them a person is asked. */
export const leastApart = 0.01;

/** One limit is moved, in hundredths; the other gives way rather than being crossed. */
export function withLimit(limits: Limits, which: keyof Limits, value: number): Limits {
  const at = Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
  if (which === 'passBelow') {
    const passBelow = Math.min(at, 1 - leastApart);
    return { passBelow, failAbove: hundredths(Math.max(limits.failAbove, passBelow + leastApart)) };
  }
  const failAbove = Math.max(at, leastApart);
  return { passBelow: hundredths(Math.min(limits.passBelow, failAbove - leastApart)), failAbove };
}

function hundredths(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

export interface LimitChange {
  readonly class: string;
  readonly before: Limits | null;
  readonly after: Limits | null;
}

/** Only the classes whose limits differ, by name. */
export function changesOf(before: LimitsByClass, after: LimitsByClass): readonly LimitChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .map((name) => ({ class: name, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((change) => !isSame(change.before, change.after));
}

function isSame(a: Limits | null, b: Limits | null): boolean {
  return a?.passBelow === b?.passBelow && a?.failAbove === b?.failAbove;
}
