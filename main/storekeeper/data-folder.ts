/** The data folder: made, tried and locked before anything else, with a word on what to do when that fails. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StationError } from '../api/errors.ts';
import type { Db } from './database.ts';

/** A killed station's children need a moment to notice; their lock falls with them. */
const lockPatienceMs = 3000;
const lockPauseMs = 100;

/** @throws StationError `not-allowed` with a remedy when the folder cannot be made or written to. */
export function prepareDataFolder(dataDir: string): void {
  const probe = join(dataDir, `.write-probe-${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (cause) {
    throw folderFault(dataDir, cause);
  }
}

function folderFault(dataDir: string, cause: unknown): StationError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const [what, remedy] = folderFaults[code] ?? [
    `cannot be used (${cause instanceof Error ? cause.message : String(cause)})`,
    'Check the folder and its disk, or choose another folder with --data.',
  ];
  return new StationError('not-allowed', `the data folder ${dataDir} ${what}`, { remedy, cause });
}

const folderFaults: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  EROFS: ['is on a read-only disk', 'Mount the disk writable, or choose another folder with --data.'],
  EACCES: [
    'may not be written to',
    'Give the user of the station write permission, or choose another folder with --data.',
  ],
  EPERM: [
    'may not be written to',
    'Give the user of the station write permission, or choose another folder with --data.',
  ],
  ENOTDIR: ['has a file in its path', 'Choose a folder with --data: a part of this path is a file.'],
  EEXIST: ['is a file', 'Choose a folder with --data, not a file.'],
  ENOSPC: ['is on a full disk', 'Free some space on the disk, or choose another folder with --data.'],
};

/**
 * Holds the folder for this process alone by an exclusive transaction: the kernel frees it, however the process ends.
 * Keep the result; closing it gives the folder up.
 * @throws StationError `conflict` when another station has it.
 */
export async function lockDataFolder(dataDir: string, patienceMs = lockPatienceMs): Promise<Db> {
  const lock = new Database(join(dataDir, 'lock.sqlite'), { timeout: 0 });
  for (let waitedMs = 0; ; waitedMs += lockPauseMs) {
    try {
      lock.exec('BEGIN EXCLUSIVE');
      return lock;
    } catch (thrown) {
      const isHeld = thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
      if (!isHeld || waitedMs >= patienceMs) {
        lock.close();
        throw isHeld ? folderInUse(dataDir) : folderFault(dataDir, thrown);
      }
      await sleep(lockPauseMs);
    }
  }
}

function folderInUse(dataDir: string): StationError {
  return new StationError('conflict', `another station uses the data folder ${dataDir}`, {
    remedy: 'Stop the other station, or start this one with another folder (--data).',
  });
}
