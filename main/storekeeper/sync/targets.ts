/** Targets: entered, changed, paused, removed. Each is told in the history. */
import { z } from 'zod';
import { describeIssues, StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput } from '../../station/store/command-table.ts';
import type { QueryOutput } from '../../station/store/query-table.ts';
import { type StoredTarget, storedTargetSchema } from '../../station/store/sync-table.ts';
import type { CommandContext } from '../commands/perform.ts';
import type { Db } from '../database.ts';
import { canonical } from '../history/entry.ts';
import { highestSequence } from '../outbox.ts';
import { idText, uuidBytes } from '../uuid-bytes.ts';
import { jsonOrNothing } from './json.ts';
import { findTarget, targetFor } from './target-rows.ts';
import { newestSample } from './telemetry.ts';

type Nothing = Record<string, never>;

interface Row {
  readonly uuid: Buffer;
  readonly name: string;
  readonly settings: string;
  readonly is_paused: number;
  readonly created_at: number;
}

/** One whose settings cannot be read is left out and told: the others go on. */
export function syncTargets(
  db: Db,
  _input: unknown,
  _dataDir: string,
  problem: (text: string) => void,
): QueryOutput<'syncTargets'> {
  const rows = db
    .prepare<[], Row>('SELECT uuid, name, settings, is_paused, created_at FROM sync_target ORDER BY name')
    .all();
  return rows.flatMap((row): StoredTarget[] => {
    const { uuid, name, is_paused, created_at } = row;
    const settings = jsonOrNothing(row.settings);
    const stored = storedTargetSchema.safeParse({
      ...{ id: idText(uuid), name, settings, isPaused: is_paused === 1, createdAt: created_at },
    });
    if (stored.success) return [stored.data];
    const why = describeIssues(stored.error);
    problem(`the settings of the target ${name} cannot be read, nothing is sent there: ${why}`);
    return [];
  });
}

/**
 * An entry where something changed, or where secrets came with it: whether those are others than before is not known here.
 * @throws StationError `conflict`: the name is taken
 */
export function saveTarget({ db, now, history }: CommandContext, input: CommandInput<'saveTarget'>): Nothing {
  const { by, id, name, settings, startsFrom, secrets } = input;
  refuseTakenName(db, id, name);
  const text = JSON.stringify(settings);
  const before = findTarget(db, id);
  if (!before) {
    db.prepare<[Buffer, string, string, number, number, number]>(
      'INSERT INTO sync_target (uuid, name, settings, created_at, acknowledged, telemetry) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(uuidBytes(id), name, text, Math.floor(now), startsAt(db, startsFrom), newestSample(db));
    const made = { name, settings: asJson(settings), startsFrom };
    history.append('sync', { by, target: id, what: 'added', old: null, new: made, secrets });
    return {};
  }
  const old = jsonOrNothing(before.settings);
  const isSame = before.name === name && canonical(old ?? null) === canonical(settings);
  if (isSame && secrets.length === 0) return {};
  db.prepare<[string, string, number]>('UPDATE sync_target SET name = ?, settings = ? WHERE id = ?').run(
    ...([name, text, before.id] as const),
  );
  history.append('sync', {
    ...{ by, target: id, what: 'changed', secrets },
    old: { name: before.name, settings: asJson(old ?? before.settings) },
    new: { name, settings: asJson(settings) },
  });
  return {};
}

/** What it has not had will never be sent there. Asked again: it is gone. */
export function removeTarget(
  { db, history }: CommandContext,
  { by, target, reason }: CommandInput<'removeTarget'>,
): Nothing {
  const row = findTarget(db, target);
  if (!row) return {};
  const waiting = Math.max(0, highestSequence(db) - row.acknowledged);
  const parked = db.prepare<[number], number>('SELECT count(*) FROM sync_parked WHERE target = ?').pluck().get(row.id);
  db.prepare<[number]>('DELETE FROM sync_target WHERE id = ?').run(row.id);
  const old = { name: row.name, settings: asJson(jsonOrNothing(row.settings) ?? row.settings) };
  const left = { acknowledged: row.acknowledged, waiting, parked: parked ?? 0 };
  history.append('sync', { by, target, what: 'removed', old, new: null, why: reason, left });
  return {};
}

export function pauseTarget(
  { db, history }: CommandContext,
  { by, target, isPaused }: CommandInput<'pauseTarget'>,
): Nothing {
  const row = targetFor(db, target);
  const before = row.isPaused === 1;
  if (before === isPaused) return {};
  db.prepare<[number, number]>('UPDATE sync_target SET is_paused = ? WHERE id = ?').run(isPaused ? 1 : 0, row.id);
  const what = isPaused ? 'paused' : 'resumed';
  history.append('sync', { by, target, what, name: row.name, old: { isPaused: before }, new: { isPaused } });
  return {};
}

function startsAt(db: Db, startsFrom: 'now' | 'oldest'): number {
  const newest = highestSequence(db);
  if (startsFrom === 'now') return newest;
  const oldest = db.prepare<[], number | null>('SELECT min(sequence) FROM outbox').pluck().get() ?? null;
  return oldest === null ? newest : oldest - 1;
}

function refuseTakenName(db: Db, id: string, name: string): void {
  const taken = db
    .prepare<[string, Buffer], number>('SELECT 1 FROM sync_target WHERE name = ? AND uuid <> ?')
    .pluck()
    .get(name, uuidBytes(id));
  if (taken !== undefined) throw new StationError('conflict', say('syncNameTaken', { name }));
}

function asJson(value: unknown): z.core.util.JSONType {
  return z.json().parse(JSON.parse(JSON.stringify(value)));
}
