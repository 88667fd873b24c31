/**
 * The other way round: whether what stands in the tables has an entry. Parts, what people decided on them, and the
 * messages of the outbox, in portions, so that no question holds up the log of a station that runs.
 */
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import type { Db } from '../../database.ts';
import { acknowledgedByAll } from '../../sync/target-rows.ts';
import { idText } from '../../uuid-bytes.ts';
import type { Findings } from './findings.ts';

const portion = 2000;

interface PartRow {
  readonly id: number;
  readonly uuid: Buffer;
  readonly entry: number | null;
  readonly disposed_at: number | null;
  readonly kind: string | null;
  readonly body: string | null;
  readonly message: number | null;
  readonly outbox: number;
}

const partsSql = `
  SELECT part.id, part.uuid, part.entry, disposed_at, history.kind, history.body, outbox.sequence AS message, part.outbox
  FROM part LEFT JOIN history ON history.entry = part.entry
  LEFT JOIN outbox ON outbox.sequence = part.outbox AND outbox.kind = 'part' AND outbox.record = part.id
  WHERE part.id > ? ORDER BY part.id LIMIT ${portion}`;

export interface RowsCheckOptions {
  readonly db: Db;
  readonly wrong: Findings;
  /** Rowid of the last part from before there was a history; null when that is not known any more. */
  readonly partsBefore: number | null;
}

export class RowsCheck {
  partsBefore = 0;
  messages = 0;
  private readonly options: RowsCheckOptions;
  private readonly portions: ((after: number) => number | null)[];
  private readonly deciding;
  private after = 0;

  constructor(options: RowsCheckOptions) {
    this.options = options;
    const { db } = options;
    const parts = db.prepare<[number], PartRow>(partsSql);
    const acknowledged = acknowledgedByAll(db);
    this.deciding = db.prepare<[string], DecidingRow>(decidingSql);
    this.portions = [
      (after) =>
        lastOf(
          parts.all(after),
          ({ id }) => id,
          (row) => this.part(row, acknowledged ?? 0),
        ),
      this.decisions(db),
      this.outbox(db),
    ];
  }

  /** Within one snapshot. False when there is nothing left to look at. */
  step(): boolean {
    const [look] = this.portions;
    if (!look) return false;
    const last = look(this.after);
    this.after = last ?? 0;
    if (last === null) this.portions.shift();
    return true;
  }

  private part(row: PartRow, acknowledged: number): void {
    const { wrong, partsBefore } = this.options;
    const part = idText(row.uuid);
    if (row.entry === null && (partsBefore === null || row.id <= partsBefore)) this.partsBefore += 1;
    else if (row.kind !== 'verdict' || row.body?.includes(part) !== true) {
      wrong.add('part', row.entry, say('checkPartInserted', { part }));
    }
    if (row.message === null && row.outbox > acknowledged) {
      wrong.add('message', row.entry, say('checkMessageMissing', { part }));
    }
    if (row.disposed_at !== null && row.entry !== null) this.disposed(part, row.disposed_at, row.entry);
  }

  private disposed(part: string, at: number, entry: number): void {
    const times = decidedAt(this.deciding.all(part));
    if (!times.includes(at)) this.options.wrong.add('decision', entry, say('checkDisposed', { part, entry }));
  }

  /** Each row of the table has its entry. */
  private decisions(db: Db): (after: number) => number | null {
    const rows = db.prepare<[number], { id: number; part: Buffer; uuid: Buffer; is_named: number }>(`
      SELECT disposition.id, part.uuid AS part, disposition.uuid,
        part.entry IS NULL OR EXISTS (SELECT 1 FROM history_part WHERE history_part.part = ${asText('part.uuid')}
          AND kind = 'disposition' AND json_extract(body, '$.disposition') = ${asText('disposition.uuid')}) AS is_named
      FROM disposition JOIN part ON part.id = disposition.part WHERE disposition.id > ? ORDER BY disposition.id
      LIMIT ${portion}`);
    return (after) =>
      lastOf(
        rows.all(after),
        ({ id }) => id,
        ({ part, is_named }) => {
          if (is_named === 1) return;
          this.options.wrong.add('decision', null, say('checkDecisionInserted', { part: idText(part) }));
        },
      );
  }

  /** Each message is about something that is there. */
  private outbox(db: Db): (after: number) => number | null {
    const rows = db.prepare<[number], { sequence: number; is_there: number }>(`
      SELECT sequence, CASE kind
        WHEN 'part' THEN EXISTS (SELECT 1 FROM part WHERE id = record AND part.outbox = sequence)
        WHEN 'disposition' THEN EXISTS (SELECT 1 FROM disposition WHERE id = record AND disposition.outbox = sequence)
        WHEN 'withdrawal' THEN EXISTS (SELECT 1 FROM disposition WHERE id = record AND withdrawal_outbox = sequence)
        WHEN 'segment' THEN EXISTS (SELECT 1 FROM history_segment WHERE number = record AND history_segment.outbox = sequence)
        WHEN 'event' THEN EXISTS (SELECT 1 FROM station_event WHERE id = record AND station_event.outbox = sequence)
        ELSE 0 END AS is_there
      FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ${portion}`);
    return (after) =>
      lastOf(
        rows.all(after),
        ({ sequence }) => sequence,
        ({ sequence, is_there }) => {
          this.messages += 1;
          if (is_there === 0) this.options.wrong.add('message', null, say('checkMessageStray', { message: sequence }));
        },
      );
  }
}

/** A UUID of 16 bytes as text. */
function asText(column: string): string {
  const hex = `lower(hex(${column}))`;
  const pieces = [`1, 8`, `9, 4`, `13, 4`, `17, 4`, `21, 12`].map((piece) => `substr(${hex}, ${piece})`);
  return pieces.join(` || '-' || `);
}

export interface DecidingRow {
  readonly at: number;
  readonly kind: string;
  readonly body: string;
}

/** What people decided on a part and took back, oldest first. @param part its UUID as text. */
export const decidingSql = `
  SELECT at, kind, body FROM history_part WHERE part = ? AND kind IN ('disposition', 'withdrawal') ORDER BY entry`;

const decisionSchema = z.object({
  disposition: z.string(),
  new: z.object({ decision: z.string() }).optional().catch(undefined),
});

/** When the decisions that hold were made; `not-sure` is none. */
export function decidedAt(rows: readonly DecidingRow[]): readonly number[] {
  const holding = new Map<string, number>();
  for (const { at, kind, body } of rows) {
    const decision = decisionSchema.safeParse(JSON.parse(body));
    if (!decision.success) continue;
    const { disposition, new: made } = decision.data;
    if (kind === 'withdrawal') holding.delete(disposition);
    else if (made?.decision !== 'not-sure') holding.set(disposition, at);
  }
  return [...holding.values()];
}

/** Looks at each; the key of the last, null for none. */
function lastOf<T>(rows: readonly T[], key: (row: T) => number, look: (row: T) => void): number | null {
  for (const row of rows) look(row);
  const last = rows.at(-1);
  return last === undefined ? null : key(last);
}
