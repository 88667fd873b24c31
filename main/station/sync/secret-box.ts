/**
 * Where secrets lie: a locked box of the operating system where there is one (Electron's `safeStorage`), else a file that only
 * the station's user may read. Which of the two it is, the Sync page says.
 */
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';

/** The operating system's lock. */
export interface SecretLock {
  readonly kind: 'key-store';
  lock(plain: string): Buffer;
  /** @throws Error when it was locked by another user or machine. */
  unlock(locked: Buffer): string;
}

/** By target, by name. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

const secretsSchema = z.record(z.string(), z.record(z.string(), z.string()));
const fileSchema = z.union([
  z.object({ kept: z.literal('file'), secrets: secretsSchema }),
  z.object({ kept: z.literal('key-store'), locked: z.base64() }),
]);

export function secretsPath(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

export class SecretBox {
  private readonly path: string;
  private readonly lock: SecretLock | null;

  /** @param lock null: the operating system has none that deserves the name. */
  constructor(dataDir: string, lock: SecretLock | null) {
    this.path = secretsPath(dataDir);
    this.lock = lock;
  }

  get kept(): 'key-store' | 'file' {
    return this.lock?.kind ?? 'file';
  }

  /** @throws StationError `bad-input` when the file is none of ours, or cannot be unlocked here. */
  async read(): Promise<Secrets> {
    const text = await readFile(this.path, 'utf8').catch((thrown: unknown) => {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw thrown;
    });
    if (text === null) return {};
    try {
      const file = fileSchema.parse(JSON.parse(text));
      if (file.kept === 'file') return file.secrets;
      if (!this.lock) throw new Error('it was locked by a key store that is not here');
      return secretsSchema.parse(JSON.parse(this.lock.unlock(Buffer.from(file.locked, 'base64'))));
    } catch (cause) {
      const why =
        cause instanceof z.ZodError ? describeIssues(cause) : cause instanceof Error ? cause.message : String(cause);
      throw new StationError('bad-input', say('secretsUnreadable', { path: this.path, why }), {
        remedy: say('secretsUnreadableRemedy'),
        cause,
      });
    }
  }

  /** On disk when it resolves; the file before stays whole until then. */
  async write(secrets: Secrets): Promise<void> {
    const file = this.lock
      ? { kept: 'key-store', locked: this.lock.lock(JSON.stringify(secrets)).toString('base64') }
      : { kept: 'file', secrets };
    const fresh = `${this.path}.new`;
    const handle = await open(fresh, 'w', 0o600);
    try {
      // One that was there from before may have had other rights.
      await chmod(fresh, 0o600);
      await handle.writeFile(JSON.stringify(file));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.path);
  }
}

/**
 * @param given those of a target that a person has just entered; an empty one is forgotten
 * @returns all of the target's, as they are from now on
 */
export function changedSecrets(
  kept: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...kept, ...given }).filter(([, secret]) => secret !== ''));
}
