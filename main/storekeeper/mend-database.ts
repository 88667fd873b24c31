/**
 * Replaces a damaged database by a new one with everything that could be read of it. The damaged file is kept.
 *
 * The new file is complete when it has its name `salvaged.sqlite`; whatever stops us then, the next start goes on from
 * there. Before that the damaged file is still in its place, and the next start begins anew.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../api/said/say.ts';
import { databasePath } from './database.ts';
import { ReaderThread } from './readers.ts';
import type { Salvage } from './salvage.ts';

export interface Mended {
  readonly salvage: Salvage;
  /** Name of the damaged file in the data folder. */
  readonly damagedFile: string;
}

/** Nobody may have the database open. @param wallMs names the damaged file. */
export async function mendDatabase(dataDir: string, wallMs: number): Promise<Mended> {
  const path = databasePath(dataDir);
  const unfinished = join(dataDir, 'salvaged.sqlite.part');
  for (const suffix of ['', '-journal']) rmSync(unfinished + suffix, { force: true });
  const thread = new ReaderThread({ dataDir, databasePath: path });
  const salvage = (await thread.perform({ kind: 'salvage', into: unfinished })) as Salvage;
  thread.end(new Error('done'));
  await syncFile(unfinished);
  await rename(unfinished, salvagedPath(dataDir));
  return { salvage, damagedFile: takeSalvaged(dataDir, wallMs) };
}

/** An earlier start salvaged a database and did not come to use it. False when there is none. */
export function finishMending(dataDir: string, wallMs: number): boolean {
  if (!existsSync(salvagedPath(dataDir))) return false;
  takeSalvaged(dataDir, wallMs);
  return true;
}

function takeSalvaged(dataDir: string, wallMs: number): string {
  const path = databasePath(dataDir);
  const damagedFile = `damaged-${new Date(wallMs).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
  // The log with them: beside another database it would be taken for that one's.
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, join(dataDir, damagedFile + suffix));
  }
  renameSync(salvagedPath(dataDir), path);
  return damagedFile;
}

/** For the incident. */
export function describeMended({ salvage, damagedFile }: Mended): string {
  const { lostParts, tables, restored, strayRows, lostReasons, openReferences } = salvage;
  const parts = tables.find(({ table }) => table === 'part')?.rows ?? 0;
  const unreadable = tables.reduce((sum, table) => sum + table.unreadable, 0);
  const lostTables = tables.filter(({ isLost }) => isLost).map(({ table }) => table);
  return [
    say('mendedParts', { parts }),
    lostParts > 0 ? say('mendedLost', { parts: lostParts }) : '',
    unreadable > 0 ? say('mendedUnreadable', { rows: unreadable }) : '',
    restored > 0 ? say('mendedRestored', { rows: restored }) : '',
    describePlaceholders(salvage.placeholders),
    strayRows > 0 ? say('mendedStray', { rows: strayRows }) : '',
    lostReasons > 0 ? say('mendedReasons', { parts: lostReasons }) : '',
    lostTables.length > 0 ? say('mendedTables', { tables: lostTables.join(', ') }) : '',
    openReferences > 0 ? say('mendedOpen', { rows: openReferences }) : '',
    say('mendedOldFile', { file: damagedFile }),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function describePlaceholders(placeholders: Salvage['placeholders']): string {
  const counted = Object.entries(placeholders).filter(([, count]) => count > 0);
  if (counted.length === 0) return '';
  const which = counted.map(([what, count]) => `${count} ${what}`).join(', ');
  return say('mendedPlaceholders', { which });
}

function salvagedPath(dataDir: string): string {
  return join(dataDir, 'salvaged.sqlite');
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
