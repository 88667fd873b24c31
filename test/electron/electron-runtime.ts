/** An Electron to test with, under a display of its own; or why there is none. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronHere = { readonly binary: string } | { readonly missing: string };

export function electronHere(): ElectronHere {
  if (process.platform !== 'linux') return { missing: 'these tests use Xvfb' };
  if (spawnSync('Xvfb', ['-help']).error) return { missing: 'Xvfb is not installed' };
  const overridden = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const binary = overridden ? join(overridden, 'electron') : installed();
  return binary && existsSync(binary) ? { binary } : { missing: 'no Electron binary (ELECTRON_OVERRIDE_DIST_PATH)' };
}

function installed(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  return existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()) : null;
}

export interface ElectronProcess {
  /** Electron's main process. */
  readonly pid: number;
  /** Everything that it printed so far. */
  output(): string;
  readonly exited: Promise<number | null>;
  /** Kills whatever is left of it, and its display. */
  end(): Promise<void>;
}

export async function startElectron(binary: string, args: readonly string[]): Promise<ElectronProcess> {
  const display = await startDisplay();
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...flags, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SIGHTLINE_NODE: process.execPath, DISPLAY: display.name },
  });
  let printed = '';
  const read = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const pid = child.pid ?? 0;
  return {
    pid,
    output: () => printed,
    exited,
    end: async () => {
      for (const each of [...descendants(pid), pid]) killIfThere(each);
      await exited;
      display.process.kill();
    },
  };
}

/** Xvfb chooses a free display by itself and says which: `xvfb-run -a` guesses, and two at once guess the same. */
async function startDisplay(): Promise<{ readonly name: string; readonly process: ChildProcess }> {
  const screen = ['-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  const child = spawn('Xvfb', ['-displayfd', '3', ...screen], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()));
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { name: `:${number}`, process: child };
}

/** Processes that descend from `pid`, deepest last; zombies are dead and do not count. */
export function descendants(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => !state?.startsWith('Z'))
    .map(([own, parent]) => ({ own: Number(own), parent: Number(parent) }));
  const below = (parent: number): number[] =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row.own, ...below(row.own)]);
  return below(pid);
}

export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}
