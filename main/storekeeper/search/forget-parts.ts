/** Takes parts that are cleared away out of the search's index, in their own transaction. */
import type { Db } from '../database.ts';
import { firstPartOf, lastPartOf, stretchOf } from './stretch.ts';

/** After their rows are gone. A stretch that keeps some says more than is there, which does no harm. */
export function forgetParts(db: Db, parts: readonly number[]): void {
  const removeKeys = db.prepare<[number]>('DELETE FROM part_key WHERE part = ? AND key IN (SELECT id FROM search_key)');
  const anyLeft = db.prepare<[number, number], number>('SELECT 1 FROM part WHERE id BETWEEN ? AND ? LIMIT 1').pluck();
  const removeRow = db.prepare<[number]>('DELETE FROM stretch WHERE id = ?');
  const removeWords = db.prepare<[number]>('DELETE FROM stretch_words WHERE rowid = ?');
  for (const part of parts) removeKeys.run(part);
  for (const stretch of new Set(parts.map(stretchOf))) {
    if (anyLeft.get(firstPartOf(stretch), lastPartOf(stretch)) !== undefined) continue;
    if (removeRow.run(stretch).changes > 0) removeWords.run(stretch);
  }
}
