/**
 * Decisions on parts that wait. Two people never decide the same part twice: whatever the screens believe, the row's
 * stage is looked at in the transaction that changes it.
 */
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { ReviewStage } from '../../api/slices/review.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { insertDisposition, type NewDisposition } from '../dispositions.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

interface ReviewRow {
  readonly part: number;
  readonly stage: ReviewStage | 'decided';
  readonly stage_at: number;
  readonly due_at: number | null;
  readonly quality_ms: number | null;
  /** JSON array. */
  readonly classes: string;
}
interface OpenRow extends ReviewRow {
  readonly stage: ReviewStage;
}

export function decideReview(
  context: CommandContext,
  input: CommandInput<'decideReview'>,
): CommandOutput<'decideReview'> {
  const { db } = context;
  const stage = input.decision === 'not-sure' ? 'quality' : 'decided';
  if (isRepeated(db, input)) return { stage };
  const row = openRow(db, input.id);
  if (!input.stages.includes(row.stage)) {
    throw new StationError('conflict', say('reviewExpired'), { remedy: say('reviewExpiredRemedy') });
  }
  if (input.decision === 'not-sure' && row.stage !== 'operator') {
    throw new StationError('conflict', say('reviewAskedAlready'), { remedy: say('reviewAskedAlreadyRemedy') });
  }
  checkClass(row, input.class);
  dispose(context, row, { ...input, kind: 'review', reason: null });
  return { stage };
}

export function decideReviews(
  context: CommandContext,
  input: CommandInput<'decideReviews'>,
): CommandOutput<'decideReviews'> {
  const { parts, ...common } = input;
  const decided = parts.filter((part) => {
    if (isRepeated(context.db, part)) return true;
    const row = findRow(context.db, part.id);
    if (!isOpen(row) || !hasClass(row, common.class)) return false;
    dispose(context, row, { ...common, ...part, kind: 'bulk', comment: '', lookedMs: null, isTooFast: false });
    return true;
  });
  return { decided: decided.map(({ id }) => id) };
}

type Decided = Omit<NewDisposition, 'part' | 'before'> & { readonly id: string };

function dispose(context: CommandContext, row: OpenRow, { id, ...decided }: Decided): void {
  const { db, now } = context;
  const before = { stage: row.stage, stageAt: row.stage_at, dueAt: row.due_at };
  insertDisposition(context, { ...decided, part: { row: row.part, id }, before });
  const at = Math.floor(now);
  if (decided.decision === 'not-sure') {
    setStage(db, row.part, { stage: 'quality', at, dueAt: row.quality_ms === null ? null : at + row.quality_ms });
  } else {
    setStage(db, row.part, { stage: 'decided', at, dueAt: null });
  }
}

/** @throws StationError `not-found`, and `conflict` for a part that is decided. */
function openRow(db: Db, id: string): OpenRow {
  const row = findRow(db, id);
  if (isOpen(row)) return row;
  const remedy = say('reviewNextRemedy');
  if (!row) throw new StationError('not-found', say('reviewNotThere'), { remedy });
  const who = whoDecided(db, row.part);
  throw new StationError('conflict', who === null ? say('reviewDecided') : say('reviewDecidedBy', { who }), { remedy });
}

function isOpen(row: ReviewRow | undefined): row is OpenRow {
  return row !== undefined && row.stage !== 'decided';
}

function findRow(db: Db, id: string): ReviewRow | undefined {
  return db
    .prepare<[Buffer], ReviewRow>(
      `SELECT review.part, stage, stage_at, due_at, quality_ms, classes
       FROM part JOIN review ON review.part = part.id JOIN setup ON setup.id = part.setup WHERE part.uuid = ?`,
    )
    .get(uuidBytes(id));
}

function whoDecided(db: Db, part: number): string | null {
  return (
    db
      .prepare<[number], string>(
        `SELECT person.name FROM disposition JOIN person ON person.id = disposition.person
         WHERE part = ? AND withdrawn_at IS NULL ORDER BY disposition.id DESC LIMIT 1`,
      )
      .pluck()
      .get(part) ?? null
  );
}

/** The same decision came before. @throws StationError `conflict` when it was taken back since, or was on another part. */
function isRepeated(db: Db, { id, decisionId }: { readonly id: string; readonly decisionId: string }): boolean {
  const before = db
    .prepare<[Buffer, Buffer], { is_same: number; withdrawn_at: number | null }>(
      `SELECT part.uuid = ? AS is_same, withdrawn_at
       FROM disposition JOIN part ON part.id = disposition.part WHERE disposition.uuid = ?`,
    )
    .get(uuidBytes(id), uuidBytes(decisionId));
  if (!before) return false;
  if (before.is_same === 1 && before.withdrawn_at === null) return true;
  throw new StationError('conflict', say('reviewTakenBack'), { remedy: say('reviewTakenBackRemedy') });
}

function hasClass(row: ReviewRow, name: string | null): boolean {
  return name === null || classesOf(row).includes(name);
}

function checkClass(row: ReviewRow, name: string | null): void {
  if (name === null || hasClass(row, name)) return;
  throw new StationError('bad-input', say('reviewNoSuchClass', { class: name }), {
    remedy: say('reviewNoSuchClassRemedy', { classes: classesOf(row).join(', ') }),
  });
}

function classesOf({ classes }: ReviewRow): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(classes));
}

export interface Stage {
  readonly stage: ReviewStage | 'decided';
  readonly at: number;
  readonly dueAt: number | null;
}

export function setStage(db: Db, part: number, { stage, at, dueAt }: Stage): void {
  db.prepare('UPDATE review SET stage = ?, stage_at = ?, due_at = ? WHERE part = ?').run(stage, at, dueAt, part);
}
