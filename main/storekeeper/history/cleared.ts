/** Which verdicts' parts were cleared away: ranges of entries, so that a row that is gone for another reason shows. Pure. */

/** First and last entry, both included. */
export type EntryRange = readonly [first: number, last: number];

export interface Looked {
  /** The part's verdict; null for a part from before there was a history. */
  readonly entry: number | null;
  /** Its rows go. */
  readonly goes: boolean;
}

/** @param looked in the order of the parts; verdicts between two neighbours are of parts that went before. */
export function entryRanges(looked: readonly Looked[]): EntryRange[] {
  const ranges: EntryRange[] = [];
  let isRunning = false;
  for (const { entry, goes } of looked) {
    if (goes && entry !== null) {
      const last = isRunning ? ranges.pop() : undefined;
      ranges.push([last?.[0] ?? entry, entry]);
    }
    isRunning = goes && entry !== null;
  }
  return ranges;
}

/** Ranges that touch or overlap are one; in ascending order. */
export function joined(ranges: readonly EntryRange[]): EntryRange[] {
  const ordered = ranges.toSorted(([a], [b]) => a - b);
  const result: EntryRange[] = [];
  for (const [first, last] of ordered) {
    const before = result.at(-1);
    if (before && first <= before[1] + 1) result[result.length - 1] = [before[0], Math.max(before[1], last)];
    else result.push([first, last]);
  }
  return result;
}

/** @param ranges as `joined` makes them. */
export function covers(ranges: readonly EntryRange[], entry: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (!range || range[0] > entry) high = middle;
    else if (range[1] < entry) low = middle + 1;
    else return true;
  }
  return false;
}
