/** Starting the station in either host, in order; what was started stops in the reverse order. */
import { join } from 'node:path';
import { type DeskServer, startDeskServer } from '../http/desk-server.ts';
import { assertPortIsFree, type HttpServer, startHttpServer } from '../http/server.ts';
import type { UiFiles } from '../http/ui-files.ts';
import type { Spawner } from '../process/spawn.ts';
import { systemClock } from '../station/clock.ts';
import { type Station, startStation } from '../station/compose.ts';
import { type LoadedConfig, loadConfig } from '../station/config/load.ts';
import { type FileLog, openFileLog } from '../station/log/file-log.ts';
import type { SecretLock } from '../station/sync/secret-box.ts';
import { prepareDataFolder } from './data-folder.ts';
import type { StationOptions } from './options.ts';
import { version } from './paths.ts';

export interface RunningStation {
  readonly station: Station;
  readonly http: HttpServer;
  /** For browsers at other desks; null unless the configuration wants it. */
  readonly desks: DeskServer | null;
  readonly config: LoadedConfig;
  readonly log: FileLog;
  /** Resolves when the station cannot go on; never when all is well. */
  readonly whenDead: Promise<Error>;
  /** Idempotent. Resolves when the line reads not-OK, every record is on disk and no child is left. */
  stop(reason: string): Promise<void>;
}

export interface BootOptions {
  readonly options: StationOptions;
  readonly ui: UiFiles;
  readonly spawner: Spawner;
  /** The operating system's lock for secrets, once it can be asked; absent: none. */
  readonly secretLock?: SecretLock | null;
}

/** @throws StationError when something that it needs is wrong; nothing is left running then. */
export async function bootStation({ options, ui, spawner, secretLock = null }: BootOptions): Promise<RunningStation> {
  const config = await loadConfig(options.config, options.recipe === null ? {} : { recipe: options.recipe });
  const port = options.port ?? config.http.port;
  // Asked before the line starts: nothing should be counted by a station that nobody can reach.
  await assertPortIsFree(port);
  await prepareDataFolder(options.dataDir);
  const { dataDir } = options;
  const log = await openFileLog({ folder: join(dataDir, 'logs') });
  log.info('starting', { version, config: config.file, recipe: config.recipe, dataDir, node: process.version });
  const stops: ((reason: string) => Promise<void>)[] = [() => log.close()];
  const stop = onlyOnce(async (reason: string) => {
    log.info('stopping', { reason });
    for (const each of stops.toReversed()) await each(reason);
  });
  try {
    const { promise: whenDead, resolve: onDeath } = Promise.withResolvers<Error>();
    const station = await startStation({ config, dataDir, spawner, version, log, secretLock, onDeath });
    stops.push((reason) => station.stop(reason));
    // Only whoever holds the data folder may be found in it: the server writes its address there.
    await station.whenRecording;
    const http = await startHttpServer({ station, ui, port, dataDir, log: log.of('http') });
    stops.push(() => http.close());
    const desks = config.http.desks
      ? await startDeskServer({ ...config.http.desks, ...systemClock, station, ui, dataDir, log: log.of('desks') })
      : null;
    if (desks) stops.push(() => desks.close());
    return { station, http, desks, config, log, whenDead, stop };
  } catch (thrown) {
    // For the file only: whoever started it is told on the console, in words.
    log.info('the station cannot start', { error: thrown });
    await stop('it could not start');
    throw thrown;
  }
}

function onlyOnce(run: (reason: string) => Promise<void>): (reason: string) => Promise<void> {
  let running: Promise<void> | undefined;
  return (reason) => {
    running ??= run(reason);
    return running;
  };
}
