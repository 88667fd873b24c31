/** One file of records as it is written: `.partial` while it grows, under its own name once it is closed. */
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sealed } from './read-record-file.ts';
import { fileEnd, type Head, partialEnd, RunningSum, sealLine } from './record-file.ts';
import type { StationSignature } from './station-signature.ts';

export interface GrowingParts {
  readonly folder: string;
  /** Without its end. */
  readonly name: string;
  readonly signature: StationSignature;
}

export class GrowingFile {
  private readonly parts: GrowingParts;
  private readonly handle: FileHandle;
  private readonly sum: RunningSum;
  /** What goes before the first records. */
  private head: string;
  private bytes: number;

  private constructor(parts: GrowingParts, handle: FileHandle, sum: RunningSum, head: string, bytes: number) {
    this.parts = parts;
    this.handle = handle;
    this.sum = sum;
    this.head = head;
    this.bytes = bytes;
  }

  /** A fresh one. @throws Error EEXIST when there is one of that name. */
  static async begin(parts: GrowingParts, head: Head): Promise<GrowingFile> {
    const handle = await open(join(parts.folder, `${parts.name}${partialEnd}`), 'wx', 0o644);
    return new GrowingFile(parts, handle, new RunningSum(), `${JSON.stringify(head)}\n`, 0);
  }

  /** One that was left, cut back to its last seal. */
  static async goOn(parts: GrowingParts, sealed: Sealed): Promise<GrowingFile> {
    const handle = await open(join(parts.folder, `${parts.name}${partialEnd}`), 'r+');
    try {
      await handle.truncate(sealed.bytes);
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    return new GrowingFile(parts, handle, sealed.sum, '', sealed.bytes);
  }

  get records(): number {
    return this.sum.records;
  }

  /** False: somebody took it away, or its stick is gone; what is written would reach nobody. */
  async isInPlace(): Promise<boolean> {
    const own = await this.handle.stat();
    const there = await stat(this.partialPath).catch((thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
      throw thrown;
    });
    return there !== null && there.ino === own.ino && there.dev === own.dev;
  }

  /** On the disk, sealed, and found again after a power failure, when it resolves. */
  async append(lines: readonly string[]): Promise<void> {
    const { head } = this;
    const text = `${head}${lines.map((line) => `${line}\n`).join('')}`;
    this.sum.add(text, lines.length);
    const seal = sealLine(this.sum, false, this.parts.signature.privateKey);
    this.sum.add(seal, 0);
    await this.write(`${text}${seal}`);
    this.head = '';
    if (head !== '') await syncFolder(this.parts.folder);
  }

  /** Closes it with its last seal and gives it its name. */
  async finish(): Promise<void> {
    await this.write(sealLine(this.sum, true, this.parts.signature.privateKey));
    await this.handle.close();
    await rename(this.partialPath, join(this.parts.folder, `${this.parts.name}${fileEnd}`));
    await syncFolder(this.parts.folder);
  }

  /** Whatever it is worth, it stays where it is. */
  async leave(): Promise<void> {
    await this.handle.close();
  }

  private get partialPath(): string {
    return join(this.parts.folder, `${this.parts.name}${partialEnd}`);
  }

  private async write(text: string): Promise<void> {
    const { size } = await this.handle.stat();
    // Behind something that is not ours no seal would hold.
    if (size !== this.bytes) throw new Error(`the file has ${size} bytes, and ${this.bytes} were written`);
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, size + done);
      done += bytesWritten;
    }
    this.bytes += bytes.length;
    await this.handle.sync();
  }
}

/** A name is on the disk once its folder is. Windows knows no such deed, and writes names through by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
