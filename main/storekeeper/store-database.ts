/** The database of the store over its life: opened, checked after an unclean stop, mended while records wait. */
import { existsSync } from 'node:fs';
import { say } from '../api/said/say.ts';
import { type Db, databasePath, newestVersion, openDatabase, openReadOnly, versionOf } from './database.ts';
import type { IncidentKind } from './incidents.ts';
import type { Keeper } from './keeper.ts';
import { describeMended, finishMending, mendDatabase } from './mend-database.ts';
import { DamageError, type Readers, ReaderThread } from './readers.ts';
import { attempt } from './salvage-table.ts';
import { failureOf } from './sqlite-failures.ts';

export interface FoundIncident {
  readonly kind: IncidentKind;
  readonly detail: string;
}

export interface Opened<T> {
  readonly db: Db;
  readonly incidents: readonly FoundIncident[];
  /** What `first` answered. */
  readonly found: T;
}

/**
 * The migrated database, after the first look into it; one in which either is impossible is mended before.
 * @throws StationError `conflict` for one from a newer version.
 */
export async function openOrMend<T>(
  dataDir: string,
  wallMs: () => number,
  mending: () => void,
  first: (db: Db) => T,
): Promise<Opened<T>> {
  const incidents: FoundIncident[] = [];
  if (finishMending(dataDir, wallMs())) {
    incidents.push({
      kind: 'database-salvaged',
      detail: say('databaseReplaced'),
    });
  }
  try {
    await migrateAside(dataDir);
    return { ...openAndLook(dataDir, first), incidents };
  } catch (thrown) {
    if (failureOf(thrown) !== 'damaged') throw thrown;
    incidents.push({ kind: 'database-damaged', detail: damageText(thrown) });
  }
  mending();
  incidents.push({ kind: 'database-salvaged', detail: describeMended(await mendDatabase(dataDir, wallMs())) });
  return { ...openAndLook(dataDir, first), incidents };
}

/**
 * A large older database, in a thread of its own: five million parts of version 3 took 47 s on a busy machine, and a store
 * that says nothing for so long is taken for hung, started anew and begins again. What is wrong with the file shows when it
 * is opened.
 */
async function migrateAside(dataDir: string): Promise<void> {
  const path = databasePath(dataDir);
  const version = attempt(() => knownVersion(path));
  if (!version.ok || version.value === null || version.value >= newestVersion) return;
  const thread = new ReaderThread({ dataDir, databasePath: path });
  try {
    await thread.perform({ kind: 'migrate' });
  } catch (thrown) {
    if (!(thrown instanceof DamageError)) throw thrown;
  } finally {
    thread.end(new Error('the migration is over'));
  }
}

/** Null for a file that is not there yet. */
function knownVersion(path: string): number | null {
  if (!existsSync(path)) return null;
  const db = openReadOnly(path);
  try {
    return versionOf(db);
  } finally {
    db.close();
  }
}

function openAndLook<T>(dataDir: string, first: (db: Db) => T): { readonly db: Db; readonly found: T } {
  const db = openDatabase(databasePath(dataDir));
  try {
    return { db, found: first(db) };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/**
 * SQLite's check of the whole file, in a thread of its own: the line runs meanwhile.
 * Null when it is sound, when another file has taken its place meanwhile, and when it could not be checked (a lack of
 * memory is no damage): what is damaged shows again in a question, a commit or after the next unclean stop.
 */
export async function quickCheck(
  dataDir: string,
  keeper: { readonly db: Db },
  problem: (text: string) => void,
): Promise<string | null> {
  const checked = keeper.db;
  const thread = new ReaderThread({ dataDir, databasePath: databasePath(dataDir) });
  try {
    const problems = (await thread.perform({ kind: 'quick-check' })) as string[];
    return problems.length === 0 || keeper.db !== checked ? null : problems.join('; ');
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (thrown instanceof DamageError) return keeper.db === checked ? message : null;
    problem(`the database could not be checked: ${message}`);
    return null;
  } finally {
    thread.end(new Error('the check is over'));
  }
}

/** Mends a database while the line runs: records wait in the keeper, questions are refused, then both go on. */
export async function mendRunning(
  dataDir: string,
  keeper: Keeper,
  readers: Readers,
  wallMs: () => number,
): Promise<void> {
  keeper.pause();
  readers.restart();
  keeper.db.close();
  const mended = await mendDatabase(dataDir, wallMs());
  keeper.replaceDatabase(openDatabase(databasePath(dataDir)));
  readers.restart();
  keeper.incident('database-salvaged', describeMended(mended), mended.salvage);
}

export function damageText(thrown: unknown): string {
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return say('databaseDamaged', { why: what.slice(0, 500) });
}
