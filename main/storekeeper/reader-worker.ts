/** A reader thread of the store process: long reads happen here, and the writer never waits for them. */
import { parentPort, workerData } from 'node:worker_threads';
import { StationError, toWireError } from '../api/errors.ts';
import type { CheckReport } from '../api/slices/history.ts';
import { systemClock } from '../station/clock.ts';
import { type Db, openDatabase, openReadOnly } from './database.ts';
import { anchorOf } from './history/check/anchor.ts';
import { checkDatabase } from './history/check/check-database.ts';
import { writeExport } from './history/export/write-export.ts';
import { answerQuery } from './queries/answer.ts';
import type { FromReader, ReaderOptions, ReaderTask, ToReader } from './reader-protocol.ts';
import { salvage } from './salvage.ts';
import { failureOf } from './sqlite-failures.ts';

const port = parentPort;
if (!port) throw new Error('this is a thread of the store process; start the station itself instead');
const { dataDir, databasePath }: ReaderOptions = workerData;
let db: Db | null = null;
let deadline = Number.POSITIVE_INFINITY;

port.on('message', ({ call, task }: ToReader) => {
  let answer: FromReader;
  try {
    const problems: string[] = [];
    const output = perform(task, (text) => problems.push(text));
    answer = problems.length === 0 ? { call, output } : { call, output, problems };
  } catch (thrown) {
    answer = { call, error: toWireError(thrown), isDamage: failureOf(thrown) === 'damaged' };
  }
  port.postMessage(answer);
});

function perform(task: ReaderTask, problem: (text: string) => void): unknown {
  if (task.kind === 'salvage') return salvage(databasePath, task.into);
  if (task.kind === 'migrate') return migrateFile();
  db ??= openReader();
  if (task.kind === 'quick-check') return problemsOf(db);
  if (task.kind === 'history-check') return checkHistory(db, task.anchor, gently(task.progress));
  if (task.kind === 'history-export') return writeExport(db, task.task, gently(task.progress));
  deadline = performance.now() + task.limitMs;
  return answerQuery(db, dataDir, task.name, task.input, problem);
}

function migrateFile(): null {
  openDatabase(databasePath).close();
  return null;
}

function openReader(): Db {
  const opened = openReadOnly(databasePath);
  // SQLite's progress handler is not reachable from here; a long query asks this at every row instead.
  opened.function('still_time', { deterministic: false }, () => {
    if (performance.now() > deadline) throw new StationError('timeout', 'the question took too long');
    return 1;
  });
  return opened;
}

function checkHistory(opened: Db, anchor: string | null, progress: (share: number) => void): CheckReport {
  const { monotonicMs } = systemClock;
  return checkDatabase({
    db: opened,
    dataDir,
    anchor: anchor === null ? null : anchorOf(anchor),
    monotonicMs,
    progress,
  });
}

/** Tells how far it is, and rests after each portion for as long as that took: the line has the processor. */
function gently(progress: Float64Array): (share: number) => void {
  const rest = new Int32Array(new SharedArrayBuffer(4));
  let workedSince = performance.now();
  return (share) => {
    progress[0] = share;
    Atomics.wait(rest, 0, 0, performance.now() - workedSince);
    workedSince = performance.now();
  };
}

function problemsOf(opened: Db): string[] {
  const rows = opened.pragma('quick_check(20)', { simple: false }) as { quick_check: unknown }[];
  return rows.map((row) => String(row.quick_check)).filter((problem) => problem !== 'ok');
}
