/**
 * Indexes complete stretches beside the commits: new ones first, then what is older (a database from before the search,
 * or a salvaged one). A step is a few milliseconds on the writing connection; what is not indexed yet is read part by
 * part meanwhile, so nothing waits for this.
 */
import type { Db } from '../database.ts';
import { createStretchIndex, type StretchIndex } from './index-stretch.ts';
import { firstPartOf, stretchOf } from './stretch.ts';

/** Rows that are looked at in one step when there is nothing to write. */
const looksPerStep = 512;

export class Indexer {
  private readonly index: StretchIndex;
  private readonly newestPart: () => number;
  private readonly partBefore: (part: number) => number | null;
  private readonly isIndexed: (stretch: number) => boolean;
  /** Everything from `low` on and below `next` is indexed. */
  private next: number;
  private low: number;

  constructor(db: Db) {
    this.index = createStretchIndex(db);
    const newest = db.prepare<[], number | null>('SELECT max(id) FROM part').pluck();
    const before = db.prepare<[number], number | null>('SELECT max(id) FROM part WHERE id < ?').pluck();
    const row = db.prepare<[number], number>('SELECT 1 FROM stretch WHERE id = ?').pluck();
    this.newestPart = () => newest.get() ?? 0;
    this.partBefore = (part) => before.get(part) ?? null;
    this.isIndexed = (stretch) => row.get(stretch) !== undefined;
    this.next = stretchOf(this.newestPart());
    this.low = this.next;
  }

  /** At most one stretch. False when everything complete is indexed. @throws SqliteError; the step is done again then. */
  step(): boolean {
    const open = stretchOf(this.newestPart());
    if (this.next < open) {
      if (!this.isIndexed(this.next)) this.index.write(this.next);
      this.next += 1;
      return true;
    }
    return this.stepDown();
  }

  private stepDown(): boolean {
    for (let looks = 0; looks < looksPerStep && this.low > 0; looks += 1) {
      const part = this.partBefore(firstPartOf(this.low));
      const stretch = part === null ? 0 : stretchOf(part);
      const isMissing = part !== null && !this.isIndexed(stretch);
      if (isMissing) this.index.write(stretch);
      this.low = stretch;
      if (isMissing) break;
    }
    return this.low > 0;
  }
}
