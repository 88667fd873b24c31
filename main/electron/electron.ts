/** Host 1: the station in Electron's main process, with its screen in a window. */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, Menu, powerSaveBlocker } from 'electron';
import { StationError, toWireError } from '../api/errors.ts';
import { bootStation, type RunningStation } from '../host/boot.ts';
import { prepareDataFolder } from '../host/data-folder.ts';
import { type EndOptions, endInGoodOrder } from '../host/end.ts';
import type { FromElectron } from '../host/from-electron.ts';
import { readOptions, type StationOptions, stationOptionSpecs, stationOptions } from '../host/options.ts';
import { rootFolder, uiFolder } from '../host/paths.ts';
import { withStoreNode } from '../host/spawner.ts';
import { tellCannotStart } from '../host/tell.ts';
import { loadUiFiles } from '../http/ui-files.ts';
import { acceptConnections } from './ipc-connection.ts';
import { isScreenUrl, serveScreen } from './screen-address.ts';
import { electronSecretLock } from './secret-lock.ts';
import { denyEverythingElse } from './shield.ts';
import { utilitySpawner } from './utility-spawner.ts';
import { openWindow } from './window.ts';

/** They stand among ours when the application is packaged. */
const chromiumSwitches = /^--(no-sandbox|disable-|enable-|remote-debugging-|ozone-|force-|use-|lang=)/;
const windowScreen = { key: 'window', isLocal: true };
const preload = join(rootFolder, '.build', 'preload', 'preload.cjs');

async function start(): Promise<void> {
  try {
    await run(stationOptions(readOptions(ownArguments(process.argv), stationOptionSpecs)));
  } catch (thrown) {
    refuse(thrown);
  }
}

async function run(options: StationOptions): Promise<void> {
  await prepareDataFolder(options.dataDir);
  // One instance a data folder: two stations on one machine are two folders.
  app.setPath('userData', join(options.dataDir, 'electron'));
  if (!app.requestSingleInstanceLock()) throw alreadyRunning(options.dataDir);
  // Without a listener Electron quits by itself, before the station has stopped.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  Menu.setApplicationMenu(null);
  powerSaveBlocker.start('prevent-app-suspension');

  const ui = await loadUiFiles(uiFolder);
  const spawner = withStoreNode(utilitySpawner, process.env['SIGHTLINE_NODE']);
  const booting = bootStation({ options, ui, spawner, secretLock: electronSecretLock() });
  serveScreen({
    ui,
    pictureFile: async (id) => (await booting).station.pictureFile(id),
    exportFile: async (name) => (await booting).station.exportFile(name, windowScreen),
  });
  const window = showStation(booting);
  app.on('second-instance', () => bringToFront(window));
  // From the first moment: who ends it while it still starts does not get a station all the same.
  const end = endInGoodOrder({ ...onceStarted(booting), exit: (code) => app.exit(code) });
  window.once('closed', () => end('the window was closed'));
  app.on('before-quit', (event) => {
    event.preventDefault();
    end('Electron was asked to quit');
  });
  await booting;
}

/** The end of a station that is still starting waits for its start: then everything stops in its order. */
function onceStarted(booting: Promise<RunningStation>): Omit<EndOptions, 'exit'> {
  return {
    stop: async (reason) => (await booting).stop(reason),
    log: {
      error: (message, details) => {
        booting.then(
          ({ log }) => log.error(message, details),
          () => console.error(message, details?.error),
        );
      },
    },
    whenDead: new Promise((resolve) => {
      booting.then(
        ({ whenDead }) => resolve(whenDead),
        // One that could not start is told by `refuse`.
        () => undefined,
      );
    }),
  };
}

/** The window comes at once; what it asks for waits until the station has started. */
function showStation(booting: Promise<RunningStation>): BrowserWindow {
  const warn = (message: string): void => {
    booting.then(
      ({ log }) => log.of('window').warn(message),
      () => console.error(message),
    );
  };
  denyEverythingElse(warn);
  acceptConnections({
    refuse: ({ url, isMainFrame }) => {
      if (!isMainFrame) return 'it is a frame inside another page';
      return isScreenUrl(url) ? null : `it comes from ${url}`;
    },
    onConnection: (connection) => {
      // A station that cannot start ends this process, and the window with it.
      booting.then(
        ({ station }) => station.serve(connection, windowScreen),
        () => connection.close(),
      );
    },
    onFault: warn,
  });
  return openWindow({
    preload,
    onLoaded: () => tellStarter({ sightline: 'window' }),
    onCrash: (reason) => warn(`the screen crashed (${reason}) and is loaded again`),
  });
}

function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function alreadyRunning(dataDir: string): StationError {
  return new StationError('conflict', `a station runs on ${dataDir} already; its window was brought to the front`, {
    remedy: 'use that window, or name another folder with --data DIR',
  });
}

/** What follows the application's folder; packaged there is no folder, and Chromium's own switches stand between ours. */
function ownArguments(argv: readonly string[]): readonly string[] {
  if (app.isPackaged) return argv.slice(1).filter((argument) => !chromiumSwitches.test(argument));
  const folder = argv.findIndex((argument, i) => i > 0 && !argument.startsWith('-'));
  return folder < 0 ? [] : argv.slice(folder + 1);
}

function tellStarter(message: FromElectron): boolean {
  return process.send?.(message) ?? false;
}

function refuse(thrown: unknown): void {
  const { message, remedy } = toWireError(thrown);
  const isTold = tellStarter({ sightline: 'refused', message, ...(remedy === undefined ? {} : { remedy }) });
  if (!isTold) {
    tellCannotStart(thrown);
    if (app.isPackaged) dialog.showErrorBox('Sightline cannot start', `${message}\n\n${remedy ?? ''}`);
  }
  app.exit(1);
}

// Chromium cannot sandbox as root: whoever starts Electron as root has asked for that with --no-sandbox. (The window is
// sandboxed by its own settings as well.)
if (!app.commandLine.hasSwitch('no-sandbox') && !app.isReady()) app.enableSandbox();
// Not awaited here: Electron becomes ready only once its entry has been evaluated to the end.
void start();
