/**
 * The station's log: JSON lines in `<folder>/sightline.<date>.<n>.log`, rotated by day and size, and one short line on
 * the console for everything that is a warning or worse.
 *
 * Lines are written asynchronously: a slow disk never holds the main process. A disk that takes no more is told on the
 * console, once, and the station runs on.
 */
import { join } from 'node:path';
import { pino } from 'pino';
import roll from 'pino-roll';
import type { Log, LogDetails } from './log.ts';

const fileBytes = '10m';
/** Beside the current file: at most 200 MB of logs, whatever happens. */
const keptFiles = 19;

/** Never written, whatever a caller puts into the details. */
const secretPaths = ['password', 'token', 'secret', 'cookie', '*.password', '*.token', '*.secret', '*.cookie'];

export interface FileLog extends Log {
  /** Everything that was logged is on disk when it resolves. */
  close(): Promise<void>;
}

export interface FileLogOptions {
  readonly folder: string;
  /** Where warnings and errors are told to people; stderr unless given. */
  readonly console?: (line: string) => void;
}

/** @throws Error when the folder cannot be written to. */
export async function openFileLog(options: FileLogOptions): Promise<FileLog> {
  const tell = options.console ?? ((line) => process.stderr.write(`${line}\n`));
  const file = await roll({
    file: join(options.folder, 'sightline'),
    frequency: 'daily',
    dateFormat: 'yyyy-MM-dd',
    size: fileBytes,
    limit: { count: keptFiles, removeOtherLogFiles: true },
    mkdir: true,
    sync: false,
  });
  let isFailing = false;
  file.on('error', (error: Error) => {
    if (isFailing) return;
    isFailing = true;
    tell(`log: the log file cannot be written (${error.message}); the station runs on without it`);
  });
  file.on('drain', () => {
    isFailing = false;
  });
  const console = { write: (line: string) => tell(consoleLine(line)) };
  const logger = pino(
    {
      level: 'debug',
      base: { pid: process.pid },
      redact: secretPaths,
      serializers: { error: pino.stdSerializers.err },
    },
    pino.multistream([
      { level: 'debug', stream: file },
      { level: 'warn', stream: console },
    ]),
  );
  return Object.assign(logOver(logger), {
    close: () =>
      new Promise<void>((resolve, reject) => {
        file.once('close', resolve);
        file.once('error', reject);
        file.end();
      }),
  });
}

function logOver(logger: pino.Logger): Log {
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, details: LogDetails = {}): void =>
      logger[level](details, message);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    of: (part) => logOver(logger.child({ part })),
  };
}

interface PinoLine {
  readonly level: number;
  readonly time: number;
  readonly msg: string;
  readonly part?: string;
  readonly error?: { readonly message?: string };
}

function consoleLine(json: string): string {
  const line = JSON.parse(json) as PinoLine; // written by pino a moment ago
  const time = new Date(line.time).toTimeString().slice(0, 8);
  const level = line.level >= 50 ? 'error' : 'warning';
  const why = line.error?.message;
  const cause = why && !line.msg.includes(why) ? ` (${why})` : '';
  return `${time} ${level}: ${line.part ? `${line.part}: ` : ''}${line.msg}${cause}`;
}
