/**
 * The keeper of the one writing connection: groups what comes, commits it, settles it.
 *
 * What cannot be committed now waits here and is not acknowledged. `Disk` decides what a lack of space means; a damaged
 * file stops commits until `replaceDatabase` has put a sound one in place.
 */

import { type Books, openBooks } from './books.ts';
import { CommitDurations } from './commit-durations.ts';
import { type CommitGroup, createCommitGroup, type GroupResult, type GroupSums, type Item } from './commit-group.ts';
import type { Db } from './database.ts';
import { GroupCommit } from './group-commit.ts';
import type { HistoryBody, HistoryKind, Sealer } from './history/history.ts';
import { type IncidentKind, newIncident } from './incidents.ts';
import { failureOf } from './sqlite-failures.ts';

export const groupLimit = 32;
export const groupWaitMs = 50;
const retryMs = 1000;

/** Null: on disk. Else why it never will be. */
export type Settled = (refusal: string | null) => void;

interface Entry {
  readonly item: Item;
  readonly settled: Settled | null;
}

export interface KeeperOptions {
  readonly db: Db;
  readonly eventTime: (at: number) => string;
  readonly monotonicMs: () => number;
  readonly wallMs: () => number;
  /** Null: the history is not sealed. */
  readonly sealer: Sealer | null;
  readonly after: (ms: number, call: () => void) => () => void;
  /** No space for a commit. True: some was made, try again at once. */
  readonly noSpace: () => boolean;
  readonly committed: (sums: GroupSums) => void;
  /** The file is damaged; nothing is committed until `replaceDatabase`. */
  readonly damaged: (error: Error) => void;
  /** A commit failed for a reason that this code does not know; it is tried again. Null: it works again. */
  readonly trouble: (error: Error | null) => void;
}

export class Keeper {
  private readonly options: KeeperOptions;
  private readonly group: GroupCommit<Entry>;
  readonly durations = new CommitDurations();
  private database: Db;
  private written: Books;
  private commitGroup: CommitGroup;

  constructor(options: KeeperOptions) {
    const { db, eventTime, wallMs, sealer } = options;
    this.options = options;
    this.database = db;
    this.written = openBooks(db, eventTime, wallMs, sealer);
    this.commitGroup = createCommitGroup(db, eventTime, wallMs, this.written);
    this.group = new GroupCommit<Entry>({
      limit: groupLimit,
      waitMs: groupWaitMs,
      retryMs,
      commit: (entries) => this.commit(entries),
      after: options.after,
    });
  }

  get db(): Db {
    return this.database;
  }
  /** Of the database that is in place now. */
  get books(): Books {
    return this.written;
  }
  get isPaused(): boolean {
    return this.group.isPaused;
  }
  get waiting(): number {
    return this.group.waiting;
  }

  add(item: Item, settled: Settled | null = null): void {
    this.group.add({ item, settled });
  }
  incident(kind: IncidentKind, detail: string, facts?: unknown): void {
    this.add({ kind: 'incident', incident: newIncident(this.options.wallMs(), kind, detail, facts) });
  }
  /** What the station itself has done. */
  entry(of: HistoryKind, body: HistoryBody): void {
    this.add({ kind: 'entry', of, body });
  }
  /** False when something could not be committed. */
  flush(): boolean {
    return this.group.flush();
  }
  pause(): void {
    this.group.pause();
  }
  resume(): void {
    this.group.resume();
  }
  replaceDatabase(db: Db): void {
    const { eventTime, wallMs, sealer } = this.options;
    this.database = db;
    this.written = openBooks(db, eventTime, wallMs, sealer);
    this.commitGroup = createCommitGroup(db, eventTime, wallMs, this.written);
    this.group.resume();
  }

  private commit(entries: readonly Entry[]): boolean {
    const items = entries.map((entry) => entry.item);
    const result = this.tryCommit(items);
    if (!result) return false;
    const refusals = new Map(result.refused.map(({ item, message }) => [item, message]));
    for (const { item, settled } of entries) {
      settled?.(refusals.get(item) ?? null);
      const answer = result.answers.get(item);
      if (item.kind === 'command' && answer) item.answered(answer);
    }
    this.options.committed(result);
    return true;
  }

  private tryCommit(items: readonly Item[]): GroupResult | null {
    for (;;) {
      const started = this.options.monotonicMs();
      try {
        const result = this.commitGroup(items);
        this.durations.add(this.options.monotonicMs() - started, result.parts);
        this.options.trouble(null);
        return result;
      } catch (thrown) {
        if (failureOf(thrown) === 'no-space' && this.options.noSpace()) continue;
        this.tellFailure(thrown);
        return null;
      }
    }
  }

  private tellFailure(thrown: unknown): void {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const failure = failureOf(thrown);
    if (failure === 'damaged') {
      this.group.pause();
      this.options.damaged(error);
    } else if (failure !== 'no-space') this.options.trouble(error);
  }
}
