/** A part that a person is asked about waits from the moment that it is committed. */
import type { PartRecord } from '../station/record/record.ts';
import type { Db } from './database.ts';

export type OpenReview = (part: number, record: Pick<PartRecord, 'at' | 'review'>) => void;

/** In the transaction of the part; does nothing for one that nobody is asked about. */
export function reviewInsertion(db: Db): OpenReview {
  const insert = db.prepare<[number, number, number | null, number | null, string, number, number | null]>(
    `INSERT INTO review (part, stage, opened_at, operator_ms, quality_ms, overdue, stage_at, due_at)
     VALUES (?, 'operator', ?, ?, ?, ?, ?, ?)`,
  );
  return (part, { at, review }) => {
    if (review === null) return;
    const { operatorMs, qualityMs, overdue } = review;
    const openedAt = Math.floor(at);
    const dueAt = operatorMs === null ? null : openedAt + Math.ceil(operatorMs);
    insert.run(part, openedAt, whole(operatorMs), whole(qualityMs), overdue, openedAt, dueAt);
  };
}

function whole(ms: number | null): number | null {
  return ms === null ? null : Math.ceil(ms);
}
