/** Files that a crash, or a stick that went away, has left unfinished: told apart, and closed where they are worth it. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GrowingFile, syncFolder } from './growing-file.ts';
import { readRecordFile } from './read-record-file.ts';
import { fileEnd, partialEnd, tornEnd } from './record-file.ts';
import type { StationSignature } from './station-signature.ts';

export interface LeftParts {
  readonly folder: string;
  /** Of every file that this station writes, under whatever name. */
  readonly mark: string;
  readonly signature: StationSignature;
  /** For the log. */
  readonly problem: (text: string) => void;
}

/** @throws Error when the folder cannot be read or written */
export async function closeLeftFiles(parts: LeftParts): Promise<void> {
  const entries = await readdir(parts.folder);
  for (const entry of entries) {
    if (entry.includes(parts.mark) && entry.endsWith(partialEnd)) {
      await closeLeft(parts, entry.slice(0, -partialEnd.length));
    }
  }
}

async function closeLeft({ folder, signature, problem }: LeftParts, name: string): Promise<void> {
  const path = join(folder, `${name}${partialEnd}`);
  const found = await readRecordFile(path);
  if (found.is === 'torn') {
    if ((await stat(path)).size === 0) {
      await rm(path);
      return;
    }
    problem(`${path} holds nothing that was acknowledged; it is now ${name}${tornEnd}`);
    await rename(path, join(folder, `${name}${tornEnd}`));
    await syncFolder(folder);
    return;
  }
  if (found.is !== 'sealed') {
    problem(`${path} is not as this station has left it, and stays as it is`);
    return;
  }
  if (found.tornBytes > 0) problem(`${path}: ${found.tornBytes} bytes behind the last seal are torn, and sent again`);
  if (found.isLast) {
    await rename(path, join(folder, `${name}${fileEnd}`));
    await syncFolder(folder);
  } else if (found.head.key === signature.key) {
    const file = await GrowingFile.goOn({ folder, name, signature }, found.sealed);
    await file.finish();
  } else {
    problem(`${path} was begun with another key of this station; it is sealed as far as it goes, and stays as it is`);
  }
}
