import { v7 } from 'uuid';
import { type TargetSettings, targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import type { Db } from '../../main/storekeeper/database.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';

/** Plain HTTP to a receiver that is not there. */
export const someSettings: TargetSettings = targetSettingsSchema.parse({
  connection: { kind: 'https', url: 'https://mes.example/v1/inspection-results:batch' },
});

/** A target that has had everything up to here. @returns its id */
export function addTarget(db: Db, name: string, acknowledged: number): string {
  const id = v7();
  db.prepare('INSERT INTO sync_target (uuid, name, settings, created_at, acknowledged) VALUES (?, ?, ?, 0, ?)').run(
    uuidBytes(id),
    name,
    JSON.stringify(someSettings),
    acknowledged,
  );
  return id;
}
