/** Messages that a target has refused, or that could not be made for it: kept with the reason until it has them after all. */
import { z } from 'zod';
import { say } from '../../api/said/say.ts';
import { type Parked, parkedSchema } from '../../api/slices/sync.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Envelope, Message, SetAside } from '../../station/store/sync-table.ts';
import type { CommandContext } from '../commands/perform.ts';
import type { Db } from '../database.ts';
import { idText, uuidBytes } from '../uuid-bytes.ts';
import { messagesOf, type OutboxRow, outboxColumns } from './messages.ts';
import { pageCharacters } from './outbox-queries.ts';
import { packed, unpacked } from './packed.ts';
import { findTarget, type TargetRow, targetFor } from './target-rows.ts';

const bodiesSchema = z.array(z.string());

/** What stands in a parked row beside its reason. */
interface Head {
  readonly kind: string;
  readonly messageId: Buffer;
  readonly eventTime: string;
  readonly part: Buffer | null;
}

/**
 * Parks each, with the reason of now. What comes later about its part and was asked for again stays parked behind it.
 * @param envelopes of the batch that they were in: known although their rows may be gone
 */
export function park(
  { db, now }: Pick<CommandContext, 'db' | 'now'>,
  target: TargetRow,
  aside: readonly SetAside[],
  envelopes: readonly Envelope[] = [],
): void {
  const known = new Map(envelopes.map((envelope) => [envelope.sequence, envelope]));
  const insert = db.prepare<
    [number, number, string, Buffer, string, Buffer | null, string, Buffer | null, number, string]
  >(
    `INSERT INTO sync_parked (target, sequence, kind, message_id, event_time, part, reason, bodies, parked_at, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET reason = excluded.reason, bodies = excluded.bodies, parked_at = excluded.parked_at,
       state = 'parked'`,
  );
  // Of a million that are parked few are about one part: SQLite would go through the target's.
  const waitBehind = db.prepare<[Buffer, number, number]>(
    `UPDATE sync_parked INDEXED BY sync_parked_of_part SET state = 'parked'
     WHERE part = ? AND target = ? AND sequence > ? AND state = 'again'`,
  );
  for (const { sequence, reason, bodies } of [...aside].sort((one, other) => one.sequence - other.sequence)) {
    const head = headOf(db, sequence, known.get(sequence));
    // Neither a row nor a batch knows it: there is nothing that could be sent.
    if (!head) continue;
    const { kind, messageId, eventTime, part } = head;
    const state = part !== null && isBehindAgain(db, target.id, part, sequence) ? 'again' : 'parked';
    const body = bodies === null ? null : packed(bodies);
    insert.run(target.id, sequence, kind, messageId, eventTime, part, reason, body, Math.floor(now), state);
    if (part !== null) waitBehind.run(part, target.id, sequence);
  }
}

/** It came while everything earlier about its part is on its way again: then it goes the same way, after them. */
function isBehindAgain(db: Db, target: number, part: Buffer, sequence: number): boolean {
  const earlier = db
    .prepare<[Buffer, number, number], { again: number; parked: number }>(
      `SELECT count(*) FILTER (WHERE state = 'again') AS again, count(*) FILTER (WHERE state = 'parked') AS parked
       FROM sync_parked INDEXED BY sync_parked_of_part WHERE part = ? AND target = ? AND sequence < ?`,
    )
    .get(part, target, sequence);
  return earlier !== undefined && earlier.again > 0 && earlier.parked === 0;
}

function headOf(db: Db, sequence: number, envelope: Envelope | undefined): Head | null {
  if (envelope) {
    const { kind, messageId, eventTime, part } = envelope;
    return { kind, messageId: uuidBytes(messageId), eventTime, part: part === null ? null : uuidBytes(part) };
  }
  const row = db
    .prepare<[number], { kind: string; record: number; event_time: string; message_id: Buffer }>(
      'SELECT kind, record, event_time, message_id FROM outbox WHERE sequence = ?',
    )
    .get(sequence);
  if (!row) return null;
  return { kind: row.kind, messageId: row.message_id, eventTime: row.event_time, part: partOf(db, row) };
}

function partOf(db: Db, { kind, record }: { readonly kind: string; readonly record: number }): Buffer | null {
  if (kind !== 'part' && kind !== 'disposition' && kind !== 'withdrawal') return null;
  const sql =
    kind === 'part'
      ? 'SELECT uuid FROM part WHERE id = ?'
      : 'SELECT part.uuid FROM disposition JOIN part ON part.id = disposition.part WHERE disposition.id = ?';
  return db.prepare<[number], Buffer>(sql).pluck().get(record) ?? null;
}

/** The receiver has them: they are parked no longer, and what only waited behind them goes after them. */
export function unpark(db: Db, target: TargetRow, accepted: readonly Envelope[]): void {
  const remove = db.prepare<[number, number]>('DELETE FROM sync_parked WHERE target = ? AND sequence = ?');
  const behind = say('syncBehindParked');
  const release = db.prepare<[Buffer, number, string, string]>(
    `UPDATE sync_parked INDEXED BY sync_parked_of_part SET state = 'again'
     WHERE part = ? AND target = ? AND state = 'parked' AND reason = ? AND NOT EXISTS (
       SELECT 1 FROM sync_parked AS earlier INDEXED BY sync_parked_of_part
       WHERE earlier.part = sync_parked.part AND earlier.target = sync_parked.target
         AND earlier.sequence < sync_parked.sequence AND earlier.state = 'parked' AND earlier.reason <> ?)`,
  );
  for (const { sequence } of accepted) remove.run(target.id, sequence);
  for (const { part } of accepted) {
    if (part !== null) release.run(uuidBytes(part), target.id, behind, behind);
  }
}

/** So many at once: a receiver may have refused millions, and records wait while they are marked. */
const againAtOnce = 20_000;

/**
 * Those whose record is still there are sent again, with the earlier ones about the same part: a receiver hears of a part
 * in order. Asked again before they have gone: the same.
 */
export function resendParked(
  { db, history }: CommandContext,
  { by, target, sequences }: CommandInput<'resendParked'>,
): CommandOutput<'resendParked'> {
  const row = targetFor(db, target);
  const changed = sequences === null ? oldestParked(db, row) : parkedWithEarlier(db, row, sequences);
  db.prepare<[number, string]>(
    `UPDATE sync_parked SET state = 'again' WHERE target = ? AND sequence IN (SELECT value FROM json_each(?))`,
  ).run(row.id, JSON.stringify(changed.again));
  if (changed.again.length > 0) {
    const which = sequences === null ? 'all' : [...changed.again];
    history.append('sync', {
      by,
      target,
      what: 'resent',
      name: row.name,
      count: changed.again.length,
      messages: which,
    });
  }
  return { count: changed.going + changed.again.length };
}

interface Resent {
  /** On their way again already. */
  readonly going: number;
  readonly again: readonly number[];
}

function oldestParked(db: Db, target: TargetRow): Resent {
  const going = db
    .prepare<[number], number>(`SELECT count(*) FROM sync_parked WHERE target = ? AND state = 'again'`)
    .pluck()
    .get(target.id);
  const again = db
    .prepare<[number, number], number>(
      `SELECT sequence FROM sync_parked AS parked WHERE target = ? AND state = 'parked' AND ${hasRecord}
       ORDER BY sequence LIMIT ?`,
    )
    .pluck()
    .all(target.id, againAtOnce);
  return { going: going ?? 0, again };
}

function parkedWithEarlier(db: Db, target: TargetRow, sequences: readonly number[]): Resent {
  const whole = new Set(sequences);
  const partAt = db
    .prepare<[number, number], Buffer | null>('SELECT part FROM sync_parked WHERE target = ? AND sequence = ?')
    .pluck();
  const earlier = db
    .prepare<[Buffer, number, number], number>(
      'SELECT sequence FROM sync_parked INDEXED BY sync_parked_of_part WHERE part = ? AND target = ? AND sequence < ?',
    )
    .pluck();
  for (const sequence of sequences) {
    const part = partAt.get(target.id, sequence);
    if (part) for (const before of earlier.all(part, target.id, sequence)) whole.add(before);
  }
  const stateAt = db
    .prepare<[number, number], string>(
      `SELECT state FROM sync_parked AS parked WHERE target = ? AND sequence = ? AND ${hasRecord}`,
    )
    .pluck();
  const found = [...whole]
    .toSorted((one, other) => one - other)
    .map((sequence) => ({ sequence, state: stateAt.get(target.id, sequence) }))
    .filter(({ state }) => state !== undefined);
  const again = found.filter(({ state }) => state === 'parked').map(({ sequence }) => sequence);
  return { going: found.length - again.length, again };
}

/** What is parked can be made anew only from its record. */
const hasRecord = `EXISTS (SELECT 1 FROM outbox WHERE outbox.sequence = parked.sequence AND CASE outbox.kind
    WHEN 'part' THEN EXISTS (SELECT 1 FROM part WHERE id = record AND part.outbox = sequence)
    WHEN 'segment' THEN EXISTS (SELECT 1 FROM history_segment WHERE number = record AND history_segment.outbox = sequence)
    WHEN 'event' THEN EXISTS (SELECT 1 FROM station_event WHERE id = record AND station_event.outbox = sequence)
    ELSE EXISTS (SELECT 1 FROM disposition WHERE id = record AND sequence IN (disposition.outbox, withdrawal_outbox))
    END)`;

/** Pages until there are enough: one that cannot be read holds up no other. */
export function messagesAgain(db: Db, { target, limit }: QueryInput<'messagesAgain'>): QueryOutput<'messagesAgain'> {
  const row = findTarget(db, target);
  if (!row) return [];
  const page = db.prepare<[number, number, number], OutboxRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE sequence IN (
       SELECT sequence FROM sync_parked WHERE target = ? AND state = 'again' AND sequence > ? ORDER BY sequence LIMIT ?)
     ORDER BY sequence`,
  );
  const messages: Message[] = [];
  let characters = 0;
  for (let after = -1; ; ) {
    const rows = page.all(row.id, after, limit);
    for (const message of messagesOf(db, rows)) {
      if (!message) continue;
      characters += JSON.stringify(message).length;
      if (messages.length === limit || (characters > pageCharacters && messages.length > 0)) return messages;
      messages.push(message);
    }
    const last = rows.at(-1);
    if (!last) return messages;
    after = last.sequence;
  }
}

export function partsParked(db: Db, { target, parts }: QueryInput<'partsParked'>): QueryOutput<'partsParked'> {
  const row = findTarget(db, target);
  if (!row) return [];
  const find = db
    .prepare<[number, Buffer], number>('SELECT 1 FROM sync_parked WHERE target = ? AND part = ? LIMIT 1')
    .pluck();
  return parts.filter((part) => find.get(row.id, uuidBytes(part)) !== undefined);
}

interface ParkedRow {
  readonly sequence: number;
  readonly kind: string;
  readonly message_id: Buffer;
  readonly event_time: string;
  readonly part: Buffer | null;
  readonly serial: string | null;
  readonly reason: string;
  readonly parked_at: number;
  readonly state: 'parked' | 'again';
}

/** Newest first. */
export function parkedPage(db: Db, input: QueryInput<'parkedPage'>): QueryOutput<'parkedPage'> {
  const row = findTarget(db, input.target);
  if (!row) return { parked: [], next: null, total: 0 };
  const total = db.prepare<[number], number>('SELECT count(*) FROM sync_parked WHERE target = ?').pluck().get(row.id);
  const rows = db
    .prepare<[number, number, number], ParkedRow>(
      `SELECT sequence, kind, message_id, event_time, sync_parked.part, serial, reason, parked_at, state
       FROM sync_parked LEFT JOIN part ON part.uuid = sync_parked.part
       WHERE target = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
    )
    .all(row.id, input.before ?? Number.MAX_SAFE_INTEGER, input.limit);
  const isLast = rows.length < input.limit;
  return { parked: rows.flatMap(asParked), next: isLast ? null : (rows.at(-1)?.sequence ?? null), total: total ?? 0 };
}

/** Nothing for a row that cannot be read: it must not hide the others. */
function asParked(row: ParkedRow): Parked[] {
  const parked = parkedSchema.safeParse({
    ...{ sequence: row.sequence, kind: row.kind, messageId: idText(row.message_id), eventTime: row.event_time },
    ...{ part: row.part && idText(row.part), serial: row.serial },
    ...{ reason: row.reason, parkedAt: row.parked_at, state: row.state },
  });
  return parked.success ? [parked.data] : [];
}

export function parkedMessage(db: Db, input: QueryInput<'parkedMessage'>): QueryOutput<'parkedMessage'> {
  const row = findTarget(db, input.target);
  if (!row) return null;
  const parked = db
    .prepare<[number, number], { bodies: Buffer | null; reason: string }>(
      'SELECT bodies, reason FROM sync_parked WHERE target = ? AND sequence = ?',
    )
    .get(row.id, input.sequence);
  if (!parked) return null;
  const rows = db
    .prepare<[number], OutboxRow>(`SELECT ${outboxColumns} FROM outbox WHERE sequence = ?`)
    .all(input.sequence);
  const bodies = parked.bodies && unpacked(bodiesSchema, parked.bodies);
  return { bodies, message: messagesOf(db, rows)[0] ?? null, reason: parked.reason };
}
