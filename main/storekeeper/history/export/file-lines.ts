/** The lines of a file, one after the other, with the SHA-256 of everything before each; memory holds one block. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { StationError } from '../../../api/errors.ts';

const blockBytes = 256 * 1024;
const longestLine = 16 * 2 ** 20;
const newline = 0x0a;

export interface FileLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** SHA-256 of all lines before this one, hexadecimal. */
  readonly sha256Before: () => string;
}

/** @throws StationError `bad-input` for a line of more than 16 MB: that is no such file. */
export function* fileLines(path: string): Generator<FileLine> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.alloc(blockBytes);
    const digest = createHash('sha256');
    let rest: Buffer = Buffer.alloc(0);
    let number = 0;
    for (let bytes = readSync(file, block); bytes > 0; bytes = readSync(file, block)) {
      rest = Buffer.concat([rest, block.subarray(0, bytes)]);
      for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
        const line = rest.subarray(0, end + 1);
        number += 1;
        yield { text: line.toString('utf8', 0, end), number, sha256Before: () => digest.copy().digest('hex') };
        digest.update(line);
        rest = rest.subarray(end + 1);
      }
      if (rest.length > longestLine) throw new StationError('bad-input', `line ${number + 1} is too long to be read`);
    }
    if (rest.length > 0) {
      yield { text: rest.toString('utf8'), number: number + 1, sha256Before: () => digest.copy().digest('hex') };
    }
  } finally {
    closeSync(file);
  }
}
