/**
 * `station.json` in the data folder, while the station runs: where its HTTP server listens and a secret that only this
 * user can read. With it `npm run station -- address` asks for a fresh address when the printed one is used up.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StationError } from '../api/errors.ts';

const stationFileSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  secret: z.string().min(20),
});
export type StationFile = z.infer<typeof stationFileSchema>;

function stationFilePath(dataDir: string): string {
  return join(dataDir, 'station.json');
}

export async function writeStationFile(dataDir: string, content: StationFile): Promise<void> {
  const path = stationFilePath(dataDir);
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, JSON.stringify(content), { mode: 0o600 });
  await rename(fresh, path);
}

export async function removeStationFile(dataDir: string): Promise<void> {
  await rm(stationFilePath(dataDir), { force: true });
}

/** @throws StationError `unavailable` when no station runs on this data folder. */
export async function readStationFile(dataDir: string): Promise<StationFile> {
  const path = stationFilePath(dataDir);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StationError('unavailable', `no station runs on ${dataDir}`, {
      remedy: 'start it with npm start, or name its data folder with --data DIR',
      cause,
    });
  });
  try {
    return stationFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StationError('bad-input', `${path} is not what a running station writes`, {
      remedy: 'delete it and start the station again',
      cause,
    });
  }
}
