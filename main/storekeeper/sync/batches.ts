/** What is under way to each target: frozen on disk before its first byte leaves, and settled by the receiver's word. */
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput } from '../../station/store/command-table.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import { type Envelope, envelopeSchema, type FrozenBatch } from '../../station/store/sync-table.ts';
import type { CommandContext } from '../commands/perform.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import { packed, unpacked } from './packed.ts';
import { park, unpark } from './parked.ts';
import { findTarget, moveCursor, type TargetRow, targetFor } from './target-rows.ts';

type Nothing = Record<string, never>;

interface BatchRow {
  readonly uuid: Buffer;
  readonly of: 'new' | 'again';
  readonly up_to: number;
}

interface Batch extends BatchRow {
  readonly envelopes: readonly Envelope[];
}

const envelopesSchema = z.array(envelopeSchema);

export function frozenBatch(db: Db, { target }: QueryInput<'frozenBatch'>): QueryOutput<'frozenBatch'> {
  const row = findTarget(db, target);
  const batch = row && batchOf(db, row);
  return batch ? wholeBatch(batch) : null;
}

/** @throws StationError `conflict`: another one is under way, or it lies where the cursor has been already */
export function freezeBatch({ db, now }: CommandContext, input: CommandInput<'freezeBatch'>): Nothing {
  const { batch, aside } = input;
  const target = targetFor(db, input.target);
  const uuid = uuidBytes(batch.id);
  const underWay = batchOf(db, target);
  if (underWay?.uuid.equals(uuid) || target.settled?.equals(uuid)) return {};
  if (underWay) throw new StationError('conflict', say('syncUnderWay', { name: target.name }));
  if (batch.of === 'new' && batch.upTo <= target.acknowledged) {
    throw new StationError('conflict', say('syncBehindCursor', { name: target.name }));
  }
  park({ db, now }, target, aside);
  db.prepare<[number, Buffer, string, number, Buffer]>(
    'INSERT OR REPLACE INTO sync_batch (target, uuid, of, up_to, envelopes) VALUES (?, ?, ?, ?, ?)',
  ).run(target.id, uuid, batch.of, batch.upTo, packed(batch.envelopes));
  return {};
}

/** What is not under way (any more) is settled already, or its target is gone. */
export function settleBatch({ db, now }: CommandContext, input: CommandInput<'settleBatch'>): Nothing {
  const target = findTarget(db, input.target);
  const batch = target && batchOf(db, target);
  if (!target || !batch?.uuid.equals(uuidBytes(input.batch))) return {};
  const { envelopes } = batch;
  const refused = new Set(input.refused.map(({ sequence }) => sequence));
  const accepted = envelopes.filter(({ sequence }) => !refused.has(sequence));
  park({ db, now }, target, input.refused, envelopes);
  if (batch.of === 'again') unpark(db, target, accepted);
  else moveCursor(db, target, batch.up_to);
  db.prepare<[number]>('DELETE FROM sync_batch WHERE target = ?').run(target.id);
  db.prepare<[Buffer, number]>('UPDATE sync_target SET settled = ? WHERE id = ?').run(batch.uuid, target.id);
  return {};
}

/** While new messages are under way the cursor waits for them: then nothing is parked and nothing moves. */
export function passOver({ db, now }: CommandContext, { target, upTo, aside }: CommandInput<'passOver'>): Nothing {
  const row = targetFor(db, target);
  if (batchOf(db, row)?.of === 'new') throw new StationError('conflict', say('syncUnderWay', { name: row.name }));
  park({ db, now }, row, aside);
  moveCursor(db, row, upTo);
  return {};
}

/**
 * One that cannot be read any more is none: its messages are behind the cursor, or still parked, and go again with the next.
 */
function batchOf(db: Db, target: TargetRow): Batch | null {
  const row = db
    .prepare<[number], BatchRow & { readonly envelopes: Buffer }>(
      'SELECT uuid, of, up_to, envelopes FROM sync_batch WHERE target = ?',
    )
    .get(target.id);
  const envelopes = row && unpacked(envelopesSchema, row.envelopes);
  return envelopes ? { ...row, envelopes } : null;
}

function wholeBatch({ uuid, of, up_to, envelopes }: Batch): FrozenBatch {
  return { id: uuidText(uuid), of, upTo: up_to, envelopes: [...envelopes] };
}
