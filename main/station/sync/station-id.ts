/**
 * The station's own number, made at its first start and kept in its data folder: two stations with one configuration have one
 * name and two numbers, and can be told apart by whoever hears both.
 */
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { z } from 'zod';

/** @returns a UUID; a file that holds none is replaced. */
export async function stationId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'station.id');
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw thrown;
  });
  const kept = z.uuid().safeParse(text.trim());
  if (kept.success) return kept.data;
  const made = v7();
  const fresh = `${path}.new`;
  const handle = await open(fresh, 'w', 0o644);
  try {
    await handle.writeFile(`${made}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  return made;
}
