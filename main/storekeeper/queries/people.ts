/** Everybody whom the station knows, with what a sign-in needs. */
import { z } from 'zod';
import type { StoredLock } from '../../station/store/people-queries.ts';
import type { Db } from '../database.ts';
import { uuidText } from '../uuid-bytes.ts';

const personRowsSchema = z.array(
  z.object({
    id: z.number(),
    uuid: z.instanceof(Uint8Array),
    name: z.string(),
    role: z.string(),
    language: z.string().nullable(),
    pin: z.string().nullable(),
    badge: z.instanceof(Uint8Array).nullable(),
    is_active: z.number(),
    created_at: z.number(),
  }),
);
const lockRowsSchema = z.array(
  z.object({ person: z.number(), is_local: z.number(), failures: z.number(), locked_until: z.number() }),
);

export function people(db: Db): unknown {
  const rows = personRowsSchema.parse(db.prepare('SELECT * FROM person ORDER BY name COLLATE NOCASE').all());
  const locks = locksByPerson(db);
  return rows.map(({ id, uuid, name, role, language, pin, badge, is_active, created_at }) => ({
    ...{ id: uuidText(uuid), name, role, language, pin },
    badge: badge && Buffer.from(badge).toString('base64'),
    isActive: is_active === 1,
    createdAt: created_at,
    locks: locks.get(id) ?? [],
  }));
}

function locksByPerson(db: Db): ReadonlyMap<number, readonly StoredLock[]> {
  const rows = lockRowsSchema.parse(db.prepare('SELECT * FROM sign_in_lock').all());
  const locks = rows.map(({ person, is_local, failures, locked_until }) => ({
    person,
    lock: { isLocal: is_local === 1, failures, lockedUntil: locked_until },
  }));
  return new Map(
    [...Map.groupBy(locks, ({ person }) => person)].map(([person, group]) => [person, group.map(({ lock }) => lock)]),
  );
}
