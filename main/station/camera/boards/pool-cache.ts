/**
 * A rendered pool as one file: its description as JSON (with its length before it), then the pictures. Whatever is wrong
 * with the file, the boards are simply rendered again.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { framesPerBoard } from './gantry.ts';
import { type BoardPool, defectClasses, type PoolOptions, tileBytes } from './pool.ts';

/** Another number for every change of what is drawn: pools of other versions are not read. */
const version = 2;

const boxSchema = z.object({
  class: z.enum(defectClasses),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
const boardSchema = z.object({
  serial: z.string(),
  tiles: z.array(z.number().int().nonnegative()).length(framesPerBoard).readonly(),
  boxes: z.array(z.array(boxSchema).readonly()).length(framesPerBoard).readonly(),
});
export const boardsSchema = z.object({ good: z.array(boardSchema).min(1), defective: z.array(boardSchema).min(1) });
const headSchema = boardsSchema.extend({ version: z.literal(version), bytes: z.number().int(), checksum: z.number() });

export function poolFile(folder: string, options: PoolOptions): string {
  const key = createHash('sha256')
    .update(JSON.stringify({ version, ...options }))
    .digest('hex')
    .slice(0, 16);
  return join(folder, `boards-${key}.pool`);
}

/** Written beside its place and then renamed: there is never half a pool. */
export async function writePool(file: string, { good, defective, tiles }: BoardPool): Promise<void> {
  const head = { version, bytes: tiles.length, checksum: crc32(tiles), good, defective };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  await mkdir(join(file, '..'), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, [length, text, tiles]);
  await rename(fresh, file);
}

/** Null when there is no such file, or it is not whole. */
export async function readPool(file: string): Promise<BoardPool | null> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
  try {
    const { size } = await handle.stat();
    const length = Buffer.alloc(4);
    await handle.read(length, 0, 4, 0);
    const textBytes = length.readUInt32LE();
    if (textBytes > size - 4) return null;
    const text = Buffer.alloc(textBytes);
    await handle.read(text, 0, textBytes, 4);
    const head = headSchema.safeParse(parseJson(text.toString('utf8')));
    if (!head.success || head.data.bytes !== size - 4 - textBytes || head.data.bytes % tileBytes !== 0) return null;
    const tiles = new Uint8Array(head.data.bytes);
    await handle.read(tiles, 0, tiles.length, 4 + textBytes);
    const { good, defective, checksum } = head.data;
    return crc32(tiles) === checksum ? { good, defective, tiles } : null;
  } finally {
    await handle.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
