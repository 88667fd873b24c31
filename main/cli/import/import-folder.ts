/** Reads every file of records in a folder, checks its seals, and gathers the records that are not there yet. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileFinding, readRecordFile } from '../../sync/targets/files/read-record-file.ts';
import { fileEnd, partialEnd, tornEnd } from '../../sync/targets/files/record-file.ts';
import type { Imported } from './imported.ts';

export interface ImportedFile {
  readonly name: string;
  /** Name and number of the station that wrote it; null: not known. */
  readonly station: { readonly id: string; readonly name: string } | null;
  readonly key: string | null;
  /** Records under a right seal, and of them those that were not there. */
  readonly records: number;
  readonly added: number;
  /** What is to be said about it; null: nothing. */
  readonly remark: string | null;
  /** Somebody other than the station has had a hand in it, or it is not all there. */
  readonly isSuspect: boolean;
}

export interface ImportParts {
  readonly folder: string;
  readonly to: Imported;
  /** Hexadecimal; empty: every key is taken, and told. */
  readonly keys: readonly string[];
  readonly onFile?: () => void;
}

/** In the order of their names, which is that of their beginning. @throws Error when the folder cannot be read. */
export async function importFolder(parts: ImportParts): Promise<ImportedFile[]> {
  const names = await recordFiles(parts.folder);
  const files: ImportedFile[] = [];
  for (const name of names) {
    files.push(await importFile(parts, name));
    parts.onFile?.();
  }
  return files;
}

export async function recordFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.filter((name) => [fileEnd, partialEnd, tornEnd].some((end) => name.endsWith(end))).toSorted();
}

async function importFile({ folder, to, keys }: ImportParts, name: string): Promise<ImportedFile> {
  let records = 0;
  let added = 0;
  const found = await readRecordFile(join(folder, name), async (lines, { key }) => {
    if (!isTrusted(keys, key)) return;
    records += lines.length;
    added += await to.add(lines);
  });
  const head = 'head' in found ? found.head : null;
  const { remark, isSuspect } = judged(found, name, keys);
  const station = head && { id: head.station.id, name: head.station.name };
  return { name, station, key: head?.key ?? null, records, added, remark, isSuspect };
}

function isTrusted(keys: readonly string[], key: string): boolean {
  return keys.length === 0 || keys.includes(key);
}

function judged(
  found: FileFinding,
  name: string,
  keys: readonly string[],
): { readonly remark: string | null; readonly isSuspect: boolean } {
  if (found.is === 'torn') return { remark: 'nothing in it was acknowledged', isSuspect: name.endsWith(fileEnd) };
  if (found.is === 'foreign') return { remark: `no file of a station: ${found.why}`, isSuspect: true };
  if (!isTrusted(keys, found.head.key)) return { remark: 'signed with a key that was not named', isSuspect: true };
  if (found.is === 'changed')
    return {
      remark: `line ${found.line} is not what the station has sealed; taken up to the seal before`,
      isSuspect: true,
    };
  if (found.isLast && found.tornBytes === 0) return { remark: null, isSuspect: false };
  if (name.endsWith(partialEnd)) return { remark: 'not finished; taken up to its last seal', isSuspect: false };
  return { remark: 'its end is missing; taken up to its last seal', isSuspect: true };
}
