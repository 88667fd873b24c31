/** A tar archive (POSIX ustar) of small files that are in memory: as much of the format as a support bundle needs. */

const blockBytes = 512;

export interface ArchiveFile {
  /** At most 100 bytes, with `/`. */
  readonly name: string;
  readonly bytes: Buffer;
}

export function tarArchive(files: readonly ArchiveFile[], modifiedAt: Date): Buffer {
  const parts = files.flatMap((file) => [header(file, modifiedAt), file.bytes, padding(file.bytes.length)]);
  // Two empty blocks are the end.
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

function header({ name, bytes }: ArchiveFile, modifiedAt: Date): Buffer {
  const block = Buffer.alloc(blockBytes);
  if (Buffer.byteLength(name) > 100) throw new RangeError(`"${name}" is too long a name for the archive`);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.write(name, 0);
  block.write(octal(0o600, 8), 100); // mode
  block.write(octal(0, 8), 108); // owner
  block.write(octal(0, 8), 116); // group
  block.write(octal(bytes.length, 12), 124);
  block.write(octal(Math.floor(modifiedAt.getTime() / 1000), 12), 136);
  block.write('        ', 148); // the checksum counts itself as spaces
  block.write('0', 156); // a plain file
  block.write('ustar\x0000', 257);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 7)} `, 148);
  return block;
}

function padding(length: number): Buffer {
  return Buffer.alloc((blockBytes - (length % blockBytes)) % blockBytes);
}
