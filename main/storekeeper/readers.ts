/**
 * The store's reader threads: a question goes to the first idle one, and one that exceeds its time costs its thread.
 */
import { Worker } from 'node:worker_threads';
import { fromWireError, StationError } from '../api/errors.ts';
import { workerUrl } from '../process/entries.ts';
import type { FromReader, ReaderOptions, ReaderTask, ToReader } from './reader-protocol.ts';

/** A query ends itself at its limit; only one that hangs in SQLite is still there after this. */
const graceMs = 500;

interface Job {
  readonly task: ReaderTask;
  readonly deadlineMs: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface ReadersOptions extends ReaderOptions {
  readonly threads: number;
  readonly monotonicMs: () => number;
  /** A question met a damaged page. */
  readonly damaged: (error: Error) => void;
  /** For the log: an answer leaves something out. Absent: nobody hears of it. */
  readonly problem?: (text: string) => void;
}

export class Readers {
  private readonly options: ReadersOptions;
  private readonly idle: ReaderThread[] = [];
  private readonly queue: Job[] = [];
  private readonly threads = new Set<ReaderThread>();
  private isClosed = false;

  constructor(options: ReadersOptions) {
    this.options = options;
  }

  /** @throws StationError `timeout` when it takes longer than `limitMs`, the waiting for a thread included. */
  ask(name: string, input: unknown, limitMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const deadlineMs = this.options.monotonicMs() + limitMs;
      this.queue.push({ task: { kind: 'query', name, input, limitMs }, deadlineMs, resolve, reject });
      this.dispatch();
    });
  }

  /** The file below was replaced: every thread opens the new one. Questions that are under way fail. */
  restart(): void {
    for (const thread of this.threads) thread.end(new StationError('unavailable', 'the database is being replaced'));
    this.threads.clear();
    this.idle.length = 0;
    this.dispatch();
  }

  close(): void {
    this.isClosed = true;
    this.restart();
  }

  private dispatch(): void {
    while (this.queue.length > 0 && !this.isClosed) {
      const thread = this.idle.pop() ?? this.oneMore();
      if (!thread) return;
      const job = this.queue.shift();
      if (job) this.start(thread, job);
    }
  }

  private oneMore(): ReaderThread | null {
    if (this.threads.size >= this.options.threads) return null;
    const thread = new ReaderThread(this.options, this.options.problem);
    this.threads.add(thread);
    return thread;
  }

  private start(thread: ReaderThread, job: Job): void {
    const leftMs = job.deadlineMs - this.options.monotonicMs();
    if (leftMs <= 0) {
      this.idle.push(thread);
      job.reject(tooLong());
      return;
    }
    const task = job.task.kind === 'query' ? { ...job.task, limitMs: leftMs } : job.task;
    const timer = setTimeout(() => thread.end(tooLong()), leftMs + graceMs);
    thread
      .perform(task)
      .then(job.resolve, (error: Error) => {
        job.reject(error);
        if (error instanceof DamageError) this.options.damaged(error);
      })
      .finally(() => {
        clearTimeout(timer);
        if (thread.isUsable) this.idle.push(thread);
        else this.threads.delete(thread);
        this.dispatch();
      });
  }
}

/** One thread with at most one task. Ended by force it may run on in SQLite for a while; nobody waits for it. */
export class ReaderThread {
  private readonly worker: Worker;
  private current: { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void } | null =
    null;
  private calls = 0;
  private readonly problem: ((text: string) => void) | undefined;
  isUsable = true;

  constructor({ dataDir, databasePath }: ReaderOptions, problem?: (text: string) => void) {
    this.problem = problem;
    this.worker = new Worker(workerUrl('store-reader'), { workerData: { dataDir, databasePath } });
    this.worker.unref();
    this.worker.on('message', (answer: FromReader) => this.answered(answer));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', () => this.end(new StationError('internal', 'a reader thread ended')));
  }

  perform(task: ReaderTask): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.isUsable || this.current) {
        reject(new StationError('unavailable', 'this reader thread cannot take a task'));
        return;
      }
      this.current = { resolve, reject };
      this.calls += 1;
      this.worker.postMessage({ call: this.calls, task } satisfies ToReader);
    });
  }

  end(why: Error): void {
    if (!this.isUsable) return;
    this.isUsable = false;
    this.current?.reject(why);
    this.current = null;
    void this.worker.terminate();
  }

  private answered(answer: FromReader): void {
    if (answer.call !== this.calls || !this.current) return;
    const { resolve, reject } = this.current;
    this.current = null;
    if ('error' in answer)
      reject(answer.isDamage ? new DamageError(answer.error.message) : fromWireError(answer.error));
    else {
      for (const text of answer.problems ?? []) this.problem?.(text);
      resolve(answer.output);
    }
  }
}

/** SQLite met a page that is none: unlike any other failure, a reason to mend the file. */
export class DamageError extends StationError {
  constructor(message: string) {
    super('unavailable', `the database is damaged (${message})`, { remedy: 'It is being replaced; ask again.' });
  }
}

function tooLong(): StationError {
  return new StationError('timeout', 'the question took too long', { remedy: 'Ask for a shorter time.' });
}
