/** Deadlines that passed: each part on to whoever is asked next, unless somebody decided on it first. */
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

export function escalateReviews(
  { db, now, history }: CommandContext,
  { moves }: CommandInput<'escalateReviews'>,
): CommandOutput<'escalateReviews'> {
  const move = db.prepare<[string, number, number | null, Buffer, string]>(
    `UPDATE review SET stage = ?, stage_at = ?, due_at = ?
     WHERE part = (SELECT id FROM part WHERE uuid = ?) AND stage = ?`,
  );
  for (const { id, from, to, dueAt } of moves) {
    const { changes } = move.run(to, Math.floor(now), dueAt === null ? null : Math.floor(dueAt), uuidBytes(id), from);
    if (changes > 0) history.append('escalation', { by: null, part: id, old: from, new: to });
  }
  return {};
}
