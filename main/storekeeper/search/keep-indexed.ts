/** The indexer at work beside the commits: a step, a pause, for as long as the store lives. */
import type { Db } from '../database.ts';
import { Indexer } from './indexer.ts';

/** A station of five million parts from before the search is indexed in ten minutes, at a tenth of the writer's time. */
const betweenStepsMs = 50;
/** The busiest line completes a stretch in nine seconds. */
const betweenLooksMs = 5_000;

export interface KeepIndexedOptions {
  /** The writing connection; null while nothing should be written beside records. */
  readonly db: () => Db | null;
  readonly pause: (ms: number) => Promise<void>;
  /** A step failed; it is tried again. */
  readonly failed: (thrown: unknown) => void;
}

/** @returns ends it */
export function keepIndexed({ db, pause, failed }: KeepIndexedOptions): () => void {
  let isOver = false;
  let at: { readonly db: Db; readonly indexer: Indexer } | null = null;
  const step = (): boolean => {
    const present = db();
    if (!present) return false;
    // The file was replaced: the new one knows nothing yet.
    if (at?.db !== present) at = { db: present, indexer: new Indexer(present) };
    return unsynced(present, () => at?.indexer.step() ?? false);
  };
  const run = async (): Promise<void> => {
    while (!isOver) {
      let isMore = false;
      try {
        isMore = step();
      } catch (thrown) {
        failed(thrown);
      }
      await pause(isMore ? betweenStepsMs : betweenLooksMs);
    }
  };
  void run();
  return () => {
    isOver = true;
  };
}

/** What a power failure undoes here is done again; the next commit of records syncs it. */
function unsynced<T>(db: Db, work: () => T): T {
  db.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    db.pragma('synchronous = FULL');
  }
}
