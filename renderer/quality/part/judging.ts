/** What a quality engineer may still say of a part, and what people have said so far. */
import type { Disposition, PartPage } from '../../../main/api/slices/quality.ts';

export type Judging =
  | { readonly kind: 'second-opinion' | 'arbitration' | 'audit' }
  /** Its first decision is made in the review. */
  | { readonly kind: 'waits' }
  /** Nobody is asked: it was arbitrated, or the model was sure. */
  | { readonly kind: 'nothing' };

type Judged = Pick<PartPage, 'verdict' | 'stage' | 'dispositions' | 'isDisputed'>;

/** What holds: nobody took it back, and somebody was sure. */
export function heldDispositions(dispositions: readonly Disposition[]): readonly Disposition[] {
  return dispositions.filter(({ withdrawnAt, decision }) => withdrawnAt === null && decision !== 'not-sure');
}

export function judgingOf({ verdict, stage, dispositions, isDisputed }: Judged): Judging {
  if (stage !== null) return { kind: 'waits' };
  if (isDisputed) return { kind: 'arbitration' };
  const held = heldDispositions(dispositions);
  if (held.some(({ kind }) => kind === 'arbitration')) return { kind: 'nothing' };
  if (held.length > 0) return { kind: 'second-opinion' };
  return { kind: verdict === 'pass' ? 'audit' : 'nothing' };
}

export interface Dispute {
  readonly good: readonly Disposition[];
  readonly defect: readonly Disposition[];
}

/** Who says what; null where nobody differs, or the differing is over. */
export function disputeOf({ dispositions, isDisputed }: Pick<PartPage, 'dispositions' | 'isDisputed'>): Dispute | null {
  if (!isDisputed) return null;
  const held = heldDispositions(dispositions);
  return {
    good: held.filter(({ decision }) => decision === 'good'),
    defect: held.filter(({ decision }) => decision === 'defect'),
  };
}
