/** Builds `.build/`: one bundle an entry for Electron (it cannot run the sources), the preload, and the screen. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rootFolder, uiFolder } from '../host/paths.ts';
import { childEntries, workerEntries } from '../process/entries.ts';

const mainOut = join(rootFolder, '.build', 'main');
const preloadOut = join(rootFolder, '.build', 'preload');

/** Resolves with the exit code. */
export async function buildAll(): Promise<number> {
  await buildBundles();
  await buildScreen();
  return 0;
}

/** `.build/main/*.mjs` and `.build/preload/preload.cjs`; less than a second. */
export async function buildBundles(): Promise<void> {
  const { build } = await import('esbuild');
  const entriesFolder = new URL('../process/', import.meta.url);
  const fromEntries = (entries: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(entries).map(([name, file]) => [name, fileURLToPath(new URL(file, entriesFolder))]);
  const common = { bundle: true, sourcemap: true, logLevel: 'warning', target: 'node20', platform: 'node' } as const;
  const modules = { ...common, outdir: mainOut, outExtension: { '.js': '.mjs' }, format: 'esm' } as const;
  await build({
    ...modules,
    entryPoints: Object.fromEntries([
      ['electron', join(rootFolder, 'main/electron/electron.ts')],
      ['service', join(rootFolder, 'main/service/service.ts')],
      ...fromEntries(childEntries),
      ...fromEntries(workerEntries),
    ]),
    packages: 'external',
    // An import of its own, so that it runs before every other import of the entry.
    banner: { js: "import './pictures-in-electron.mjs';" },
  });
  await build({
    ...modules,
    entryPoints: { 'pictures-in-electron': join(rootFolder, 'main/electron/pictures-in-electron.ts') },
  });
  await build({
    ...common,
    entryPoints: { preload: join(rootFolder, 'preload/preload.ts') },
    outdir: preloadOut,
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    external: ['electron'],
  });
}

export async function buildScreen(): Promise<void> {
  const { build } = await import('vite');
  // Whoever builds it, a test runner with NODE_ENV=test too: what is served is never React's development build, which
  // is slower and mounts every effect twice.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ configFile: join(rootFolder, 'renderer', 'vite.config.ts'), logLevel: 'error' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** Builds the screen when it is missing or older than its sources, and says so in one line. */
export async function buildScreenIfOld(tell: (line: string) => void): Promise<void> {
  const page = join(uiFolder, 'index.html');
  const sources = [join(rootFolder, 'renderer'), join(rootFolder, 'main', 'api')];
  // A packaged station carries the built screen and no sources.
  if (!sources.every(existsSync)) return;
  if (existsSync(page) && (await newest(sources)) <= (await stat(page)).mtimeMs) return;
  tell('Building the screen (a few seconds, only when its sources have changed) ...');
  await buildScreen();
}

/** Time of the newest file in the folders, milliseconds since 1970. */
async function newest(folders: readonly string[]): Promise<number> {
  const times = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs));
    }),
  );
  return Math.max(...times.flat());
}
