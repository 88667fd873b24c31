/** Files for people to take along (parts, reports, the history): `exports/NAME` in the data folder. */
import { join } from 'node:path';

/** A plain name with one ending; nothing that could lead out of the folder, and nothing that is still being written. */
const nameOfExport = /^[A-Za-z0-9][A-Za-z0-9_-]{0,150}\.(csv|pdf|json|jsonl)$/;

export function exportsFolder(dataDir: string): string {
  return join(dataDir, 'exports');
}

/** Null for what is no name of an export; whether there is such a file is not looked at. */
export function exportPath(dataDir: string, name: string): string | null {
  return nameOfExport.test(name) ? join(exportsFolder(dataDir), name) : null;
}
