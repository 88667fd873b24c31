/** The row of a target and its cursor. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Db } from '../database.ts';
import { highestSequence } from '../outbox.ts';
import { uuidBytes } from '../uuid-bytes.ts';

export interface TargetRow {
  readonly id: number;
  readonly name: string;
  readonly settings: string;
  readonly isPaused: number;
  readonly acknowledged: number;
  readonly settled: Buffer | null;
  readonly telemetry: number;
}

export function findTarget(db: Db, target: string): TargetRow | undefined {
  return db
    .prepare<[Buffer], TargetRow>(
      `SELECT id, name, settings, is_paused AS isPaused, acknowledged, settled, telemetry
       FROM sync_target WHERE uuid = ?`,
    )
    .get(uuidBytes(target));
}

/** @throws StationError `not-found` */
export function targetFor(db: Db, target: string): TargetRow {
  const row = findTarget(db, target);
  if (!row) throw new StationError('not-found', say('syncNoTarget'));
  return row;
}

/** Never back, and never to a place that no message has yet: what comes there would be passed over. */
export function moveCursor(db: Db, { id, acknowledged }: TargetRow, upTo: number): void {
  const to = Math.min(upTo, highestSequence(db));
  if (to > acknowledged) {
    db.prepare<[number, number]>('UPDATE sync_target SET acknowledged = ? WHERE id = ?').run(to, id);
  }
}

/** Up to here every target has the outbox, or has parked it; null where there is no target. */
export function acknowledgedByAll(db: Db): number | null {
  return db.prepare<[], number | null>('SELECT min(acknowledged) FROM sync_target').pluck().get() ?? null;
}
