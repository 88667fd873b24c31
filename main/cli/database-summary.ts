/** What a database looks like from outside: its tables and how many rows each has; none of their content. */
import Database from 'better-sqlite3';
import { z } from 'zod';

const objectSchema = z.object({ type: z.string(), name: z.string(), sql: z.string().nullable() });
const countSchema = z.object({ count: z.number() });

export function databaseSummary(path: string): unknown {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const objects = db
      .prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name')
      .all()
      .map((row) => objectSchema.parse(row));
    const rowsOf = (table: string): number =>
      countSchema.parse(db.prepare(`SELECT count(*) AS count FROM "${table.replaceAll('"', '""')}"`).get()).count;
    const tables = objects.filter(({ type, name }) => type === 'table' && !name.startsWith('sqlite_'));
    return {
      version: db.pragma('user_version', { simple: true }),
      rows: Object.fromEntries(tables.map(({ name }) => [name, rowsOf(name)])),
      schema: objects.map(({ sql }) => sql).filter((sql) => sql !== null),
    };
  } finally {
    db.close();
  }
}
