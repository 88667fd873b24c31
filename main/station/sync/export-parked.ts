/** Parked messages as a file for whoever looks for the fault elsewhere: one JSON a line, with reason, document and bodies. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { exportsFolder } from '../store/export-path.ts';
import type { StoreQueries } from '../store/store-queries.ts';

const atOnce = 100;

/** @returns where screens fetch it. @throws Error when it cannot be written; nothing of it is left. */
export async function exportParked(
  store: Pick<StoreQueries, 'parkedPage' | 'parkedMessage'>,
  dataDir: string,
  target: string,
): Promise<string> {
  const folder = exportsFolder(dataDir);
  const name = `parked-${v7()}.jsonl`;
  const unfinished = join(folder, `${name}.part`);
  await mkdir(folder, { recursive: true });
  const file = await open(unfinished, 'w');
  try {
    let before: number | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.parkedPage>> = await store.parkedPage({
        target,
        before,
        limit: atOnce,
      });
      for (const parked of page.parked) {
        const whole = await store.parkedMessage({ target, sequence: parked.sequence });
        await file.write(
          `${JSON.stringify({ ...parked, bodies: whole?.bodies ?? null, message: whole?.message ?? null })}\n`,
        );
      }
      before = page.next;
    } while (before !== null);
    await file.sync();
  } catch (thrown) {
    await file.close();
    await rm(unfinished, { force: true });
    throw thrown;
  }
  await file.close();
  await rename(unfinished, join(folder, name));
  return `/exports/${name}`;
}
