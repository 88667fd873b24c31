/** A picture on disk: written under a temporary name, synced, then renamed. Under its own name it is whole. */
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StationError } from '../api/errors.ts';
import type { RawImage } from '../station/ports.ts';
import { incomingFolder, picturePath } from '../station/store/picture-path.ts';
import { recordQuality } from '../station/store/picture-protocol.ts';
import { encodeJpeg } from './encode-jpeg.ts';

export interface KeptPicture {
  readonly picture: string;
  readonly part: string;
  readonly at: number;
}

/** Makes the folders and removes what an earlier process left half written. */
export async function preparePictureFolders(dataDir: string): Promise<void> {
  const incoming = incomingFolder(dataDir);
  await mkdir(incoming, { recursive: true });
  for (const name of await readdir(incoming)) await rm(join(incoming, name), { recursive: true, force: true });
}

/** The size of the file. The same picture again replaces it. */
export async function keepPicture(dataDir: string, picture: KeptPicture, image: RawImage): Promise<number> {
  const place = picturePath(dataDir, picture.picture);
  if (place === null) throw new StationError('bad-input', `not the id of a picture: ${picture.picture}`);
  const jpeg = await encodeJpeg(image, recordQuality, { description: `part ${picture.part}`, at: picture.at });
  const incoming = join(incomingFolder(dataDir), picture.picture);
  try {
    await writeThrough(incoming, jpeg);
    await mkdir(dirname(place), { recursive: true });
    await rename(incoming, place);
  } catch (thrown) {
    await rm(incoming, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(place));
  return jpeg.length;
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The rename is on disk too. Windows has no such call; NTFS journals the rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
