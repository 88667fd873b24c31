import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Ids of all messages on disk, oldest first, read by nobody else's code. */
export function outboxIds(dataDir: string): string[] {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    return db
      .prepare<[], string>('SELECT lower(hex(message_id)) FROM outbox ORDER BY sequence')
      .pluck()
      .all()
      .map((hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  } finally {
    db.close();
  }
}
