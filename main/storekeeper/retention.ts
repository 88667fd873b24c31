/** Clearing away, in steps of a few milliseconds between commits. Files go before rows: no file is ever forgotten. */
import { rm, rmdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { StoreConfig } from '../station/config/station.ts';
import { picturePath } from '../station/store/picture-path.ts';
import type { Books } from './books.ts';
import type { Db } from './database.ts';
import { entryRanges } from './history/cleared.ts';
import { dropOldSegments } from './history/drop-segments.ts';
import { judge, type PartAge, planRetention, type Sweep } from './retention-plan.ts';
import { forgetParts } from './search/forget-parts.ts';
import { clearSent } from './sync/clear-sent.ts';
import { acknowledgedByAll } from './sync/target-rows.ts';
import type { Tally } from './tally.ts';
import { uuidText } from './uuid-bytes.ts';

/** Parts looked at in one step. */
const stepParts = 32;
const dayMs = 86_400_000;

export interface RetentionOptions {
  readonly dataDir: string;
  readonly config: StoreConfig;
  readonly tally: Tally;
  /** The writing connection; null while there is none (a damaged file is being replaced). */
  readonly db: () => Db | null;
  /** Of that connection: whatever goes is told in the history. */
  readonly books: () => Books;
  readonly monotonicMs: () => number;
  readonly wallMs: () => number;
  /** Between two steps: lets commits and messages go first. */
  readonly pause: () => Promise<void>;
}

interface PartRow extends PartAge {
  readonly id: number;
  readonly entry: number | null;
}

interface PictureRow {
  readonly uuid: Buffer;
  readonly bytes: number | null;
}

interface Removed {
  readonly records: number;
  readonly bytes: number;
}

const nothing: Removed = { records: 0, bytes: 0 };

export class Retention {
  private readonly options: RetentionOptions;
  private fullSweepDueMs: number;

  constructor(options: RetentionOptions) {
    this.options = options;
    // Not while the station starts: there is enough to do.
    this.fullSweepDueMs = options.monotonicMs() + 10 * 60_000;
  }

  /** One round over everything that is due. @throws SqliteError; what is left is found again the next time. */
  async round(): Promise<Removed> {
    const { tally, monotonicMs, wallMs, config } = this.options;
    const db = this.options.db();
    if (!db) return nothing;
    await dropOldSegments({ ...this.options, isOver: tally.pictureBytes + usedBytes(db) > config.maxBytes });
    await clearSent(this.options);
    const isFullSweepDue = monotonicMs() >= this.fullSweepDueMs;
    if (isFullSweepDue) this.fullSweepDueMs = monotonicMs() + dayMs;
    const facts = { now: wallMs(), records: tally.parts, bytes: tally.pictureBytes + usedBytes(db), isFullSweepDue };
    const before = usedBytes(db);
    let total = nothing;
    for (const sweep of planRetention(facts, config)) {
      total = await this.sweep(sweep, facts.now, before, total);
    }
    return total;
  }

  /** @param total what this round has removed already; the answer is that and what went now. */
  private async sweep(sweep: Sweep, now: number, usedBefore: number, total: Removed): Promise<Removed> {
    let removed = total;
    let cursor: number | null = null;
    for (;;) {
      const db = this.options.db();
      if (!db || isEnough(sweep, removed, usedBefore - usedBytes(db))) return removed;
      cursor ??= sweep.from === 'start' ? 0 : savedCursor(db);
      const step = chooseStep(db, sweep, now, cursor);
      if (step.cursor === cursor) return removed;
      const pictures = picturesOf(db, step.remove);
      await this.removeFiles(pictures);
      // The database may have been replaced while files were removed; then the rows are found again.
      if (this.options.db() !== db) return removed;
      removeRows(db, this.options.books(), step, sweep.from === 'cursor' ? step.cursor : null);
      const gone = { records: step.remove.length, bytes: pictures.reduce((all, { bytes }) => all + (bytes ?? 0), 0) };
      this.options.tally.removed(gone.records, gone.bytes);
      removed = sum(removed, gone);
      cursor = step.cursor;
      await this.options.pause();
    }
  }

  private async removeFiles(pictures: readonly PictureRow[]): Promise<void> {
    const days = new Set<string>();
    for (const { uuid } of pictures) {
      const path = picturePath(this.options.dataDir, uuidText(uuid));
      if (path === null) continue;
      await rm(path, { force: true });
      days.add(dirname(path));
    }
    // Never the folder of today: the jobs process may be about to put a picture there.
    const youngest = new Date(this.options.wallMs() - 2 * dayMs).toISOString().slice(0, 10);
    for (const day of days) if (basename(day) < youngest) await removeEmptyFolder(day);
  }
}

interface Step {
  readonly remove: readonly number[];
  /** Ranges of the history's entries that tell of them. */
  readonly entries: readonly (readonly [first: number, last: number])[];
  /** The last part that was looked at and need not be looked at again. */
  readonly cursor: number;
}

function chooseStep(db: Db, sweep: Sweep, now: number, cursor: number): Step {
  const acknowledged = acknowledgedByAll(db);
  const parts = db
    .prepare<[number, number], PartRow>(
      `SELECT id, at, verdict, disposed_at, outbox, entry,
         (SELECT ifnull(max(max(ifnull(disposition.outbox, 0), ifnull(withdrawal_outbox, 0))), 0)
            FROM disposition WHERE disposition.part = part.id) AS last_disposition,
         EXISTS (SELECT 1 FROM study_presentation JOIN study ON study.id = study_presentation.study
           WHERE study_presentation.part = part.uuid AND closed_at IS NULL) AS is_in_open_study,
         EXISTS (SELECT 1 FROM review WHERE review.part = part.id AND stage <> 'decided') AS is_waiting,
         EXISTS (SELECT 1 FROM picture WHERE picture.part = part.id AND bytes IS NULL) AS is_picture_under_way,
         EXISTS (SELECT 1 FROM sync_parked WHERE sync_parked.part = part.uuid) AS is_parked
       FROM part WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .all(cursor, stepParts);
  const looked: { readonly part: PartRow; readonly goes: boolean }[] = [];
  for (const part of parts) {
    const verdict = judge(part, sweep, now, acknowledged);
    if (verdict === 'stop') break;
    looked.push({ part, goes: verdict === 'remove' });
  }
  return {
    remove: looked.filter(({ goes }) => goes).map(({ part }) => part.id),
    entries: entryRanges(looked.map(({ part: { entry }, goes }) => ({ entry, goes }))),
    cursor: looked.at(-1)?.part.id ?? cursor,
  };
}

function picturesOf(db: Db, parts: readonly number[]): PictureRow[] {
  const find = db.prepare<[number], PictureRow>('SELECT uuid, bytes FROM picture WHERE part = ?');
  return parts.flatMap((part) => find.all(part));
}

/** Fully synced, as every entry of the history: its head may be on paper already. */
function removeRows(db: Db, books: Books, { remove, entries }: Step, cursor: number | null): void {
  const ofOutbox = db.prepare<[number]>(`DELETE FROM outbox WHERE sequence = (SELECT outbox FROM part WHERE id = ?)`);
  const ofDispositions = db.prepare<[number, number]>(
    `DELETE FROM outbox WHERE sequence IN (
       SELECT outbox FROM disposition WHERE part = ? UNION SELECT withdrawal_outbox FROM disposition WHERE part = ?)`,
  );
  const ofPart = db.prepare<[number]>('DELETE FROM part WHERE id = ?');
  const saveCursor = db.prepare<[number]>(
    `INSERT INTO retention (kind, part) VALUES ('passes', ?) ON CONFLICT DO UPDATE SET part = excluded.part`,
  );
  try {
    db.transaction(() => {
      for (const part of remove) {
        ofOutbox.run(part);
        ofDispositions.run(part, part);
        ofPart.run(part);
      }
      if (entries.length > 0)
        books.history.append('cleared', {
          by: null,
          parts: remove.length,
          entries: entries.map((range) => [...range]),
        });
      forgetParts(db, remove);
      if (cursor !== null) saveCursor.run(cursor);
    }).immediate();
  } catch (thrown) {
    books.forget();
    throw thrown;
  }
}

function savedCursor(db: Db): number {
  return db.prepare<[], number>(`SELECT part FROM retention WHERE kind = 'passes'`).pluck().get() ?? 0;
}

/** Of the database file, without its free pages. */
export function usedBytes(db: Db): number {
  const pragma = (name: string): number => Number(db.pragma(name, { simple: true }));
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
}

function isEnough({ enough }: Sweep, removed: Removed, pageBytes: number): boolean {
  return enough !== null && removed.records >= enough.records && removed.bytes + pageBytes >= enough.bytes;
}

function sum(a: Removed, b: Removed): Removed {
  return { records: a.records + b.records, bytes: a.bytes + b.bytes };
}

async function removeEmptyFolder(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw thrown;
  }
}
