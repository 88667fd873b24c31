import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import type { CommandContext } from './perform.ts';

export function bindButton(
  { db, history }: CommandContext,
  { device, signal, action, by }: CommandInput<'bindButton'>,
): CommandOutput<'bindButton'> {
  const before = actionOf(db, device, signal);
  if (before === action) return {};
  if (before !== undefined) {
    throw new StationError('conflict', say('buttonTaken'), { remedy: say('buttonTakenRemedy') });
  }
  db.prepare('INSERT INTO device_binding (device, signal, action) VALUES (?, ?, ?)').run(device, signal, action);
  history.append('device', { by, device, signal, old: null, new: action });
  return {};
}

export function unbindButton(
  { db, history }: CommandContext,
  { device, signal, by }: CommandInput<'unbindButton'>,
): CommandOutput<'unbindButton'> {
  const before = actionOf(db, device, signal);
  if (before === undefined) return {};
  db.prepare('DELETE FROM device_binding WHERE device = ? AND signal = ?').run(device, signal);
  history.append('device', { by, device, signal, old: before, new: null });
  return {};
}

function actionOf(db: CommandContext['db'], device: string, signal: string): string | undefined {
  return db
    .prepare<[string, string], string>('SELECT action FROM device_binding WHERE device = ? AND signal = ?')
    .pluck()
    .get(device, signal);
}
