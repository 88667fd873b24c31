/** Messages to the MES, in the order of events; one counter for all that write them. */
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

/** `record` is a rowid of the table that the kind names; a withdrawal is of a disposition. */
export type OutboxKind = 'part' | 'disposition' | 'withdrawal' | 'segment';

export interface Outbox {
  /** Inside the transaction of what it tells of. @returns its place in the order of all messages */
  append(message: { kind: OutboxKind; record: number; at: number; messageId: string }): number;
  /** The transaction was rolled back. */
  forget(): void;
}

/** @param eventTime ISO 8601 with the offset of the station's zone. */
export function createOutbox(db: Db, eventTime: (at: number) => string): Outbox {
  const insert = db.prepare<[number, string, number, string, Buffer]>(
    'INSERT INTO outbox (sequence, kind, record, event_time, message_id) VALUES (?, ?, ?, ?, ?)',
  );
  let next = nextSequence(db);
  return {
    append: ({ kind, record, at, messageId }) => {
      const sequence = next;
      insert.run(sequence, kind, record, eventTime(at), uuidBytes(messageId));
      next = sequence + 1;
      return sequence;
    },
    forget: () => {
      next = nextSequence(db);
    },
  };
}

/**
 * Never a number that was in use before, although the rows may have been cleared away: cursors of targets point at them.
 * (AUTOINCREMENT would write one more page with every commit.)
 */
function nextSequence(db: Db): number {
  const highest = db
    .prepare<[], number>(
      `SELECT max((SELECT ifnull(max(sequence), 0) FROM outbox), (SELECT ifnull(max(acknowledged), 0) FROM sync_target),
         (SELECT ifnull((SELECT outbox FROM part ORDER BY id DESC LIMIT 1), 0)),
         (SELECT ifnull((SELECT outbox FROM history_segment ORDER BY number DESC LIMIT 1), 0)))`,
    )
    .pluck()
    .get();
  return 1 + (highest ?? 0);
}
