/** A decision taken back: the part waits again where it waited, and the MES is told if it was told before. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { ReviewStage } from '../../api/slices/review.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';
import { setStage } from './review.ts';

interface Made {
  readonly id: number;
  readonly part: number;
  readonly part_uuid: Buffer;
  readonly by: Buffer | null;
  readonly decision: 'good' | 'defect' | 'not-sure';
  readonly before_stage: ReviewStage | null;
  readonly before_stage_at: number | null;
  readonly before_due_at: number | null;
  readonly withdrawn_at: number | null;
  readonly is_last: number;
}

export function withdrawReview(
  context: CommandContext,
  { by, decisionId, messageId }: CommandInput<'withdrawReview'>,
): CommandOutput<'withdrawReview'> {
  const { db } = context;
  const made = find(db, decisionId);
  if (!made) throw new StationError('not-found', say('reviewUndoTooLate'), { remedy: say('reviewUndoTooLateRemedy') });
  const id = uuidText(made.part_uuid);
  if ((made.by === null ? null : uuidText(made.by)) !== by) {
    throw new StationError('not-allowed', say('reviewUndoOther'), { remedy: say('reviewUndoTooLateRemedy') });
  }
  if (made.withdrawn_at !== null) return { id };
  if (made.is_last === 0 || made.before_stage === null) {
    throw new StationError('conflict', say('reviewUndoTooLate'), { remedy: say('reviewUndoTooLateRemedy') });
  }
  withdraw(context, made, messageId);
  setStage(db, made.part, {
    stage: made.before_stage,
    at: made.before_stage_at ?? Math.floor(context.now),
    dueAt: made.before_due_at,
  });
  const old = { disposition: decisionId, decision: made.decision };
  context.history.append('withdrawal', { by, part: id, disposition: decisionId, old, new: made.before_stage });
  return { id };
}

function withdraw({ db, now, outbox }: CommandContext, { id, part, decision }: Made, messageId: string): void {
  const at = Math.floor(now);
  db.prepare('UPDATE disposition SET withdrawn_at = ? WHERE id = ?').run(at, id);
  if (decision === 'not-sure') return;
  const sequence = outbox.append({ kind: 'withdrawal', record: id, at, messageId });
  db.prepare('UPDATE disposition SET withdrawal_outbox = ? WHERE id = ?').run(sequence, id);
  db.prepare(
    `UPDATE part SET disposed_at = (SELECT max(at) FROM disposition
       WHERE disposition.part = part.id AND withdrawn_at IS NULL AND decision <> 'not-sure') WHERE id = ?`,
  ).run(part);
}

function find(db: Db, decisionId: string): Made | undefined {
  return db
    .prepare<[Buffer], Made>(
      `SELECT disposition.id, part, part.uuid AS part_uuid, person.uuid AS by, decision, before_stage, before_stage_at,
         before_due_at, withdrawn_at,
         NOT EXISTS (SELECT 1 FROM disposition AS later WHERE later.part = disposition.part
           AND later.id > disposition.id AND later.withdrawn_at IS NULL) AS is_last
       FROM disposition JOIN part ON part.id = disposition.part LEFT JOIN person ON person.id = disposition.person
       WHERE disposition.uuid = ?`,
    )
    .get(uuidBytes(decisionId));
}
