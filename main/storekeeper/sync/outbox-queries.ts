/** What waits in the outbox, and how far each target is. */
import type { MessageKind } from '../../api/slices/sync-target.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Message } from '../../station/store/sync-table.ts';
import type { Db } from '../database.ts';
import { highestSequence } from '../outbox.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { messagesOf, type OutboxRow, outboxColumns } from './messages.ts';
import { findTarget } from './target-rows.ts';

/** Of one answer, as JSON. A link carries 8 MB at once. */
export const pageCharacters = 3_000_000;
/** So many are counted one by one; of more the difference of two places is told, which counts gaps as well. */
const countedAtMost = 2_000;
/** A record that cannot be read is no sample; so many are tried. */
const samplesTried = 20;

export function syncProgress(db: Db, { target }: QueryInput<'syncProgress'>): QueryOutput<'syncProgress'> {
  const row = findTarget(db, target);
  if (!row) return null;
  const { acknowledged } = row;
  const oldest = db
    .prepare<[number], string>('SELECT event_time FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT 1')
    .pluck()
    .get(acknowledged);
  const oldestAt = oldest === undefined ? Number.NaN : Date.parse(oldest);
  const parked = db
    .prepare<[number, number], { parked: number; again: number }>(
      `SELECT (SELECT count(*) FROM sync_parked WHERE target = ?) AS parked,
         (SELECT count(*) FROM sync_parked WHERE target = ? AND state = 'again') AS again`,
    )
    .get(row.id, row.id);
  return {
    acknowledged,
    waiting: countBehind(db, acknowledged),
    oldestAt: Number.isNaN(oldestAt) ? null : oldestAt,
    parked: parked?.parked ?? 0,
    again: parked?.again ?? 0,
  };
}

/** Sixteen million rows take seconds to count, and this is asked before each batch. */
function countBehind(db: Db, acknowledged: number): number {
  const counted = db
    .prepare<[number, number], number>('SELECT count(*) FROM (SELECT 1 FROM outbox WHERE sequence > ? LIMIT ?)')
    .pluck()
    .get(acknowledged, countedAtMost);
  if (counted === undefined || counted < countedAtMost) return counted ?? 0;
  return Math.max(counted, highestSequence(db) - acknowledged);
}

export function outboxMessages(db: Db, { after, limit }: QueryInput<'outboxMessages'>): QueryOutput<'outboxMessages'> {
  const rows = db
    .prepare<[number, number], OutboxRow>(
      `SELECT ${outboxColumns} FROM outbox WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    )
    .all(after, limit);
  const messages: Message[] = [];
  const lost: number[] = [];
  let characters = 0;
  let upTo = after;
  for (const [index, message] of messagesOf(db, rows).entries()) {
    const sequence = rows[index]?.sequence ?? upTo;
    if (message) {
      characters += JSON.stringify(message).length;
      if (characters > pageCharacters && messages.length > 0) break;
      messages.push(message);
    } else lost.push(sequence);
    upTo = sequence;
  }
  return { messages, upTo, lost };
}

export function sampleMessage(db: Db, { kind, part }: QueryInput<'sampleMessage'>): QueryOutput<'sampleMessage'> {
  const places = part === null ? newestPlaces(db, kind) : placesOfPart(db, kind, part);
  const rows = db
    .prepare<[string], OutboxRow>(
      `SELECT ${outboxColumns} FROM json_each(?) AS wanted CROSS JOIN outbox ON sequence = wanted.value`,
    )
    .all(JSON.stringify(places));
  const messages = messagesOf(db, rows).filter((message) => message !== null);
  return messages.sort((one, other) => other.sequence - one.sequence)[0] ?? null;
}

/** By the tables of records: rarer kinds would have to be sought for through millions of messages. */
const newestSql: Readonly<Record<MessageKind, string>> = {
  part: 'SELECT outbox FROM part ORDER BY id DESC LIMIT ?',
  disposition: 'SELECT outbox FROM disposition WHERE outbox IS NOT NULL ORDER BY id DESC LIMIT ?',
  withdrawal: 'SELECT withdrawal_outbox FROM disposition WHERE withdrawal_outbox IS NOT NULL ORDER BY id DESC LIMIT ?',
  segment: 'SELECT outbox FROM history_segment ORDER BY number DESC LIMIT ?',
  event: 'SELECT outbox FROM station_event ORDER BY id DESC LIMIT ?',
};

function newestPlaces(db: Db, kind: MessageKind): readonly number[] {
  return db.prepare<[number], number>(newestSql[kind]).pluck().all(samplesTried);
}

function placesOfPart(db: Db, kind: MessageKind, part: string): readonly number[] {
  if (kind === 'segment' || kind === 'event') return newestPlaces(db, kind);
  const column = kind === 'withdrawal' ? 'withdrawal_outbox' : 'outbox';
  const sql =
    kind === 'part'
      ? 'SELECT outbox FROM part WHERE uuid = ?'
      : `SELECT disposition.${column} FROM part JOIN disposition ON disposition.part = part.id
         WHERE part.uuid = ? AND disposition.${column} IS NOT NULL`;
  return db.prepare<[Buffer], number>(sql).pluck().all(uuidBytes(part));
}
