/** Finds the Electron to run, downloading it on first use; or says in one line why there is none. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const downloadWithinMs = 60_000;

export type Found = { readonly binary: string } | { readonly whyNot: string };

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly isRoot: boolean;
}

export const surroundings: Surroundings = {
  platform: process.platform,
  env: process.env,
  isRoot: process.getuid?.() === 0,
};

/** Why a window cannot be shown here, before anything is tried; null when it can. */
export function whyNoWindow({ platform, env, isRoot }: Surroundings): string | null {
  if (isRoot) return 'Electron does not protect itself when it runs as root';
  return hasDisplay(platform, env) ? null : 'there is no display';
}

export function hasDisplay(platform: NodeJS.Platform, env: Environment): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

export async function findElectron(env: Environment = process.env, tell: (line: string) => void): Promise<Found> {
  const overridden = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (overridden) {
    const binary = join(overridden, binaryName(process.platform));
    return existsSync(binary) ? { binary } : { whyNot: `ELECTRON_OVERRIDE_DIST_PATH has no ${binary}` };
  }
  const folder = electronPackage();
  if (!folder) return { whyNot: 'the package electron is not installed' };
  const installed = installedBinary(folder);
  if (installed) return { binary: installed };
  tell(`Downloading Electron (once, at most ${downloadWithinMs / 1000} s) ...`);
  const failure = await download(join(folder, 'install.js'), downloadWithinMs);
  const downloaded = installedBinary(folder);
  return downloaded ? { binary: downloaded } : { whyNot: failure ?? 'Electron was downloaded and cannot be found' };
}

function binaryName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw thrown;
  }
}

/** `path.txt` is what the package's own install script leaves behind. */
function installedBinary(folder: string): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Resolves with why it failed, in one line, or null. */
export function download(script: string, withinMs: number): Promise<string | null> {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`Electron could not be downloaded within ${withinMs / 1000} s`);
    }, withinMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(`Electron could not be downloaded (${error.message})`);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : `Electron could not be downloaded (${firstErrorLine(said)})`);
    });
  });
}

function firstErrorLine(text: string): string {
  const line = text.split('\n').find((each) => /error/i.test(each)) ?? text.split('\n')[0] ?? '';
  return line.trim().slice(0, 200) || 'it did not say why';
}
