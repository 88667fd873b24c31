/**
 * Limits of a recipe, version by version.
 *
 *   saved ──▶ in-force ──(another is in force)──▶ superseded
 *     └─▶ waits-for-second ──(somebody else approves)──▶ in-force
 *                 └─────────(somebody else refuses, or another is saved)──▶ refused
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { LimitsVersion } from '../../api/slices/quality.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { limitsInForce, limitsVersion } from '../queries/limits.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

export function saveLimits(context: CommandContext, input: CommandInput<'saveLimits'>): CommandOutput<'saveLimits'> {
  const { db, now, history } = context;
  const { by, id, recipe, limits, before, reason, needsSecond } = input;
  const known = limitsVersion(db, id);
  if (known) return known;
  const inForce = limitsInForce(db, { recipe });
  if (inForce !== null && !sameLimits(inForce, before)) throw new StationError('conflict', say('limitsChanged'));
  db.prepare<[string]>(
    `UPDATE limits_version SET state = 'refused' WHERE recipe = ? AND state = 'waits-for-second'`,
  ).run(recipe);
  if (!needsSecond) supersede(db, recipe);
  db.prepare<[Buffer, string, string, string, string, number, string, Buffer | null]>(
    `INSERT INTO limits_version (uuid, recipe, limits, before, reason, at, state, person)
     VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM person WHERE uuid = ?))`,
  ).run(
    uuidBytes(id),
    recipe,
    JSON.stringify(limits),
    JSON.stringify(before),
    reason,
    Math.floor(now),
    needsSecond ? 'waits-for-second' : 'in-force',
    by === null ? null : uuidBytes(by),
  );
  const state = needsSecond ? 'waits-for-second' : 'in-force';
  history.append('limits', { by, id, recipe, state, old: before, new: limits, why: reason });
  return existing(db, id);
}

export function approveLimits(
  { db, now, history }: CommandContext,
  { by, id, isApproved, reason }: CommandInput<'approveLimits'>,
): CommandOutput<'approveLimits'> {
  const version = limitsVersion(db, id);
  if (!version) throw new StationError('not-found', say('limitsUnknown'));
  const state = isApproved ? 'in-force' : 'refused';
  if (version.state !== 'waits-for-second') throw new StationError('conflict', say('limitsNotWaiting'));
  const savers = db
    .prepare<[Buffer, Buffer], number>(
      `SELECT 1 FROM limits_version JOIN person ON person.id = limits_version.person
       WHERE limits_version.uuid = ? AND person.uuid = ?`,
    )
    .pluck();
  if (savers.get(uuidBytes(id), uuidBytes(by)) !== undefined) {
    throw new StationError('not-allowed', say('limitsSamePerson'));
  }
  if (isApproved) supersede(db, version.recipe);
  db.prepare<[string, number, Buffer, Buffer]>(
    `UPDATE limits_version SET state = ?, approved_at = ?, approved_by = (SELECT id FROM person WHERE uuid = ?)
     WHERE uuid = ?`,
  ).run(state, Math.floor(now), uuidBytes(by), uuidBytes(id));
  const { recipe, before, limits } = version;
  history.append('limits', { by, id, recipe, state, old: before, new: limits, why: reason });
  return existing(db, id);
}

function supersede(db: Db, recipe: string): void {
  db.prepare<[string]>(`UPDATE limits_version SET state = 'superseded' WHERE recipe = ? AND state = 'in-force'`).run(
    recipe,
  );
}

function existing(db: Db, id: string): LimitsVersion {
  const version = limitsVersion(db, id);
  if (!version) throw new Error('a version of limits is gone in the transaction that made it');
  return version;
}

type Limits = LimitsVersion['limits'];

function sameLimits(one: Limits, other: Limits): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(
    (name) => one[name]?.passBelow === other[name]?.passBelow && one[name]?.failAbove === other[name]?.failAbove,
  );
}
