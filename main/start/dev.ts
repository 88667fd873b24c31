/**
 * `npm run dev`: the screen from vite's server, which replaces modules as they are saved, and the service host,
 * which starts again when a source of the station changes. (Not with `node --watch`: it mixes messages of its own into
 * the channels of threads and children.)
 *
 * vite's server stands in front and signs in to the station by itself (with the secret in the data folder), again after
 * each restart, so that no reload ever asks for a new address.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProxyOptions } from 'vite';
import { toWireError } from '../api/errors.ts';
import { prepareDataFolder } from '../host/data-folder.ts';
import type { StationOptions } from '../host/options.ts';
import { rootFolder } from '../host/paths.ts';
import { freshAddress } from '../http/fresh-address.ts';
import { openBrowser } from '../service/browser.ts';
import { silentLog } from '../station/log/log.ts';

const screenPort = 5173;
const stationPort = 8787;
const retryMs = 500;
const stationSources = join(rootFolder, 'main');

export async function runDev(options: StationOptions): Promise<number> {
  await prepareDataFolder(options.dataDir);
  // The screen's server must know where the station is: not any free port, and not one that a configuration changes.
  const port = options.port || stationPort;
  const session = keepSignedIn(options.dataDir);
  const { createServer } = await import('vite');
  const screen = await createServer({
    configFile: join(rootFolder, 'renderer', 'vite.config.ts'),
    server: { host: '127.0.0.1', port: screenPort, proxy: stationProxy(`http://127.0.0.1:${port}`, session) },
  });
  await screen.listen();
  const address = screen.resolvedUrls?.local[0] ?? `http://127.0.0.1:${screenPort}/`;
  console.log(`\nScreen with reload: ${address} (Ctrl-C ends)\n`);
  if (options.open) openBrowser(address, silentLog);
  await keepRunning(serviceArgs(options, port), (onChange) => {
    screen.watcher.add(stationSources);
    screen.watcher.on('change', (file) => {
      if (file.startsWith(stationSources)) onChange();
    });
  });
  session.stop();
  await screen.close();
  return 0;
}

/** The station, started again after each change, until a signal ends it. One that failed waits for the next change. */
async function keepRunning(args: readonly string[], watch: (onChange: () => void) => void): Promise<void> {
  const ended = new AbortController();
  let changed = Promise.withResolvers<void>();
  let station: ChildProcess | null = null;
  watch(() => {
    changed.resolve();
    station?.kill('SIGTERM');
  });
  const end = (): void => {
    ended.abort();
    changed.resolve();
    station?.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  while (!ended.signal.aborted) {
    changed = Promise.withResolvers<void>();
    station = spawn(process.execPath, [...args], { stdio: 'inherit' });
    await once(station, 'exit');
    station = null;
    await changed.promise;
  }
}

function serviceArgs({ config, dataDir, recipe }: StationOptions, port: number): string[] {
  return [
    join(rootFolder, 'main', 'service', 'service.ts'),
    ...['--config', config, '--data', dataDir, '--port', String(port), '--no-open'],
    ...(recipe === null ? [] : ['--recipe', recipe]),
  ];
}

interface Session {
  /** Null while no station answers. */
  origin: string | null;
  cookie: string | null;
  stop(): void;
}

/** Watches for the running station and holds a cookie that it accepts. */
function keepSignedIn(dataDir: string): Session {
  const ended = new AbortController();
  const session: Session = { origin: null, cookie: null, stop: () => ended.abort() };
  const signIn = async (): Promise<void> => {
    const { address } = await freshAddress(dataDir);
    const { origin } = new URL(address);
    const answer = await fetch(address, { redirect: 'manual' });
    session.cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? null;
    session.origin = origin;
  };
  const isAccepted = async (): Promise<boolean> =>
    session.origin !== null &&
    (await fetch(session.origin, { headers: { cookie: session.cookie ?? '' } })).status === 200;
  const watch = async (): Promise<void> => {
    let isAway = false;
    while (!ended.signal.aborted) {
      try {
        if (!(await isAccepted())) await signIn();
        isAway = false;
      } catch (thrown) {
        // Normal while the station starts again; told once each time.
        if (!isAway) console.log(`(station away: ${toWireError(thrown).message})`);
        isAway = true;
        session.origin = null;
      }
      await pause(retryMs);
    }
  };
  void watch();
  return session;
}

function stationProxy(station: string, session: Session): Record<string, ProxyOptions> {
  const own = [`http://127.0.0.1:${screenPort}`, `http://localhost:${screenPort}`];
  const target: ProxyOptions = {
    target: station,
    changeOrigin: true,
    configure: (proxy) => {
      const prepare = (request: { setHeader(name: string, value: string): void }, origin: string | undefined): void => {
        if (session.cookie) request.setHeader('cookie', session.cookie);
        // Pages of this screen may pass as the station's own; any other origin stays what it is and is refused.
        if (origin !== undefined && own.includes(origin)) request.setHeader('origin', session.origin ?? '');
      };
      proxy.on('proxyReq', (sent, request) => prepare(sent, request.headers.origin));
      proxy.on('proxyReqWs', (sent, request) => prepare(sent, request.headers.origin));
    },
  };
  return { '/api': { ...target, ws: true }, '/pictures': target, '/healthz': target };
}
