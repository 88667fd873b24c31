import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { CommandContext } from './perform.ts';

export function saveSetting(
  { db, now, history }: CommandContext,
  { name, value, by }: CommandInput<'saveSetting'>,
): CommandOutput<'saveSetting'> {
  const before = db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name);
  db.prepare<[string, string, number]>(
    `INSERT INTO setting (name, value, changed_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
  ).run(name, JSON.stringify(value), Math.floor(now));
  history.append('setting', { by, name, old: before === undefined ? null : JSON.parse(before), new: value });
  return {};
}
