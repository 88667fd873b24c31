/**
 * Average precision over all points, under the envelope: at each recall the best precision at that recall or more.
 *
 * Detections with the same score come in together, so that the order of pictures changes nothing.
 */

export interface Judged {
  readonly score: number;
  readonly isRight: boolean;
}

/** Every detection counts once. */
export const once = (): number => 1;

/** Best score first. */
export function bestFirst<T extends { readonly score: number }>(detections: readonly T[]): T[] {
  return detections.toSorted((a, b) => b.score - a.score);
}

/**
 * @param sorted detections of one class over all pictures, best score first.
 * @param truths how many there are to find.
 * @param weightOf how often a detection counts: a resample draws a picture several times, or not at all.
 * @returns null where there is nothing to find.
 */
export function averagePrecision<T extends Judged>(
  sorted: readonly T[],
  truths: number,
  weightOf: (detection: T) => number = once,
): number | null {
  if (truths <= 0) return null;
  const steps: { readonly gained: number; readonly precision: number }[] = [];
  let right = 0;
  let all = 0;
  for (let i = 0; i < sorted.length; ) {
    const before = right;
    const { score } = sorted[i] as T;
    for (; i < sorted.length && (sorted[i] as T).score === score; i++) {
      const { isRight } = sorted[i] as T;
      const weight = weightOf(sorted[i] as T);
      all += weight;
      if (isRight) right += weight;
    }
    if (right > before) steps.push({ gained: right - before, precision: right / all });
  }
  let best = 0;
  let area = 0;
  for (const { gained, precision } of steps.reverse()) {
    best = Math.max(best, precision);
    area += gained * best;
  }
  return area / truths;
}

export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
