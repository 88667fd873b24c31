/** Entering and changing people. What a PIN or a badge says is never written, not even into the history. */
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes, uuidText } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

const personRowSchema = z.object({
  id: z.number(),
  name: z.string(),
  role: z.string(),
  language: z.string().nullable(),
  pin: z.string().nullable(),
  badge: z.instanceof(Uint8Array).nullable(),
  is_active: z.number(),
});
type PersonRow = z.infer<typeof personRowSchema>;

const insertSql = 'INSERT INTO person (uuid, name, role, language, pin, created_at) VALUES (?, ?, ?, ?, ?, ?)';

export function enterFirstPerson(
  { db, now, history }: CommandContext,
  { id, name, pin }: CommandInput<'enterFirstPerson'>,
): CommandOutput<'enterFirstPerson'> {
  if (find(db, id)) return {};
  if (db.prepare('SELECT 1 FROM person').get()) {
    throw new StationError('conflict', say('firstIsThere'), {
      remedy: say('firstIsThereRemedy'),
    });
  }
  db.prepare(insertSql).run(uuidBytes(id), name, 'administrator', null, pin, Math.floor(now));
  history.append('person', {
    ...{ by: id, person: id, change: 'entered', old: null },
    new: { name, role: 'administrator', language: null },
    why: 'first start of the station',
  });
  return {};
}

export function savePerson(
  { db, now, history }: CommandContext,
  { by, id, name, role, language }: CommandInput<'savePerson'>,
): CommandOutput<'savePerson'> {
  const before = find(db, id);
  const old = before && { name: before.name, role: before.role, language: before.language };
  if (old && old.name === name && old.role === role && old.language === language) return {};
  refuseTakenName(db, id, name);
  keepingAnAdministrator(db, () => {
    if (before) {
      db.prepare('UPDATE person SET name = ?, role = ?, language = ? WHERE id = ?').run(
        name,
        role,
        language,
        before.id,
      );
    } else db.prepare(insertSql).run(uuidBytes(id), name, role, language, null, Math.floor(now));
  });
  const change = before ? 'changed' : 'entered';
  history.append('person', { by, person: id, change, old, new: { name, role, language } });
  return {};
}

export function setPin(
  { db, history }: CommandContext,
  { by, person, pin }: CommandInput<'setPin'>,
): CommandOutput<'setPin'> {
  const before = get(db, person);
  if (before.pin === pin) return {};
  db.prepare('UPDATE person SET pin = ? WHERE id = ?').run(pin, before.id);
  db.prepare('DELETE FROM sign_in_lock WHERE person = ?').run(before.id);
  history.append('person', { by, person, change: before.pin === null ? 'pin-given' : 'pin-changed' });
  return {};
}

export function setBadge(
  { db, history }: CommandContext,
  { by, person, badge }: CommandInput<'setBadge'>,
): CommandOutput<'setBadge'> {
  const before = get(db, person);
  const hash = badge === null ? null : Buffer.from(badge, 'base64');
  if (hash === null ? before.badge === null : before.badge !== null && hash.equals(before.badge)) return {};
  refuseTakenBadge(db, before, hash);
  keepingAnAdministrator(db, () => db.prepare('UPDATE person SET badge = ? WHERE id = ?').run(hash, before.id));
  history.append('person', { by, person, change: hash === null ? 'badge-taken' : 'badge-given' });
  return {};
}

export function setActive(
  { db, history }: CommandContext,
  { by, person, isActive }: CommandInput<'setActive'>,
): CommandOutput<'setActive'> {
  const before = get(db, person);
  if ((before.is_active === 1) === isActive) return {};
  keepingAnAdministrator(db, () =>
    db.prepare('UPDATE person SET is_active = ? WHERE id = ?').run(isActive ? 1 : 0, before.id),
  );
  history.append('person', { by, person, change: isActive ? 'came-back' : 'left' });
  return {};
}

function find(db: Db, person: string): PersonRow | null {
  const row = db.prepare('SELECT * FROM person WHERE uuid = ?').get(uuidBytes(person));
  return row === undefined ? null : personRowSchema.parse(row);
}

function get(db: Db, person: string): PersonRow {
  const found = find(db, person);
  if (!found) throw new StationError('not-found', say('personUnknown'), { remedy: say('personUnknownRemedy') });
  return found;
}

/** In any case of letters, in any script: two people whose names look alike are one in every report. */
function refuseTakenName(db: Db, id: string, name: string): void {
  const others = z
    .array(z.object({ uuid: z.instanceof(Uint8Array), name: z.string() }))
    .parse(db.prepare('SELECT uuid, name FROM person').all());
  const taken = others.some((other) => alike(other.name) === alike(name) && uuidText(other.uuid) !== id);
  if (!taken) return;
  throw new StationError('conflict', say('nameTaken', { name }), {
    remedy: say('nameTakenRemedy'),
  });
}

function alike(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function refuseTakenBadge(db: Db, { id }: PersonRow, hash: Buffer | null): void {
  const owner = db.prepare<[Buffer | null, number], string>('SELECT name FROM person WHERE badge = ? AND id <> ?');
  const name = owner.pluck().get(hash, id);
  if (name === undefined) return;
  throw new StationError('conflict', say('badgeTaken', { name }), { remedy: say('badgeTakenRemedy') });
}

/** @throws StationError `conflict` when nobody would be left who can sign in and administer the station. */
function keepingAnAdministrator(db: Db, change: () => unknown): void {
  const before = administrators(db);
  change();
  if (before > 0 && administrators(db) === 0) {
    throw new StationError('conflict', say('lastAdministrator'), {
      remedy: say('lastAdministratorRemedy'),
    });
  }
}

function administrators(db: Db): number {
  const count = db.prepare<[], number>(
    `SELECT count(*) FROM person
     WHERE role = 'administrator' AND is_active = 1 AND (pin IS NOT NULL OR badge IS NOT NULL)`,
  );
  return count.pluck().get() ?? 0;
}
