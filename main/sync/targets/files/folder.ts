/**
 * The folder that files go to: whether it is there, is the one that it was, may be written, belongs to this station alone and
 * has room. It is never made: a folder made where a stick should be would hide the records behind the next stick.
 */
import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import { writeTrouble } from './write-trouble.ts';

export interface FolderParts {
  readonly folder: string;
  readonly keepFreeBytes: number;
  readonly station: { readonly id: string; readonly name: string };
  readonly dataDir: string;
  readonly wallMs: () => number;
  /** Number of the file system that a path lies on. */
  readonly deviceOf: (path: string) => Promise<number>;
}

const megabyte = 1_000_000;
const mountsFile = 'sync-mounts.json';
const mountsSchema = z.array(z.string());
const ownerSchema = z.object({ station: z.object({ id: z.uuid(), name: z.string() }), since: z.iso.datetime() });

export async function deviceOf(path: string): Promise<number> {
  return (await stat(path)).dev;
}

/** Letters, digits and hyphens that tell one name from another on every file system. */
export function nameForFiles(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const sum = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${plain.slice(0, 40) || 'station'}-${sum}`;
}

export function ownerFile(name: string): string {
  return `sightline-${nameForFiles(name)}.owner.json`;
}

/**
 * @param bytes that are to be written
 * @param claim whether the folder is marked as this station's; else it is only looked at
 * @returns bytes that are free there
 * @throws TargetTrouble
 */
export async function folderReady(parts: FolderParts, bytes: number, claim: boolean): Promise<number> {
  const { folder, keepFreeBytes } = parts;
  try {
    await refuseMissing(parts, claim);
    await refuseOthers(parts, claim);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    if (free - bytes < keepFreeBytes) {
      const values = { folder, free: Math.floor(free / megabyte), keep: Math.ceil(keepFreeBytes / megabyte) };
      throw new TargetTrouble('broken', say('filesFull', values), { remedy: say('filesFullRemedy') });
    }
    return free;
  } catch (thrown) {
    throw writeTrouble(thrown, folder);
  }
}

/** Writes a file and removes it again. @throws TargetTrouble */
export async function tryWriting({ folder, station }: FolderParts): Promise<void> {
  const path = join(folder, `sightline-try-${station.id}.tmp`);
  try {
    const file = await open(path, 'w');
    await file.writeFile('The station tries whether it may write here.\n').finally(() => file.close());
    await rm(path);
  } catch (thrown) {
    throw writeTrouble(thrown, folder);
  }
}

async function refuseMissing({ folder, dataDir, deviceOf: device }: FolderParts, claim: boolean): Promise<void> {
  const noFolder = (): TargetTrouble =>
    new TargetTrouble('broken', say('filesNoFolder', { folder }), { remedy: say('filesNoFolderRemedy') });
  if (!isAbsolute(folder)) throw noFolder();
  if (!(await stat(folder)).isDirectory()) throw noFolder();
  // An empty mount point looks like a folder. Once a stick was mounted on it, it is none without one.
  const isMount = (await device(folder)) !== (await device(dirname(folder)));
  const known = await readMounts(dataDir);
  if (!isMount && known.includes(folder)) {
    throw new TargetTrouble('away', say('filesStickAway', { folder }), { remedy: say('filesStickAwayRemedy') });
  }
  if (isMount && claim && !known.includes(folder)) {
    await writeWhole(join(dataDir, mountsFile), JSON.stringify([...known, folder]));
  }
}

async function readMounts(dataDir: string): Promise<string[]> {
  const text = await readFile(join(dataDir, mountsFile), 'utf8').catch(absent);
  if (text === null) return [];
  const mounts = mountsSchema.safeParse(parsed(text));
  // A torn note is no note: the next mounted stick writes it anew.
  return mounts.success ? mounts.data : [];
}

async function refuseOthers({ folder, station, wallMs }: FolderParts, claim: boolean): Promise<void> {
  const name = ownerFile(station.name);
  const path = join(folder, name);
  const text = await readFile(path, 'utf8').catch(absent);
  const owner = ownerSchema.safeParse(text === null ? undefined : parsed(text));
  if (owner.success && owner.data.station.id !== station.id) {
    const { id } = owner.data.station;
    throw new TargetTrouble('other-station', say('filesOtherStation', { folder, name: station.name, id }), {
      remedy: say('filesOtherStationRemedy', { file: name }),
    });
  }
  if (owner.success || !claim) return;
  // Of two that claim it at the same time the later one stands, and the other finds that out at its next batch.
  const since = new Date(wallMs()).toISOString();
  await writeWhole(path, `${JSON.stringify({ station: { id: station.id, name: station.name }, since })}\n`);
}

async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o644);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
}

function absent(thrown: unknown): null {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
  throw thrown;
}

/** Undefined for what is no JSON: a file that a power failure has torn. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
