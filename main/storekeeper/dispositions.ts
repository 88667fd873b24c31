/** What a person decided on a part: row, entry in the history and message to the MES, in the transaction that runs. */
import { v7 } from 'uuid';
import { StationError } from '../api/errors.ts';
import type { ReviewStage } from '../api/slices/review.ts';
import type { Role } from '../api/who.ts';
import type { CommandContext } from './commands/perform.ts';
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

export interface StageBefore {
  readonly stage: ReviewStage;
  readonly stageAt: number;
  readonly dueAt: number | null;
}

export interface NewDisposition {
  /** Rowid and id of the part. */
  readonly part: { readonly row: number; readonly id: string };
  readonly by: string | null;
  readonly role: Role;
  readonly decisionId: string;
  /** Of the message to the MES; `not-sure` is no disposition of the part and sends none. */
  readonly messageId?: string;
  readonly kind: 'review' | 'second-opinion' | 'arbitration' | 'audit' | 'bulk';
  readonly decision: 'good' | 'defect' | 'not-sure';
  readonly class: string | null;
  readonly comment: string;
  readonly reason: string | null;
  readonly lookedMs: number | null;
  readonly isTooFast: boolean;
  /** Of a decision in review, so that it can be taken back. */
  readonly before: StageBefore | null;
}

/** A decision ends the part's stay in the store as undecided: `disposed_at`. @throws StationError for an unknown person */
export function insertDisposition(context: CommandContext, made: NewDisposition): void {
  const { db, now, outbox } = context;
  const at = Math.floor(now);
  const lookedMs = made.lookedMs === null ? null : Math.round(made.lookedMs);
  const before = made.before ?? { stage: null, stageAt: null, dueAt: null };
  const row = db
    .prepare(
      `INSERT INTO disposition (uuid, part, person, role, kind, decision, class, comment, reason, at, looked_ms,
         is_too_fast, before_stage, before_stage_at, before_due_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[uuidBytes(made.decisionId), made.part.row, personRow(db, made.by), made.role, made.kind, made.decision],
      ...[made.class, made.comment, made.reason, at, lookedMs, made.isTooFast ? 1 : 0],
      ...[before.stage, before.stageAt, before.dueAt],
    ).lastInsertRowid;
  if (made.decision !== 'not-sure') {
    const message = { kind: 'disposition', record: Number(row), at, messageId: made.messageId ?? v7() } as const;
    db.prepare('UPDATE disposition SET outbox = ? WHERE id = ?').run(outbox.append(message), row);
    db.prepare('UPDATE part SET disposed_at = ? WHERE id = ?').run(at, made.part.row);
  }
  record(context, made, lookedMs);
}

function record({ history }: CommandContext, made: NewDisposition, lookedMs: number | null): void {
  history.append('disposition', {
    by: made.by,
    role: made.role,
    part: made.part.id,
    disposition: made.decisionId,
    kind: made.kind,
    old: made.before?.stage ?? null,
    new: made.class === null ? { decision: made.decision } : { decision: made.decision, class: made.class },
    why: made.reason ?? made.comment,
    lookedMs,
    isTooFast: made.isTooFast,
  });
}

/** @throws StationError `not-found` for somebody whom the store does not know. */
export function personRow(db: Db, person: string | null): number | null {
  if (person === null) return null;
  const row = db.prepare<[Buffer], number>('SELECT id FROM person WHERE uuid = ?').pluck().get(uuidBytes(person));
  if (row === undefined) throw new StationError('not-found', `the store knows nobody with the id ${person}`);
  return row;
}
