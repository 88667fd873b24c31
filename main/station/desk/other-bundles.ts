/** Bundles that lie beside the one that runs: `FOLDER/NAME/VERSION/manifest.json`. */
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { type Bundle, readBundle } from '../inference/bundle.ts';

export interface BundleName {
  readonly name: string;
  readonly version: string;
}

/** @param active folder of the bundle that runs. Unreadable ones are left out: they cannot be tried. */
export async function bundlesBeside(active: string): Promise<readonly BundleName[]> {
  const folder = dirname(dirname(active));
  const names = await foldersIn(folder);
  const found = await Promise.all(
    names.map(async (name) => {
      const versions = await foldersIn(join(folder, name));
      return Promise.all(versions.map((version) => tryRead(join(folder, name, version))));
    }),
  );
  return found
    .flat()
    .flatMap((bundle) => (bundle ? [{ name: bundle.manifest.name, version: bundle.manifest.version }] : []));
}

/** @throws StationError `not-found` */
export async function findBundle(active: string, name: string, version: string): Promise<Bundle> {
  const known = await bundlesBeside(active);
  if (!known.some((each) => each.name === name && each.version === version)) {
    throw new StationError('not-found', `there is no bundle ${name} ${version} beside the one that runs`, {
      remedy: `put it into ${dirname(dirname(active))}`,
    });
  }
  return readBundle(join(dirname(dirname(active)), name, version));
}

async function tryRead(dir: string): Promise<Bundle | null> {
  return readBundle(dir).catch((thrown: unknown) => {
    if (thrown instanceof StationError) return null;
    throw thrown;
  });
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
