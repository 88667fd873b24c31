/** Numbers of rows by their time. Rows are in the order of time, so halving finds the place without an index. */
import type { Db } from '../database.ts';

/**
 * The first number whose row has a time at or after `at`; one past the last where there is none.
 * @param table with the columns `id` and `at`; a clock that was set back may put single rows on the wrong side.
 */
export function firstFrom(db: Db, table: 'part' | 'history' | 'incident', at: number): number {
  const id = table === 'history' ? 'entry' : 'id';
  const next = db.prepare<[number], { id: number; at: number }>(
    `SELECT ${id} AS id, at FROM ${table} WHERE ${id} >= ? ORDER BY ${id} LIMIT 1`,
  );
  const edge = (order: 'ASC' | 'DESC'): number =>
    db.prepare<[], number>(`SELECT ${id} FROM ${table} ORDER BY ${id} ${order} LIMIT 1`).pluck().get() ?? 0;
  let low = edge('ASC');
  let high = edge('DESC') + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = next.get(middle);
    if (row && row.at < at) low = row.id + 1;
    else high = middle;
  }
  return low;
}
