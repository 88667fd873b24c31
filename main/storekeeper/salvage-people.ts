/** What people did, after their pages were torn: who decided keeps a name, and what was flagged is asked about again. */
import type { Db } from './database.ts';

/**
 * For everybody whom a decision, a label or a study names and nobody knows any more: somebody who cannot sign in and
 * whose name says what happened. Another person's name on a decision would be worse than none.
 * @returns how many
 */
export function inventPeople(db: Db): number {
  const references = db
    .prepare<[], { table: string; column: string }>(
      `SELECT child.name AS "table", key."from" AS "column"
       FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS key
       WHERE child.type = 'table' AND key."table" = 'person'`,
    )
    .all();
  const named = references.map(({ table, column }) => `SELECT "${column}" AS id FROM "${table}"`).join(' UNION ');
  return db
    .prepare(
      `INSERT INTO person (id, uuid, name, role, is_active, created_at)
       SELECT id, unhex(printf('00000000000080008000%012x', id)), 'lost with the damage (person ' || id || ')',
         'operator', 0, 0
       FROM (${named}) WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM person)`,
    )
    .run().changes;
}

/**
 * Whoever was asked about these before: quality is asked now, without a deadline.
 * @returns how many parts that nobody had decided on would have been forgotten
 */
export function reopenReviews(db: Db): number {
  return db
    .prepare(
      `INSERT INTO review (part, stage, opened_at, overdue, stage_at)
       SELECT id, 'quality', at, 'hold', at FROM part
       WHERE verdict = 'review' AND disposed_at IS NULL AND id NOT IN (SELECT part FROM review)`,
    )
    .run().changes;
}
