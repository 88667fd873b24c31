/**
 * Frames from the pipeline to the engine process through a file in memory (tmpfs on Linux), one slot for each input that
 * may be out; the link carries only the slot's number.
 *
 * A frame through a socket arrives in two dozen pieces, each a new buffer: 94 MB a second of garbage, and the collector
 * stopped the engine for 3 to 8 ms two or three times a second. Writing and reading a slot copies memory and allocates
 * nothing. The reader removes the file's name once it has it open, so nothing is left when either process dies.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StationError } from '../../api/errors.ts';

const memoryFolder = '/dev/shm';

/** The pipeline's side. */
export class FrameFileWriter {
  readonly path: string;
  private readonly file: number;
  private readonly slotBytes: number;

  /** @throws Error when no file can be made there: the frames go over the link then. */
  constructor(slotBytes: number) {
    const folder = existsSync(memoryFolder) ? memoryFolder : tmpdir();
    this.path = join(folder, `sightline-frames-${randomBytes(9).toString('hex')}`);
    this.slotBytes = slotBytes;
    this.file = openSync(this.path, 'wx', 0o600);
  }

  write(slot: number, bytes: Uint8Array): void {
    const written = writeSync(this.file, bytes, 0, this.slotBytes, slot * this.slotBytes);
    if (written !== this.slotBytes)
      throw new Error(`only ${written} of ${this.slotBytes} bytes of a frame were written`);
  }

  close(): void {
    closeSync(this.file);
    rmSync(this.path, { force: true });
  }
}

/** The engine's side. */
export class FrameFileReader {
  private readonly file: number;

  /** Opens the file and removes its name. */
  constructor(path: string) {
    this.file = openSync(path, 'r');
    rmSync(path, { force: true });
  }

  /** @throws StationError when the slot does not hold a whole frame. */
  read(slot: number, into: Uint8Array): void {
    const got = readSync(this.file, into, 0, into.length, slot * into.length);
    if (got !== into.length) {
      throw new StationError('bad-input', `slot ${slot} holds ${got} bytes, one input has ${into.length}`);
    }
  }

  close(): void {
    closeSync(this.file);
  }
}
