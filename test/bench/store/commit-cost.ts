/** What a part costs the disk, and what finding it costs beside that. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommitGroup, type Item } from '../../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../../main/storekeeper/event-time.ts';
import { Indexer } from '../../../main/storekeeper/search/indexer.ts';
import { aRecord } from '../../storekeeper/a-record.ts';
import { bytesWritten } from '../process-figures.ts';

/** Per part. `written`: what reached the disk, checkpoints included; `kept`: what the file grew by. */
export interface Cost {
  readonly commits: { readonly written: number; readonly kept: number };
  readonly index: { readonly written: number; readonly kept: number };
}

const parts = 8 * 512;
/** As they come at 60 parts a second. */
const partsPerGroup = 4;

/** Clean passes committed as the station does, synced; then indexed. */
export function commitCost(hasSerials: boolean): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-cost-'));
  const path = join(folder, 'station.sqlite');
  const db = openDatabase(path);
  try {
    const commit = createCommitGroup(db, eventTimeWriter('Europe/Berlin'), Date.now);
    const indexer = new Indexer(db);
    const measured = (work: () => void): { written: number; kept: number } => {
      const before = { written: bytesWritten(process.pid), kept: statSync(path).size };
      work();
      db.pragma('wal_checkpoint(TRUNCATE)');
      return {
        written: (bytesWritten(process.pid) - before.written) / parts,
        kept: (statSync(path).size - before.kept) / parts,
      };
    };
    db.pragma('wal_checkpoint(TRUNCATE)');
    const commits = measured(() => {
      for (let first = 1; first <= parts; first += partsPerGroup) commit(group(first, hasSerials));
    });
    db.pragma('synchronous = NORMAL');
    const index = measured(() => {
      while (indexer.step());
    });
    return { commits, index };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function group(first: number, hasSerials: boolean): Item[] {
  return Array.from({ length: partsPerGroup }, (_, index) => {
    const serial = hasSerials ? `M6-2026-${String(first + index).padStart(8, '0')}` : null;
    return { kind: 'part', record: aRecord(first + index, { serial }) };
  });
}
