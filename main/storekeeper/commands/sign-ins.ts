/** Who came, was refused and went. */
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

/** Whoever does not know whether it was written tells it again within moments: so many ids are more than enough. */
const rememberedIds = 1_000;

export function tellSignIn(
  { db, history }: CommandContext,
  input: CommandInput<'tellSignIn'>,
): CommandOutput<'tellSignIn'> {
  const { id, deed, person, way, isLocal, lock } = input;
  if (!isFirstTold(db, id)) return {};
  const known = person === null ? undefined : personRow(db, person);
  if (known !== undefined) keepLock(db, known, input);
  history.append('sign-in', {
    // Whoever is refused has proved nothing: it was done by nobody, to that person.
    by: deed === 'refused' || known === undefined ? null : person,
    ...{ id, person: known === undefined ? null : person, deed, way },
    at: isLocal ? 'station' : 'desk',
    ...(lock === null ? {} : { wrongInARow: lock.failures }),
  });
  return {};
}

function isFirstTold(db: Db, id: string): boolean {
  const { changes, lastInsertRowid } = db
    .prepare('INSERT INTO sign_in_told (uuid) VALUES (?) ON CONFLICT DO NOTHING')
    .run(uuidBytes(id));
  if (changes === 0) return false;
  db.prepare('DELETE FROM sign_in_told WHERE id <= ?').run(Number(lastInsertRowid) - rememberedIds);
  return true;
}

function personRow(db: Db, person: string): number | undefined {
  return db.prepare<[Buffer], number>('SELECT id FROM person WHERE uuid = ?').pluck().get(uuidBytes(person));
}

function keepLock(db: Db, person: number, { deed, isLocal, lock }: CommandInput<'tellSignIn'>): void {
  const place = isLocal ? 1 : 0;
  if (deed === 'signed-in') {
    db.prepare('DELETE FROM sign_in_lock WHERE person = ? AND is_local = ?').run(person, place);
  } else if (lock) {
    db.prepare(
      `INSERT INTO sign_in_lock (person, is_local, failures, locked_until) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until`,
    ).run(person, place, lock.failures, Math.floor(lock.lockedUntil));
  }
}
