/**
 * What badges say is kept as a keyed hash only: a copy of the database opens no door, and without the key nobody can try
 * badges against it.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';

const keyBytes = 32;

export function badgeKeyPath(dataDir: string): string {
  return join(dataDir, 'badge.key');
}

/** Only this user may read it. @throws StationError `bad-input` when the file is no key. */
export async function badgeKey(dataDir: string): Promise<Buffer> {
  const path = badgeKeyPath(dataDir);
  const kept = await readFile(path).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  });
  if (kept === null) return makeKey(path);
  if (kept.length !== keyBytes) {
    throw new StationError('bad-input', say('badgeKeyWrong', { path, bytes: keyBytes }), {
      remedy: say('badgeKeyWrongRemedy'),
    });
  }
  // A backup that was put back may have come with other rights.
  await chmod(path, 0o600);
  return kept;
}

async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(keyBytes);
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(key);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  return key;
}

/** Base64, as the store keeps it. */
export function badgeHash(key: Buffer, badge: string): string {
  return createHmac('sha256', key).update(badge).digest('base64');
}
