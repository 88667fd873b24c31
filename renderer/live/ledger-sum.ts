import type { Ledger } from '../../main/api/words.ts';

/** Triggers that no verdict and no pending part accounts for; anything but 0 is a fault that must be loud. */
export function unaccounted(run: Ledger): number {
  return run.triggers - (run.pass + run.fail + run.review + run.missed + run.pending);
}

/** Share of passes among the decided parts, 0..1; null before the first one. */
export function yieldOf(counts: Pick<Ledger, 'pass' | 'fail' | 'review' | 'missed'>): number | null {
  const decided = counts.pass + counts.fail + counts.review + counts.missed;
  return decided === 0 ? null : counts.pass / decided;
}
