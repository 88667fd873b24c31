/** Where records, pictures and logs are kept when `--data` does not say: the platform's folder for a user's data. */
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { StationError } from '../api/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: Environment = process.env,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Sightline');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Sightline');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'sightline');
}

/** @throws StationError when the folder cannot be made or written to. */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new StationError('not-allowed', `the data folder ${folder} cannot be written to`, {
      remedy: 'give this user the right to write there, or name another folder with --data DIR',
      cause,
    });
  }
}

/** Level by level: Node's own `recursive` runs for ever where a folder can be seen and nothing made in it (/proc). */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      await mkdir(folder);
    } else if (code !== 'EEXIST' || !(await stat(folder)).isDirectory()) throw thrown;
  }
}
