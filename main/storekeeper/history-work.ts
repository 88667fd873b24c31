/** Long work on the history, one of each kind at a time, in threads of their own: checking everything, writing a file. */
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { StationError, toWireError } from '../api/errors.ts';
import type { CheckReport, HistoryWork as WorkState } from '../api/slices/history.ts';
import type { QueryInput } from '../station/store/query-table.ts';
import { databasePath } from './database.ts';
import { endText } from './history/export/file-format.ts';
import type { Written } from './history/export/write-export.ts';
import type { Sealer } from './history/history.ts';
import { hex } from './history/segment.ts';
import type { Keeper } from './keeper.ts';
import type { ReaderTask } from './reader-protocol.ts';
import { ReaderThread } from './readers.ts';

export interface HistoryWorkOptions {
  readonly dataDir: string;
  readonly sealer: Sealer;
  readonly keeper: Keeper;
  readonly wallMs: () => number;
}

type Begin = QueryInput<'beginHistoryWork'>;
type ExportWork = Extract<Begin['work'], { kind: 'export' }>;

interface Running {
  readonly progress: Float64Array;
  readonly thread: ReaderThread;
}

export class HistoryWork {
  private readonly options: HistoryWorkOptions;
  private readonly running: { check: Running | null; export: Running | null } = { check: null, export: null };
  private readonly ids = new Set<string>();
  private done: WorkState = { check: { state: 'none' }, export: { state: 'none' } };

  constructor(options: HistoryWorkOptions) {
    this.options = options;
  }

  get state(): WorkState {
    const { check, export: written } = this.running;
    return {
      check: check ? { state: 'running', progress: progressOf(check) } : this.done.check,
      export: written ? { state: 'running', progress: progressOf(written) } : this.done.export,
    };
  }

  /** @throws StationError `conflict` while one of its kind runs. */
  begin({ id, work }: Begin): void {
    if (this.ids.has(id)) return;
    if (this.running[work.kind]) {
      throw new StationError('conflict', 'the one before is not done yet', { remedy: 'Wait until it is.' });
    }
    this.ids.add(id);
    if (work.kind === 'check') this.check(work.anchor);
    else this.export(work);
  }

  /** The database is being replaced, or the store stops. */
  stop(): void {
    for (const each of [this.running.check, this.running.export]) {
      each?.thread.end(new StationError('unavailable', 'the store was stopped meanwhile'));
    }
  }

  private check(anchor: string | null): void {
    const running = this.start('check');
    const at = (): number => this.options.wallMs();
    this.settle(
      'check',
      this.perform(running, { kind: 'history-check', anchor, progress: running.progress }),
      (report) => {
        this.done = { ...this.done, check: { state: 'done', at: at(), result: report as CheckReport } };
      },
    );
  }

  private export(work: ExportWork): void {
    const { dataDir, keeper, sealer, wallMs } = this.options;
    const running = this.start('export');
    const folder = join(dataDir, 'exports');
    const now = wallMs();
    const file = `history-${stamp(work.from)}-${stamp(work.until)}-made-${stamp(now)}.${work.format}`;
    const path = join(folder, `${file}.part`);
    const { from, until, format } = work;
    const task = { from, until, format, path, station: sealer.station, now };
    // What is still open is sealed first: every entry of the file is covered by a signature.
    const sealed = new Promise<void>((resolve) => keeper.add({ kind: 'seal' }, () => resolve()));
    const written = sealed.then(() => {
      mkdirSync(folder, { recursive: true });
      return this.perform(running, { kind: 'history-export', task, progress: running.progress });
    });
    this.settle('export', written, (output) => this.exported(work, file, output as Written));
  }

  private async exported({ by, from, until, format }: ExportWork, file: string, written: Written): Promise<void> {
    const { dataDir, keeper, sealer, wallMs } = this.options;
    const path = join(dataDir, 'exports', file);
    if (format === 'jsonl') signFile(`${path}.part`, written, sealer);
    renameSync(`${path}.part`, path);
    const { entries, sha256, bytes } = written;
    const body = { by, file, old: null, new: { from, until, entries, sha256 } };
    await new Promise<void>((resolve) => keeper.add({ kind: 'entry', of: 'export', body }, () => resolve()));
    this.done = { ...this.done, export: { state: 'done', at: wallMs(), result: { file, entries, bytes, sha256 } } };
  }

  private start(kind: 'check' | 'export'): Running {
    const { dataDir } = this.options;
    const running = {
      progress: new Float64Array(new SharedArrayBuffer(8)),
      thread: new ReaderThread({ dataDir, databasePath: databasePath(dataDir) }),
    };
    this.running[kind] = running;
    return running;
  }

  private perform({ thread }: Running, task: ReaderTask): Promise<unknown> {
    return thread.perform(task);
  }

  private settle(
    kind: 'check' | 'export',
    work: Promise<unknown>,
    done: (output: unknown) => void | Promise<void>,
  ): void {
    work
      .then(done)
      .catch((thrown: unknown) => {
        const { message } = toWireError(thrown);
        this.done = { ...this.done, [kind]: { state: 'failed', at: this.options.wallMs(), message } };
      })
      .finally(() => {
        this.running[kind]?.thread.end(new Error('done'));
        this.running[kind] = null;
      });
  }
}

function progressOf({ progress }: Running): number {
  return Math.min(1, Math.max(0, progress[0] ?? 0));
}

function signFile(path: string, { entries, head, sha256, station }: Written, { key }: Sealer): void {
  const facts = { entries, head, sha256, station };
  const signature = hex(key.sign(endText(facts)));
  appendFileSync(path, `${JSON.stringify({ end: { ...facts, key: hex(key.publicKey), signature } })}\n`);
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

/** `20260504T0600`: no colons, which Windows has no names with. */
function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, '');
}
