/** The file that imported records are gathered in: one line a record, each once, however often the import runs. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat, truncate } from 'node:fs/promises';
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';

/** Of a record's line, what tells it from every other. */
export const recordIdSchema = z.object({ id: z.uuid(), n: z.number().int().positive() });
const newLine = 10;

/** A million ids take about 150 MB of memory. */
export class Imported {
  private readonly handle: FileHandle;
  private readonly known: Set<string>;

  private constructor(handle: FileHandle, known: Set<string>) {
    this.handle = handle;
    this.known = known;
  }

  /**
   * Reads what is there. A last line that a crash has torn is cut off: its record is imported again.
   *
   * @throws StationError `bad-input` when the file is none of records: nothing is ever written into another one.
   */
  static async open(path: string): Promise<Imported> {
    const known = new Set<string>();
    const kept = await readKnown(path, known);
    const handle = await open(path, 'a');
    if (kept !== null && kept < (await handle.stat()).size) await truncate(path, kept);
    return new Imported(handle, known);
  }

  /** @returns how many of them are new; they are on the disk when it resolves */
  async add(lines: readonly string[]): Promise<number> {
    const fresh = lines.filter((line) => {
      const key = keyOf(line);
      if (this.known.has(key)) return false;
      this.known.add(key);
      return true;
    });
    if (fresh.length === 0) return 0;
    await this.handle.appendFile(fresh.map((line) => `${line}\n`).join(''));
    await this.handle.sync();
    return fresh.length;
  }

  get count(): number {
    return this.known.size;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** @throws z.ZodError or SyntaxError for a line that is no record's */
function keyOf(line: string): string {
  const { id, n } = recordIdSchema.parse(JSON.parse(line));
  return `${id}/${n}`;
}

/** @returns bytes up to the last whole line; null: there is no file */
async function readKnown(path: string, known: Set<string>): Promise<number | null> {
  const isThere = await stat(path).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return false;
      throw thrown;
    },
  );
  if (!isThere) return null;
  let bytes = 0;
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = Buffer.concat([rest, piece]);
    let from = 0;
    for (let end = text.indexOf(newLine); end >= 0; end = text.indexOf(newLine, from)) {
      number += 1;
      known.add(keyAt(path, number, text.toString('utf8', from, end)));
      from = end + 1;
    }
    bytes += from;
    rest = text.subarray(from);
  }
  return bytes;
}

function keyAt(path: string, number: number, line: string): string {
  try {
    return keyOf(line);
  } catch (cause) {
    throw new StationError('bad-input', `${path}, line ${number}: this is no imported record`, {
      remedy: 'Name with --to a file that an import has written, or one that is not there yet.',
      cause,
    });
  }
}
