/** `verify-log`: whether anybody has changed a station's history, or a file that was exported from it. Read-only, offline. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StationError } from '../api/errors.ts';
import { anchorSchema, type CheckReport } from '../api/slices/history.ts';
import { readOptions, stationOptionSpecs, stationOptions } from '../host/options.ts';
import { systemClock } from '../station/clock.ts';
import { type Db, databaseName, newestVersion, openReadOnly, versionOf } from '../storekeeper/database.ts';
import { type Anchor, anchorOf } from '../storekeeper/history/check/anchor.ts';
import { checkDatabase } from '../storekeeper/history/check/check-database.ts';
import { checkFile } from '../storekeeper/history/check/check-file.ts';
import { failureOf } from '../storekeeper/sqlite-failures.ts';
import type { Command } from './command.ts';
import { progressBar } from './progress.ts';
import { reportText } from './verify-log-text.ts';

const options = {
  data: stationOptionSpecs.data,
  file: { type: 'string', value: 'FILE', about: 'a history that was exported (.jsonl), instead of a data folder' },
  anchor: { type: 'string', value: 'HASH', about: 'a head noted earlier: finds an end that was cut off, too' },
  json: { type: 'boolean', about: 'the result for programs' },
} as const;
const { monotonicMs } = systemClock;

export const verifyLogCommand: Command = {
  name: 'verify-log',
  about: 'has anybody changed the history? checks a data folder or an exported file, read-only',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const anchor = anchorOption(values['anchor']);
    const file = values['file'];
    const report =
      typeof file === 'string'
        ? checkFile({ path: existing(resolve(file)), anchor, monotonicMs })
        : ofFolder(stationOptions(values).dataDir, anchor);
    console.log(values['json'] === true ? JSON.stringify(report, null, 2) : reportText(report));
    if (!report.isSound) throw new StationError('conflict', 'the history is not what it was');
  },
};

function anchorOption(value: string | true | undefined): Anchor | null {
  if (value === undefined) return null;
  const parsed = anchorSchema.safeParse(value);
  if (parsed.success) return anchorOf(parsed.data);
  throw new StationError('bad-input', `--anchor ${value}: 64 hexadecimal digits are needed`, {
    remedy: 'Copy the head as the screen History, a shift report or the MES shows it.',
  });
}

function existing(path: string): string {
  if (existsSync(path)) return path;
  throw new StationError('not-found', `there is no ${path}`, {
    remedy: 'Name the data folder of a station with --data DIR, or an exported history with --file FILE.',
  });
}

function ofFolder(dataDir: string, anchor: Anchor | null): CheckReport {
  const path = existing(join(dataDir, databaseName));
  const bar = progressBar('checking', 1000);
  let shown = 0;
  const progress = (share: number): void => {
    const now = Math.floor(share * 1000);
    bar.advance(now - shown);
    shown = now;
  };
  let db: Db | null = null;
  try {
    db = openReadOnly(path);
    refuseOther(versionOf(db));
    return checkDatabase({ db, dataDir, anchor, monotonicMs, progress });
  } catch (thrown) {
    if (failureOf(thrown) !== 'damaged') throw thrown;
    throw new StationError('unavailable', `the database is damaged (${String(thrown)})`, {
      remedy: 'Start the station: it saves what can be read. Then check again; what was lost is told.',
      cause: thrown,
    });
  } finally {
    bar.end();
    db?.close();
  }
}

function refuseOther(version: number): void {
  if (version === newestVersion) return;
  const remedy =
    version > newestVersion
      ? 'Check it with the newer Sightline that wrote it.'
      : 'Start the station once with this Sightline, which brings its database up to date.';
  throw new StationError('conflict', `the database has version ${version}, this Sightline ${newestVersion}`, {
    remedy,
  });
}
