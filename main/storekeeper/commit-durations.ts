/** How long commits took: percentiles over the last so many groups. */
import type { CommitFigures } from '../station/store/store-protocol.ts';

const remembered = 600;

export class CommitDurations {
  private readonly recent: number[] = [];
  private groups = 0;
  private parts = 0;

  add(ms: number, parts: number): void {
    this.recent[this.groups % remembered] = ms;
    this.groups += 1;
    this.parts += parts;
  }

  figures(): CommitFigures {
    const sorted = [...this.recent].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return { parts: this.parts, groups: this.groups, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
  }
}
