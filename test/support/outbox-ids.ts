import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Ids of messages on disk (of one kind, or of all), oldest first, read by nobody else's code. */
export function outboxIds(dataDir: string, kind: string | null = null): string[] {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    return db
      .prepare<{ kind: string | null }, string>(
        'SELECT lower(hex(message_id)) FROM outbox WHERE :kind IS NULL OR kind = :kind ORDER BY sequence',
      )
      .pluck()
      .all({ kind })
      .map((hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  } finally {
    db.close();
  }
}
