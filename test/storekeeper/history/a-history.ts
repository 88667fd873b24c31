/** A station's history as the store writes it, hour by hour, in one thread; and the check of it. */
import fc from 'fast-check';
import { v7 } from 'uuid';
import type { CheckReport } from '../../../main/api/slices/history.ts';
import { systemClock } from '../../../main/station/clock.ts';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { type Books, openBooks } from '../../../main/storekeeper/books.ts';
import { type CommitGroup, createCommitGroup, type Item } from '../../../main/storekeeper/commit-group.ts';
import { type Db, databasePath, openDatabase } from '../../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../../main/storekeeper/event-time.ts';
import { anchorOf } from '../../../main/storekeeper/history/check/anchor.ts';
import { checkDatabase } from '../../../main/storekeeper/history/check/check-database.ts';
import { keyEntry } from '../../../main/storekeeper/history/start-entries.ts';
import { openStationKey } from '../../../main/storekeeper/history/station-key.ts';
import { aFail, aRecord } from '../a-record.ts';

export interface AHistory {
  readonly db: Db;
  readonly dataDir: string;
  readonly books: Books;
  /** Wall clock. */
  now: number;
  commit: CommitGroup;
  check(anchor?: string): CheckReport;
  /** `ENTRY:HASH` as it stands. */
  head(): string;
  close(): void;
}

/** Begins as a station's first start does. @param dataDir an empty folder, or one with a history to go on with. */
export function aHistory(dataDir: string, now = Date.UTC(2026, 4, 4, 5)): AHistory {
  const db = openDatabase(databasePath(dataDir));
  // Nothing here outlives the test.
  db.pragma('synchronous = OFF');
  const opened = openStationKey(dataDir, now);
  const sealer = { station: 'Line 3', key: opened.key };
  const wallMs = (): number => made.now;
  const books = openBooks(db, eventTimeWriter('UTC'), wallMs, sealer);
  const made: AHistory = {
    db,
    dataDir,
    books,
    now,
    commit: createCommitGroup(db, eventTimeWriter('UTC'), wallMs, books),
    check: (anchor) => checked(db, dataDir, anchor),
    head: () => headOf(db),
    close: () => db.close(),
  };
  const key = keyEntry(db, opened, 'Line 3');
  made.commit([...(key ? [{ kind: 'entry', of: key.kind, body: key.body } as const] : []), { kind: 'seal' }]);
  return made;
}

function headOf(db: Db): string {
  const head = db
    .prepare<[], { entry: number; hash: Buffer }>('SELECT entry, hash FROM history ORDER BY entry DESC LIMIT 1')
    .get();
  return `${head?.entry}:${head?.hash.toString('hex')}`;
}

export function checked(db: Db, dataDir: string, anchor?: string): CheckReport {
  return checkDatabase({
    db,
    dataDir,
    anchor: anchor === undefined ? null : anchorOf(anchor),
    monotonicMs: systemClock.monotonicMs,
    progress: () => undefined,
  });
}

/** What a station does; times are milliseconds since the deed before. */
export type Deed =
  | { readonly kind: 'pass' | 'fail' | 'setting'; readonly afterMs: number }
  /** On a part that waits, if there is one. */
  | { readonly kind: 'decide'; readonly afterMs: number; readonly isWithdrawn: boolean };

const afterMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10 * 60_000, max: 90 * 60_000 }) },
);

export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), afterMs }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('fail' as const), afterMs }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('setting' as const), afterMs }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('decide' as const), afterMs, isWithdrawn: fc.boolean() }),
    },
  ),
  { minLength: 60, maxLength: 260 },
);

/** Does them, one commit each. */
export function live(history: AHistory, done: readonly Deed[]): void {
  const waiting: string[] = [];
  for (const [index, deed] of done.entries()) {
    history.now += deed.afterMs;
    for (const item of itemsOf(deed, index + 1, history.now, waiting)) history.commit([item]);
  }
}

function itemsOf(deed: Deed, trigger: number, at: number, waiting: string[]): readonly Item[] {
  switch (deed.kind) {
    case 'pass':
      return [
        {
          kind: 'part',
          record: aRecord(trigger, { at, ...(trigger % 3 === 0 ? { serial: `S-${trigger}`, workOrder: 'WO-7' } : {}) }),
        },
      ];
    case 'fail': {
      const review = { operatorMs: 60_000, qualityMs: null, overdue: 'hold' } as const;
      const record: PartRecord = aFail(trigger, { at, verdict: 'review', review });
      waiting.push(record.id);
      return [{ kind: 'part', record }];
    }
    case 'setting':
      return [command('saveSetting', { by: null, name: 'share', value: trigger })];
    case 'decide':
      return decisions(waiting.shift(), deed.isWithdrawn);
  }
}

function decisions(part: string | undefined, isWithdrawn: boolean): readonly Item[] {
  if (part === undefined) return [];
  const decisionId = v7();
  const made = { by: null, role: 'operator', id: part, decisionId, messageId: v7(), decision: 'good', class: null };
  const decide = command('decideReview', {
    ...made,
    comment: '',
    lookedMs: 900,
    isTooFast: false,
    stages: ['operator'],
  });
  if (!isWithdrawn) return [decide];
  return [decide, command('withdrawReview', { by: null, decisionId, messageId: v7() })];
}

function command(name: string, input: unknown): Item {
  return {
    kind: 'command',
    name,
    input,
    answered: () => undefined,
  };
}
