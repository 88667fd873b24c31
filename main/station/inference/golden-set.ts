/**
 * Is the bundle's golden set the one that its maker hashed? A bundle whose own pictures were changed proves nothing.
 *
 * SHA-256 over the bytes of each picture in sorted file-name order, one after the other, followed by those of the labels.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Bundle } from './bundle.ts';

const pictureTypes = new Set(['.jpg', '.png']);

/** @throws StationError `bad-input` when it is not. A bundle that says that it has none has nothing to check. */
export async function checkGoldenSet({ dir, manifest }: Bundle): Promise<void> {
  const { golden, name, version } = manifest;
  if (golden.pictures === 0) return;
  const labels = join(dir, golden.labels);
  try {
    const found = await hashOf(labels);
    if (found === golden.sha256) return;
    throw refused(say('hashDiffers', { expected: golden.sha256, found }));
  } catch (thrown) {
    throw thrown instanceof StationError ? thrown : refused(String(thrown));
  }

  function refused(why: string): StationError {
    const message = say('bundleGoldenSwapped', { name, version, folder: dirname(labels), why });
    return new StationError('bad-input', message, {
      remedy: say('bundleCopyAgain'),
    });
  }
}

/** One picture at a time, so that a large set takes no memory. */
async function hashOf(labels: string): Promise<string> {
  const hash = createHash('sha256');
  for (const picture of await picturesIn(dirname(labels))) hash.update(await readFile(picture));
  return hash.update(await readFile(labels)).digest('hex');
}

async function picturesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && pictureTypes.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const nameOf = (path: string): string => relative(folder, path).replaceAll('\\', '/');
  return paths.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}
