/** What `npm start` and its sisters do, once Node is new enough. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { StationError } from '../api/errors.ts';
import {
  type OptionSpec,
  optionsHelp,
  readOptions,
  type StationOptions,
  stationOptionSpecs,
  stationOptions,
} from '../host/options.ts';
import { rootFolder } from '../host/paths.ts';
import { tellCannotStart } from '../host/tell.ts';
import { suggestion } from '../station/config/nearest.ts';
import { buildBundles, buildScreenIfOld } from './build.ts';
import { findElectron, hasDisplay, surroundings, whyNoWindow } from './electron-binary.ts';
import { runElectron } from './electron-window.ts';

const startOptionSpecs = {
  host: { type: 'string', value: 'HOST', about: 'electron or service; without it Electron where it can run' },
  ...stationOptionSpecs,
  dev: { type: 'boolean', about: 'reload screen and station when their sources change' },
  help: { type: 'boolean', about: 'show this' },
} as const satisfies Record<string, OptionSpec>;

const tell = (line: string): void => console.log(line);

/** Resolves with the exit code; a running service host ends the process itself. */
export async function start(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--cli') return (await import('../cli/cli.ts')).runCli(rest);
  if (first === '--bench') {
    const bench = rest.includes('--store') ? 'store-bench.ts' : rest.includes('--sync') ? 'sync-bench.ts' : 'bench.ts';
    return runFile(join(rootFolder, 'test', 'bench', bench), rest);
  }
  try {
    return await startStation(args);
  } catch (thrown) {
    tellCannotStart(thrown);
    return 1;
  }
}

async function startStation(args: readonly string[]): Promise<number> {
  const values = readOptions(args, startOptionSpecs);
  if (values['help']) {
    tell(`npm start -- OPTIONS\n\n${optionsHelp(startOptionSpecs)}`);
    return 0;
  }
  const options = stationOptions(values);
  if (values['dev']) return (await import('./dev.ts')).runDev(options);
  const host = values['host'] ?? 'any';
  if (host !== 'any' && host !== 'service' && host !== 'electron') {
    throw new StationError('bad-input', `there is no host "${host}"`, {
      remedy: suggestion(String(host), ['service', 'electron']),
    });
  }
  await buildScreenIfOld(tell);
  if (host === 'service') return keepRunning(options);
  return host === 'electron' ? insistOnElectron(options) : electronOrService(options);
}

async function electronOrService(options: StationOptions): Promise<number> {
  const why = whyNoWindow(surroundings) ?? (await tryElectron(options));
  if (typeof why === 'number') return why;
  tell(`No Electron window: ${why}. Running as a service with the same screen in a browser.`);
  return keepRunning(options);
}

async function insistOnElectron(options: StationOptions): Promise<number> {
  const why = hasDisplay(surroundings.platform, surroundings.env) ? await tryElectron(options) : 'there is no display';
  if (typeof why === 'number') return why;
  throw new StationError('unavailable', `Electron did not start: ${why}`, {
    remedy: 'npm run start:service runs the same station with its screen in a browser',
  });
}

/** The exit code of Electron once it ran, or why it did not. */
async function tryElectron(options: StationOptions): Promise<number | string> {
  const found = await findElectron(process.env, tell);
  if ('whyNot' in found) return found.whyNot;
  await buildBundles();
  const end = await runElectron({ binary: found.binary, args: electronArgs(options), isRoot: surroundings.isRoot });
  switch (end.kind) {
    case 'ended':
      return end.code;
    case 'no-window':
      return end.why;
    case 'refused':
      throw new StationError('unavailable', end.message, end.remedy === undefined ? {} : { remedy: end.remedy });
  }
}

function electronArgs({ config, dataDir, port, recipe }: StationOptions): string[] {
  return [
    ...['--config', config, '--data', dataDir],
    ...(port === null ? [] : ['--port', String(port)]),
    ...(recipe === null ? [] : ['--recipe', recipe]),
  ];
}

async function keepRunning(options: StationOptions): Promise<number> {
  // Imported late: the command line and Electron's starter need nothing of the station itself.
  const { runService } = await import('../service/service.ts');
  await runService(options);
  return new Promise(() => undefined); // its end is the end of the process
}

function runFile(file: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [file, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
