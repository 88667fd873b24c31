/**
 * How often verdict and truth differ, in a demo whose pictures come with their truth. Parts of this run, as they are
 * committed; a station that inspects real parts never knows this.
 */
import type { DemoTruth, PartSummary } from '../../api/slices/live.ts';

const noParts: DemoTruth['good'] = { pass: 0, fail: 0, review: 0 };

export class TruthTally {
  private counts: DemoTruth | null = null;

  add(parts: readonly PartSummary[]): void {
    for (const { at, truth, verdict } of parts) {
      // Nobody looked at a missed part: it is neither an escape nor a false call.
      if (truth === null || verdict === 'missed') continue;
      const before = this.counts ?? { since: at, defective: noParts, good: noParts };
      this.counts = { ...before, [truth]: { ...before[truth], [verdict]: before[truth][verdict] + 1 } };
    }
  }

  /** Null before the first part whose truth is known. */
  read(): DemoTruth | null {
    return this.counts;
  }
}
