/** Where things lie, from the sources and from the bundles alike: both `main/host/` and `.build/main/` are two deep. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };

export const version: string = manifest.version;
/** Packaged, the files lie beside the archive: threads, child processes and native libraries need real ones. */
export const rootFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(
  /\bapp\.asar(?=[\\/]|$)/,
  'app.asar.unpacked',
);
/** The built screen. */
export const uiFolder = join(rootFolder, '.build', 'renderer');
/** What runs when nobody names a configuration. */
export const demoConfig = join(rootFolder, 'main', 'service', 'examples', 'demo.json');
