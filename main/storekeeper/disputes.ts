/** When two people differ about a part. */
import type { Db } from './database.ts';

export interface Judgement {
  /** Number of the person; null: an operator without a name. */
  readonly person: number | null;
  readonly kind: string;
  readonly decision: string;
  readonly class: string | null;
}

/** What people decided on a part and have not taken back, oldest first; who was not sure has not judged it. */
export function judgementsOf(db: Db, part: number): readonly Judgement[] {
  return db
    .prepare<[number], Judgement>(
      `SELECT person, kind, decision, class FROM disposition
       WHERE part = ? AND withdrawn_at IS NULL AND decision <> 'not-sure' ORDER BY id`,
    )
    .all(part);
}

/** Good against defect, or one defect against another; an arbitration ends it. */
export function differ(judgements: readonly Judgement[]): boolean {
  if (judgements.some(({ kind }) => kind === 'arbitration')) return false;
  const opinions = judgements.map(({ decision, class: defect }) =>
    decision === 'good' ? decision : `defect ${defect}`,
  );
  return new Set(opinions).size > 1;
}

export function isDisputed(db: Db, part: number): boolean {
  return differ(judgementsOf(db, part));
}
