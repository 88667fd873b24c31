/** Files that the station has written for people, for both hosts: downloaded, never shown in the page. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { PictureFile } from './picture-files.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv; charset=utf-8',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
};

/** @param path of the file; null: this screen may not have it. @returns null when there is no such file (any more) */
export async function openExport(path: string | null): Promise<PictureFile | null> {
  const mediaType = path === null ? undefined : mediaTypes[extname(path)];
  if (path === null || mediaType === undefined) return null;
  const file = await open(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  if (!file) return null;
  const { size } = await file.stat();
  return {
    stream: file.createReadStream(),
    headers: {
      'content-type': mediaType,
      'content-length': String(size),
      'content-disposition': `attachment; filename="${basename(path)}"`,
      'cache-control': 'no-store',
    },
  };
}
