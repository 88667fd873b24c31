/** Opens the screen in the user's browser, where there is one to open. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Log } from '../station/log/log.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's way to open an address; null where nobody would see it (no display, a build server). */
export function browserCommand(platform: NodeJS.Platform, env: Environment): readonly string[] | null {
  if (env['CI']) return null;
  if (platform === 'darwin') return ['open'];
  // `start` is a word of cmd; the empty string is the title that it takes first.
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}

/** A browser that does not open is no fault: the address stands on the console. */
export function openBrowser(address: string, log: Log): void {
  const [command, ...args] = browserCommand(process.platform, process.env) ?? [];
  if (command === undefined) return;
  const child = spawn(command, [...args, address], { detached: true, stdio: 'ignore' });
  child.once('error', (error) => log.info('no browser was opened', { why: error.message }));
  // It would inherit the line's priority.
  child.once('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_NORMAL));
  child.unref();
}
