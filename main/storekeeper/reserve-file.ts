/**
 * Space that is set aside while there is plenty: given up when the disk is full, it keeps records going for hours.
 * Really written, with bytes that no file system can compress away.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, ftruncateSync, openSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../api/said/say.ts';

/** Small steps, each on disk before the next: a commit's fsync never waits for a quarter of a gigabyte. */
const stepBytes = 4 * 1024 * 1024;

export class ReserveFile {
  private readonly path: string;
  private readonly partPath: string;
  private readonly dataDir: string;
  private readonly bytes: number;
  private building: Promise<void> | null = null;
  /** False once the space of the build under way was given up. */
  private isBuildWanted = false;
  private part: FileHandle | null = null;
  private failure: string | null = null;

  constructor(dataDir: string, bytes: number) {
    this.dataDir = dataDir;
    this.path = join(dataDir, 'reserve.bin');
    this.partPath = `${this.path}.part`;
    this.bytes = bytes;
  }

  /** False as well for one that the disk does not answer about (`problem`). */
  get isWhole(): boolean {
    try {
      return statSync(this.path, { throwIfNoEntry: false })?.size === this.bytes;
    } catch (thrown) {
      this.failure = say('reserveNotSeen', { why: messageOf(thrown) });
      return false;
    }
  }
  get isBuilding(): boolean {
    return this.building !== null && this.isBuildWanted;
  }
  /** Why there is none to be given up although there may be one; null while there is no such trouble. */
  get problem(): string | null {
    return this.failure;
  }

  /**
   * Gives the space back at once, also that of a reserve which is still being built. False when there was none, or when
   * the disk does not take it back (`problem`): a second call within the same turn is always false. Never throws.
   */
  release(): boolean {
    try {
      const hadSpace = this.isWhole || this.isBuilding;
      this.isBuildWanted = false;
      // A file without a name keeps its blocks until it is closed, and that is turns away.
      if (this.part) ftruncateSync(this.part.fd, 0);
      rmSync(this.path, { force: true });
      rmSync(this.partPath, { force: true });
      if (hadSpace && process.platform !== 'win32') syncFolder(this.dataDir);
      this.failure = null;
      return hadSpace;
    } catch (thrown) {
      this.failure = say('reserveNotGiven', { why: messageOf(thrown) });
      return false;
    }
  }

  /**
   * Resolves when the reserve is whole, or was released meanwhile. Rejects when the disk will not take it. While a
   * released build has not ended yet this is its end: a new one would write to the same file.
   */
  build(): Promise<void> {
    this.building ??= this.write().finally(() => {
      this.building = null;
    });
    return this.building;
  }

  private async write(): Promise<void> {
    this.isBuildWanted = true;
    // A size that the configuration had before, or what a stopped station left half done.
    rmSync(this.path, { force: true });
    const noise = randomBytes(Math.min(stepBytes, this.bytes));
    const file = await open(this.partPath, 'w');
    this.part = file;
    try {
      for (let at = 0; at < this.bytes && this.isBuildWanted; at += noise.length) {
        await file.write(noise, 0, Math.min(noise.length, this.bytes - at));
        await file.datasync();
      }
    } catch (thrown) {
      rmSync(this.partPath, { force: true });
      throw thrown;
    } finally {
      this.part = null;
      await file.close();
    }
    if (this.isBuildWanted) await rename(this.partPath, this.path);
    else rmSync(this.partPath, { force: true });
  }
}

/** Some file systems give freed blocks back only with the folder's own commit. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
