/** The store put together: lock, database, keeper, disk, readers, clearing; and its status once a second. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeIssues, StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import { systemClock } from '../station/clock.ts';
import { listenLink } from '../station/link/link.ts';
import type { PictureResult } from '../station/ports.ts';
import { queryTable } from '../station/store/query-table.ts';
import type { FromStore, StoreStart } from '../station/store/store-protocol.ts';
import { openBooks } from './books.ts';
import { lockDataFolder, prepareDataFolder } from './data-folder.ts';
import { type Db, databasePath } from './database.ts';
import { Disk } from './disk.ts';
import { eventTimeWriter } from './event-time.ts';
import type { Sealer } from './history/history.ts';
import { keyEntry, runEntry, type StartEntry } from './history/start-entries.ts';
import { openStationKey } from './history/station-key.ts';
import { HistoryWork } from './history-work.ts';
import { serveLink } from './inbox.ts';
import { groupLimit, Keeper } from './keeper.ts';
import { createPartRows } from './part-rows.ts';
import { Readers } from './readers.ts';
import { Retention } from './retention.ts';
import { endRun, type RunStart, startRun } from './run-rows.ts';
import { keepIndexed } from './search/keep-indexed.ts';
import { failureOf } from './sqlite-failures.ts';
import { sayStarting } from './starting-status.ts';
import { damageText, mendRunning, openOrMend, quickCheck } from './store-database.ts';
import { Tally } from './tally.ts';
import { incidentsOfStart, resultsOfEarlierPictures } from './unclean-stop.ts';

const statusEveryMs = 1000;
const aliveEveryMs = 60_000;
const retentionEveryMs = 60_000;
/** With steps of 32 parts five times what a line makes, and nine tenths of the time nothing. */
const retentionPauseMs = 100;
const readerThreads = 2;
const countLimitMs = 600_000;
const { monotonicMs, wallMs } = systemClock;

export interface StoreHost {
  say(message: FromStore): void;
  /** It cannot go on without a person. */
  fail(error: StationError): void;
}

/** @throws StationError with a remedy when the store cannot run on this data folder. */
export async function openStore(start: StoreStart, host: StoreHost): Promise<Store> {
  const starting = sayStarting((message) => host.say(message), statusEveryMs);
  try {
    prepareDataFolder(start.dataDir);
    const lock = await lockDataFolder(start.dataDir);
    const eventTime = eventTimeWriter(start.timeZone);
    const opened = openStationKey(start.dataDir, wallMs());
    const { db, incidents, found } = await openOrMend(start.dataDir, wallMs, starting.mending, (database) => ({
      ...lookBack(database, start, eventTime),
      key: keyEntry(database, opened, start.station),
    }));
    const sealer = { station: start.station, key: opened.key };
    const store = new Store({ start, db, lock, eventTime, sealer, host });
    for (const { kind, detail } of incidents) store.keeper.incident(kind, detail);
    await store.begin(found);
    return store;
  } finally {
    starting.end();
  }
}

interface Past {
  readonly run: RunStart;
  readonly pictures: readonly PictureResult[];
  /** Of the history, when its key is another than before. */
  readonly key: StartEntry | null;
}

interface StoreParts {
  readonly start: StoreStart;
  readonly db: Db;
  readonly lock: Db;
  readonly eventTime: (at: number) => string;
  readonly sealer: Sealer;
  readonly host: StoreHost;
}

/** Everything that a start reads of the runs before: a damaged page shows here, before anybody relies on it. */
function lookBack(db: Db, { dataDir, runId }: StoreStart, eventTime: (at: number) => string): Omit<Past, 'key'> {
  createPartRows(db, openBooks(db, eventTime, wallMs)).forget();
  return { run: startRun(db, runId, wallMs()), pictures: resultsOfEarlierPictures(db, dataDir, runId) };
}

export class Store {
  readonly keeper: Keeper;
  private readonly start: StoreStart;
  private readonly lock: Db;
  private readonly host: StoreHost;
  private readonly readers: Readers;
  private readonly disk: Disk;
  private readonly tally = new Tally();
  private readonly retention: Retention;
  private readonly historyWork: HistoryWork;
  private picturesSkipped = 0;
  /** Why nothing can be committed at present, other than for lack of space. */
  private trouble: string | null = null;
  private isMending = false;
  private endIndexing: (() => void) | null = null;

  constructor({ start, db, lock, eventTime, sealer, host }: StoreParts) {
    const { dataDir, config } = start;
    this.start = start;
    this.lock = lock;
    this.host = host;
    this.readers = new Readers({
      dataDir,
      databasePath: databasePath(dataDir),
      threads: readerThreads,
      monotonicMs,
      damaged: (error) => void this.mend(error),
      problem: (text) => this.problem(text),
    });
    this.keeper = new Keeper({
      db,
      eventTime,
      monotonicMs,
      wallMs,
      sealer,
      after,
      noSpace: () => this.disk.noSpace(),
      committed: (sums) => {
        this.disk.commitSucceeded();
        this.picturesSkipped += sums.picturesSkipped;
        this.tally.added(sums.parts, sums.pictureBytes);
      },
      damaged: (error) => void this.mend(error),
      trouble: (error) => this.setTrouble(error && say('recordsNotWritten', { why: error.message })),
    });
    this.disk = new Disk({
      dataDir,
      config,
      monotonicMs,
      changed: (incident) => {
        if (incident) this.keeper.incident(incident.kind, incident.detail);
        setImmediate(() => this.sayStatus());
      },
    });
    this.historyWork = new HistoryWork({ dataDir, sealer, keeper: this.keeper, wallMs });
    this.retention = new Retention({
      dataDir,
      config,
      tally: this.tally,
      db: () => (this.keeper.isPaused ? null : this.keeper.db),
      books: () => this.keeper.books,
      monotonicMs,
      wallMs,
      pause: () => sleep(retentionPauseMs),
    });
  }

  async begin({ run, pictures, key }: Past): Promise<void> {
    const { endpoint, runId, station } = this.start;
    if (key) this.keeper.entry(key.kind, key.body);
    // What a stop without order has left open.
    this.keeper.add({ kind: 'seal' });
    const started = runEntry(run, runId, station);
    if (started) this.keeper.entry(started.kind, started.body);
    for (const incident of incidentsOfStart(run, wallMs())) this.keeper.add({ kind: 'incident', incident });
    for (const result of pictures) this.keeper.add({ kind: 'picture', result });
    await listenLink(endpoint, (link) =>
      serveLink(link, this.keeper, (name, input, limitMs) => this.answer(name, input, limitMs), wallMs),
    );
    setInterval(() => this.sayStatusAndLook(), statusEveryMs);
    setInterval(() => {
      // While nothing can be committed one more would only wait; a record is a sign of life as well.
      if (this.keeper.waiting < groupLimit) this.keeper.add({ kind: 'alive', runId });
    }, aliveEveryMs);
    this.clearRegularly();
    this.endIndexing = this.keepIndexed();
    this.sayStatus();
    if (run.isContinued || run.unclean.length > 0) void this.check();
  }

  private async answer(name: string, input: unknown, limitMs: number): Promise<unknown> {
    if (name === 'historyWork') return this.historyWork.state;
    if (name !== 'beginHistoryWork') return this.readers.ask(name, input, limitMs);
    const begin = queryTable.beginHistoryWork.input.safeParse(input);
    if (!begin.success) throw new StationError('bad-input', `${name}: ${describeIssues(begin.error)}`);
    this.historyWork.begin(begin.data);
    return {};
  }

  /** Commits what waits. The exit code: 0 when everything is on disk. */
  stop(why: 'asked' | 'host-gone'): number {
    this.readers.close();
    this.endIndexing?.();
    this.historyWork.stop();
    if (this.isMending) return 1;
    const { runId, station } = this.start;
    if (why === 'asked') this.keeper.entry('run', { by: null, run: runId, what: 'stopped', station });
    this.keeper.add({ kind: 'seal' });
    const isAllOnDisk = this.keeper.flush();
    // Without the host's word the run did not end in order: the next start says so.
    if (isAllOnDisk && why === 'asked') endRun(this.keeper.db, runId, wallMs());
    // Reader threads may still hold the file, and then closing alone leaves the log beside it for the next start.
    if (isAllOnDisk) this.keeper.db.pragma('wal_checkpoint(TRUNCATE)');
    this.keeper.db.close();
    this.lock.close();
    return isAllOnDisk ? 0 : 1;
  }

  private sayStatus(): void {
    const state = this.isMending ? 'restarting' : this.trouble === null ? this.disk.state : 'fault';
    this.host.say({
      kind: 'status',
      status: {
        state,
        waiting: this.keeper.waiting,
        diskFreeBytes: this.disk.freeBytes,
        daysLeft: this.disk.daysLeft,
        picturesSkipped: this.picturesSkipped,
        detail: this.trouble ?? this.disk.detail,
      },
      commits: this.keeper.durations.figures(),
    });
  }

  private problem(text: string): void {
    this.host.say({ kind: 'problem', text });
  }

  /** A disk that does not answer must not silence the status: whoever hears nothing takes the store for hung. */
  private sayStatusAndLook(): void {
    this.sayStatus();
    void this.disk.check();
  }

  private setTrouble(trouble: string | null): void {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    if (trouble !== null) this.keeper.incident('store-fault', trouble);
    this.sayStatus();
  }

  private async check(): Promise<void> {
    const problem = await quickCheck(this.start.dataDir, this.keeper, (text) => this.problem(text));
    if (problem !== null) await this.mend(new Error(problem));
  }

  private async mend(error: unknown): Promise<void> {
    if (this.isMending) return;
    this.isMending = true;
    this.historyWork.stop();
    this.keeper.incident('database-damaged', damageText(error));
    this.trouble = damageText(error);
    this.sayStatus();
    try {
      await mendRunning(this.start.dataDir, this.keeper, this.readers, wallMs);
      this.trouble = null;
    } catch (cause) {
      const remedy = say('databaseNotReplacedRemedy');
      this.host.fail(
        new StationError('internal', say('databaseNotReplaced', { why: messageOf(cause) }), { remedy, cause }),
      );
      return;
    }
    this.isMending = false;
    this.sayStatus();
  }

  /** With little space on the disk what is left is for records; what is not indexed is found all the same. */
  private keepIndexed(): () => void {
    return keepIndexed({
      db: () => (this.keeper.isPaused || this.disk.state !== 'ready' ? null : this.keeper.db),
      pause: sleep,
      failed: (thrown) => {
        if (failureOf(thrown) === 'damaged') void this.mend(thrown);
        this.problem(`indexing parts for the search: ${messageOf(thrown)}`);
      },
    });
  }

  /** A round when the one before is over; the first after the records have been counted. */
  private clearRegularly(): void {
    const count = async (): Promise<void> => {
      const counted = (await this.readers.ask('counts', {}, countLimitMs)) as { parts: number; pictureBytes: number };
      this.tally.added(counted.parts - this.tally.parts, counted.pictureBytes - this.tally.pictureBytes);
    };
    const round = async (): Promise<void> => {
      try {
        await this.retention.round();
      } catch (thrown) {
        if (failureOf(thrown) === 'damaged') await this.mend(thrown);
        // What could not be cleared away is found again; a disk that takes no writes is told by the commits.
        this.problem(`clearing away old records: ${messageOf(thrown)}`);
      }
      after(retentionEveryMs, () => void round());
    };
    count().then(round, (thrown: unknown) => {
      this.problem(`counting the records: ${messageOf(thrown)}`);
      return round();
    });
  }
}

function after(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
