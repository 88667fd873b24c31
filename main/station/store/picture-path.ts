/**
 * Where a kept picture lies: `pictures/YYYY-MM-DD/ID.jpg`, the day (UTC) being that of the UUIDv7 itself.
 *
 * The id alone gives the path, so no column and no file can disagree about it, and only a UUID ever becomes a path.
 */
import { join } from 'node:path';
import { z } from 'zod';

const pictureIdSchema = z.uuidv7();

/** Absolute when `dataDir` is; null when `id` is not a UUIDv7. */
export function picturePath(dataDir: string, id: string): string | null {
  if (!pictureIdSchema.safeParse(id).success) return null;
  const canonical = id.toLowerCase();
  return join(dataDir, 'pictures', pictureDay(canonical), `${canonical}.jpg`);
}

/** Pictures under way. On the same file system as their place, so that the rename is atomic. */
export function incomingFolder(dataDir: string): string {
  return join(dataDir, 'pictures', '.incoming');
}

function pictureDay(id: string): string {
  const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return new Date(madeAt).toISOString().slice(0, 10);
}
