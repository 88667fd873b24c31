/** Whether what people decided stands in its table as its entry says. */
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import type { Db } from '../../database.ts';
import { idText, uuidBytes } from '../../uuid-bytes.ts';
import { canonical, type HistoryBody } from '../entry.ts';
import type { Findings } from './findings.ts';
import { type DecidingRow, decidedAt, decidingSql } from './rows-check.ts';

interface DecisionRow {
  readonly by: Buffer | null;
  readonly role: string;
  readonly kind: string;
  readonly decision: string;
  readonly class: string | null;
  readonly why: string;
  readonly at: number;
  readonly withdrawn_at: number | null;
}

const idsSchema = z.object({ part: z.uuid(), disposition: z.uuid() });

export class DecisionsCheck {
  private readonly wrong: Findings;
  private readonly partOf;
  private readonly row;
  private readonly deciding;

  constructor(db: Db, wrong: Findings) {
    this.wrong = wrong;
    this.partOf = db.prepare<[Buffer], { disposed_at: number | null }>('SELECT disposed_at FROM part WHERE uuid = ?');
    this.row = db.prepare<[Buffer], DecisionRow>(`
      SELECT person.uuid AS by, disposition.role, kind, decision, class, ifnull(reason, comment) AS why, at, withdrawn_at
      FROM disposition LEFT JOIN person ON person.id = disposition.person WHERE disposition.uuid = ?`);
    this.deciding = db.prepare<[string], DecidingRow>(decidingSql);
  }

  /** Of kind `disposition`. */
  decision(entry: number, at: number, body: HistoryBody): void {
    const ids = idsSchema.safeParse(body);
    if (!ids.success) {
      this.wrong.add('edited', entry, say('checkUnreadable', { entry }));
      return;
    }
    const { part, disposition } = ids.data;
    const ofPart = this.partOf.get(uuidBytes(part));
    // Cleared away with its part.
    if (!ofPart) return;
    const row = this.row.get(uuidBytes(disposition));
    if (!row) this.wrong.add('decision', entry, say('checkDecisionRemoved', { entry, part }));
    else if (row.at !== at || asEntry(row) !== asSaid(body) || this.isOtherwiseWithdrawn(part, body, row)) {
      this.wrong.add('decision', entry, say('checkDecisionEdited', { entry, part }));
    }
    const times = decidedAt(this.deciding.all(part));
    const isRight = ofPart.disposed_at === null ? times.length === 0 : times.includes(ofPart.disposed_at);
    if (!isRight) this.wrong.add('decision', entry, say('checkDisposed', { part, entry }));
  }

  private isOtherwiseWithdrawn(part: string, { disposition }: HistoryBody, row: DecisionRow): boolean {
    const withdrawals = this.deciding
      .all(part)
      .filter(({ kind, body }) => kind === 'withdrawal' && JSON.parse(body).disposition === disposition);
    return (withdrawals.at(-1)?.at ?? null) !== row.withdrawn_at;
  }
}

function asEntry({ by, role, kind, decision, class: of, why }: DecisionRow): string {
  return canonical({ by: by && idText(by), role, kind, decision, class: of, why });
}

function asSaid(body: HistoryBody): string {
  const { by, role, kind, why } = body;
  const made = (body['new'] ?? {}) as { readonly decision?: string; readonly class?: string };
  return canonical({ by, role, kind, decision: made.decision ?? null, class: made.class ?? null, why });
}
