/** Kept pictures by id, for both hosts. Ids are UUIDs: nothing that could be a path is ever looked up. */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';

const idSchema = z.uuid();
const mediaTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
};

export interface PictureFile {
  readonly stream: Readable;
  readonly headers: Readonly<Record<string, string>>;
}

/** Null when there is no such picture (any more: retention may take it at any moment). */
export async function openPicture(
  pictureFile: (id: string) => Promise<string | null>,
  id: string,
): Promise<PictureFile | null> {
  if (!idSchema.safeParse(id).success) return null;
  const path = await pictureFile(id);
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
      // A picture never changes under its id.
      'cache-control': 'private, max-age=31536000, immutable',
    },
  };
}
