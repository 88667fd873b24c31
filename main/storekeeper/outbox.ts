/** Messages to the MES, in the order of events; one counter for all that write them. */
import type { MessageKind } from '../api/slices/sync-target.ts';
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

/** `record` is a rowid of the table that the kind names; a withdrawal is of a disposition. */
export type OutboxKind = MessageKind;

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

function nextSequence(db: Db): number {
  return 1 + highestSequence(db);
}

/**
 * The last place that was given. Never lower than one that was in use before, although the rows may have been cleared away
 * or lost with a torn page: cursors of targets point at them. (AUTOINCREMENT would write one more page with every commit.)
 */
export function highestSequence(db: Db): number {
  return (
    db
      .prepare<[], number>(`SELECT max(${lastPlaces.join(', ')})`)
      .pluck()
      .get() ?? 0
  );
}

/** Each is one step into a tree. */
const lastPlaces = [
  'SELECT max(sequence) FROM outbox',
  'SELECT max(highest) FROM outbox_cleared',
  'SELECT max(acknowledged) FROM sync_target',
  'SELECT max(up_to) FROM sync_batch',
  'SELECT max(sequence) FROM sync_parked',
  'SELECT outbox FROM part ORDER BY id DESC LIMIT 1',
  'SELECT outbox FROM history_segment ORDER BY number DESC LIMIT 1',
  'SELECT outbox FROM disposition ORDER BY id DESC LIMIT 1',
  'SELECT outbox FROM station_event ORDER BY id DESC LIMIT 1',
].map((place) => `ifnull((${place}), 0)`);
