/** Reads a file of records from front to back, in little memory, and says how far it is sealed. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Head, headSchema, isSealOf, RunningSum, sealSchema } from './record-file.ts';

/** A line of a file is at most a batch's largest message. */
const longestLine = 64_000_000;

export type FileFinding =
  /** Sealed to its end, or still growing: what stands behind the last seal is left out. */
  | {
      readonly is: 'sealed';
      readonly head: Head;
      readonly isLast: boolean;
      readonly sealed: Sealed;
      readonly tornBytes: number;
    }
  /** No seal at all: nothing in it was acknowledged. */
  | { readonly is: 'torn' }
  /** A seal is not the station's, or what stands before it was changed. */
  | { readonly is: 'changed'; readonly head: Head; readonly line: number }
  | { readonly is: 'foreign'; readonly why: string };

export interface Sealed {
  readonly records: number;
  readonly bytes: number;
  /** The sum of the sealed part, for whoever writes on. */
  readonly sum: RunningSum;
}

/**
 * @param onSealed gets the lines of records, in order, once the seal behind them has been found right
 * @throws Error when the file cannot be read
 */
export async function readRecordFile(
  path: string,
  onSealed: (lines: readonly string[], head: Head) => void | Promise<void> = () => undefined,
): Promise<FileFinding> {
  const sum = new RunningSum();
  let head: Head | null = null;
  let waiting: string[] = [];
  let bytes = 0;
  let sealed: Sealed | null = null;
  let isLast = false;
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    bytes += line.length;
    if (isLast) return head ? { is: 'changed', head, line: number } : { is: 'torn' };
    const isWhole = line.at(-1) === newLine;
    const json = isWhole ? jsonOf(line) : undefined;
    // A line without an end, or torn in the middle: whatever follows it was never sealed with it.
    if (json === undefined) {
      if (!head && isWhole) return { is: 'foreign', why: 'it is no NDJSON' };
      break;
    }
    if (!head) {
      const found = headSchema.safeParse(json);
      if (!found.success) return { is: 'foreign', why: 'its first line is not that of a file of records' };
      head = found.data;
      sum.add(line, 0);
      continue;
    }
    const seal = sealSchema.safeParse(json);
    if (!seal.success) {
      waiting.push(line.toString('utf8', 0, line.length - 1));
      sum.add(line, 1);
      continue;
    }
    if (!isSealOf(seal.data.seal, sum, head.key)) return { is: 'changed', head, line: number };
    await onSealed(waiting, head);
    waiting = [];
    sum.add(line, 0);
    sealed = { records: sum.records, bytes, sum: sum.copy() };
    isLast = seal.data.seal.isLast;
  }
  if (!head || !sealed) return { is: 'torn' };
  const tornBytes = (await stat(path)).size - sealed.bytes;
  return { is: 'sealed', head, isLast, sealed, tornBytes };
}

const newLine = 10;

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Each with its end, where it has one. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = piece.indexOf(newLine); end >= 0; end = piece.indexOf(newLine, from)) {
      const line = piece.subarray(from, end + 1);
      yield rest.length > 0 ? Buffer.concat([rest, line]) : line;
      rest = Buffer.alloc(0);
      from = end + 1;
    }
    rest = Buffer.concat([rest, piece.subarray(from)]);
    if (rest.length > longestLine) break;
  }
  if (rest.length > 0) yield rest;
}
