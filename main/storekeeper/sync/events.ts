/** What happened to the station itself, with its message. */
import { v7 } from 'uuid';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { CommandContext } from '../commands/perform.ts';
import { uuidBytes } from '../uuid-bytes.ts';

/** The same id again is the same event. */
export function noteStationEvent(
  { db, outbox }: CommandContext,
  { id, at, event }: CommandInput<'noteStationEvent'>,
): CommandOutput<'noteStationEvent'> {
  const uuid = uuidBytes(id);
  if (db.prepare('SELECT 1 FROM station_event WHERE uuid = ?').get(uuid) !== undefined) return {};
  const row = 1 + (db.prepare<[], number | null>('SELECT max(id) FROM station_event').pluck().get() ?? 0);
  const sequence = outbox.append({ kind: 'event', record: row, at, messageId: v7() });
  db.prepare<[number, Buffer, number, string, number]>(
    'INSERT INTO station_event (id, uuid, at, event, outbox) VALUES (?, ?, ?, ?, ?)',
  ).run(row, uuid, Math.floor(at), JSON.stringify(event), sequence);
  return {};
}
