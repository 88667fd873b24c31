import type { Db } from '../database.ts';

export function deviceBindings(db: Db): unknown {
  return db.prepare('SELECT device, signal, action FROM device_binding ORDER BY id').all();
}
