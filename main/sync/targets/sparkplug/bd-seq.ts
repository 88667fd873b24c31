/**
 * The number that joins a birth to its death: one more at every CONNECT, 0 after 255, over restarts too. It is on disk before
 * the CONNECT, so that no two connections ever have the same.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

const highest = 255;
const fileSchema = z.object({ bdSeq: z.number().int().min(0).max(highest) });

/** @throws TargetTrouble when it cannot be kept. */
export async function nextBdSeq(dataDir: string, target: string, problem: (text: string) => void): Promise<number> {
  const folder = join(dataDir, 'sparkplug');
  const file = join(folder, `${target}.json`);
  try {
    const last = await lastIn(file, problem);
    const next = last === null || last === highest ? 0 : last + 1;
    await mkdir(folder, { recursive: true });
    const draft = `${file}.new`;
    const handle = await open(draft, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ bdSeq: next }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    return next;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TargetTrouble('broken', say('sparkplugNoFile', { file, why }), {
      remedy: say('sparkplugNoFileRemedy'),
      cause: thrown,
    });
  }
}

/** Null: there was none. */
async function lastIn(file: string, problem: (text: string) => void): Promise<number | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  }
  try {
    return fileSchema.parse(JSON.parse(text)).bdSeq;
  } catch (thrown) {
    problem(`${file} cannot be read and is begun anew: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    return null;
  }
}
