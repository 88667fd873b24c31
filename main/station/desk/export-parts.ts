/**
 * Parts as a file of CSV, for spreadsheets and auditors. The store's readers make its lines, page by page; here they only
 * go to the disk. The file has its name once it is whole.
 */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { PartFilter } from '../../api/slices/quality.ts';
import type { FeatureParts } from '../feature.ts';
import { exportsFolder } from '../store/export-path.ts';

export const csvColumns = [
  'id',
  'time',
  'trigger',
  'serial',
  'work_order',
  'recipe',
  'bundle',
  'shift',
  'verdict',
  'reasons',
  'scores',
  'stage',
  'decision',
  'class',
  'decided_by',
  'decided_at',
];

const partsAtOnce = 500;
const pageWithinMs = 400;
const mostParts = 100_000;
/** The call is answered within ten seconds. */
const wholeWithinMs = 8_000;

export interface Exported {
  readonly address: string;
  readonly parts: number;
}

type Parts = Pick<FeatureParts, 'store' | 'dataDir' | 'clock'>;

/** @throws StationError when the file would be too long, takes too long or cannot be written; nothing of it is left. */
export async function exportParts(parts: Parts, filter: PartFilter, signal: AbortSignal): Promise<Exported> {
  const folder = exportsFolder(parts.dataDir);
  const name = `parts-${uuidv7()}.csv`;
  try {
    await mkdir(folder, { recursive: true });
    return { address: `/exports/${name}`, parts: await writeWhole(parts, filter, join(folder, name), signal) };
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StationError('unavailable', say('exportNotWritten', { why }), { remedy: say('exportNotWrittenRemedy') });
  }
}

async function writeWhole(parts: Parts, filter: PartFilter, path: string, signal: AbortSignal): Promise<number> {
  const unfinished = `${path}.part`;
  try {
    const count = await writeFile(parts, filter, unfinished, signal);
    await rename(unfinished, path);
    return count;
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
}

async function writeFile(
  { store, clock }: Parts,
  filter: PartFilter,
  path: string,
  signal: AbortSignal,
): Promise<number> {
  const file = await open(path, 'w');
  try {
    // The byte order mark tells spreadsheets that this is UTF-8.
    await file.write(`\u{FEFF}${csvColumns.join(',')}\r\n`);
    const startedMs = clock.monotonicMs();
    let parts = 0;
    for (let before: number | null = null; ; ) {
      const page = await store.partsCsv({ filter, before, limit: partsAtOnce, withinMs: pageWithinMs });
      await file.write(page.csv);
      parts += page.parts;
      before = page.next;
      if (before === null) break;
      check({ parts, tookMs: clock.monotonicMs() - startedMs, isCancelled: signal.aborted });
    }
    await file.sync();
    return parts;
  } finally {
    await file.close();
  }
}

function check(sofar: { readonly parts: number; readonly tookMs: number; readonly isCancelled: boolean }): void {
  if (sofar.isCancelled) throw new StationError('cancelled', 'nobody waits for this file any more');
  const remedy = say('exportRemedy');
  if (sofar.parts >= mostParts)
    throw new StationError('bad-input', say('exportTooLong', { most: mostParts }), { remedy });
  if (sofar.tookMs > wholeWithinMs) throw new StationError('timeout', say('exportTooSlow'), { remedy });
}
