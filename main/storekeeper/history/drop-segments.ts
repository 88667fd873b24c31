/**
 * Old segments give up their entries, whole and oldest first; their heads and signatures stay, so that the chain can be
 * followed over them. First an entry says so, then the rows go in small steps.
 */
import type { StoreConfig } from '../../station/config/station.ts';
import type { Books } from '../books.ts';
import type { Db } from '../database.ts';
import { isParked } from '../sync/clear-sent.ts';
import { acknowledgedByAll } from '../sync/target-rows.ts';

export interface DropOptions {
  readonly config: Pick<StoreConfig, 'historyDays' | 'otherDays'>;
  readonly db: () => Db | null;
  readonly books: () => Books;
  readonly wallMs: () => number;
  /** Lets commits go first. */
  readonly pause: () => Promise<void>;
  /** The store has more bytes than it may. */
  readonly isOver: boolean;
}

const dayMs = 86_400_000;
const stepEntries = 500;

interface SegmentRow {
  readonly number: number;
  readonly first: number;
  readonly last: number;
  readonly sealedAt: number;
  readonly outbox: number;
}

/** @throws SqliteError; what is left is found again the next time. */
export async function dropOldSegments(options: DropOptions): Promise<void> {
  for (;;) {
    const db = options.db();
    if (!db) return;
    const isAnyLeft = removeDropped(db);
    if (!isAnyLeft && !dropOldest(db, options)) return;
    await options.pause();
  }
}

/** When its time is over: `historyDays`, or `otherDays` when there is no room. Never sooner than the other parts'. */
export function isTimeOver(
  sealedAt: number,
  now: number,
  { config, isOver }: Pick<DropOptions, 'config' | 'isOver'>,
): boolean {
  const { historyDays, otherDays } = config;
  const days = isOver ? otherDays : Math.max(historyDays, otherDays);
  return sealedAt < now - days * dayMs;
}

function dropOldest(db: Db, options: DropOptions): boolean {
  const oldest = db
    .prepare<[], SegmentRow>(
      `SELECT number, first_entry AS first, last_entry AS last, sealed_at AS sealedAt, outbox
       FROM history_segment WHERE dropped_at IS NULL ORDER BY number LIMIT 1`,
    )
    .get();
  const now = Math.floor(options.wallMs());
  if (!oldest || !isTimeOver(oldest.sealedAt, now, options) || !isFree(db, oldest)) return false;
  const books = options.books();
  try {
    db.transaction(() => {
      db.prepare('UPDATE history_segment SET dropped_at = ? WHERE number = ?').run(now, oldest.number);
      db.prepare('DELETE FROM outbox WHERE sequence = ?').run(oldest.outbox);
      const { number, first, last } = oldest;
      books.history.append('dropped', { by: null, old: number - 1, new: number, first, last });
    }).immediate();
  } catch (thrown) {
    books.forget();
    throw thrown;
  }
  return true;
}

/** Every target has its head, and none of its parts has rows any more. Parts are in the order of their entries. */
function isFree(db: Db, { last, outbox }: SegmentRow): boolean {
  const acknowledged = acknowledgedByAll(db);
  if (acknowledged !== null && outbox > acknowledged) return false;
  if (
    db
      .prepare<[number], number>(`SELECT ${isParked('?')}`)
      .pluck()
      .get(outbox) === 1
  )
    return false;
  const oldestPart = db
    .prepare<[], number>('SELECT entry FROM part WHERE entry IS NOT NULL ORDER BY id LIMIT 1')
    .pluck()
    .get();
  return oldestPart === undefined || oldestPart > last;
}

/** Some of the entries of segments that were dropped. False when none is left. */
function removeDropped(db: Db): boolean {
  const last = db
    .prepare<[], number | null>('SELECT max(last_entry) FROM history_segment WHERE dropped_at IS NOT NULL')
    .pluck()
    .get();
  if (last === undefined || last === null) return false;
  const { changes } = db
    .prepare<[number, number]>(
      'DELETE FROM history WHERE entry IN (SELECT entry FROM history WHERE entry <= ? ORDER BY entry LIMIT ?)',
    )
    .run(last, stepEntries);
  return changes > 0;
}
