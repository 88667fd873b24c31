/** What a check of the history found. */
import type { CheckFinding } from '../../../api/slices/history.ts';

export type { CheckFinding };
export type FindingKind = CheckFinding['what'];

/** So many are told; the others are counted. */
const told = 100;

export class Findings {
  count = 0;
  private readonly first: CheckFinding[] = [];

  /** @param entry that it is about; a segment's first; null for what has none. */
  add(what: FindingKind, entry: number | null, text: string): void {
    this.count += 1;
    if (this.first.length < told) this.first.push({ what, entry, text });
  }

  /** By entry; what has none comes last. */
  get list(): readonly CheckFinding[] {
    const place = ({ entry }: CheckFinding): number => entry ?? Number.POSITIVE_INFINITY;
    return this.first.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  }
}

export function timeText(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
