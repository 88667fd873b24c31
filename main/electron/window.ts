/** The one window. A screen that crashes is loaded again; the line never notices. */
import { BrowserWindow } from 'electron';
import { screenSession, screenUrl } from './screen-address.ts';

/** A screen that crashes at once, again and again, is not loaded faster than this. */
const reloadPauseMs = 2_000;

export interface WindowOptions {
  readonly preload: string;
  readonly onLoaded: () => void;
  readonly onCrash: (reason: string) => void;
}

export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    minWidth: 800,
    minHeight: 600,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#101418',
    title: 'Sightline',
    webPreferences: {
      preload: options.preload,
      session: screenSession(),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // A screen on the wall goes on drawing, whoever has the focus.
      backgroundThrottling: false,
    },
  });
  const { webContents } = window;
  window.once('ready-to-show', () => window.show());
  webContents.once('did-finish-load', options.onLoaded);
  // A page that hangs for good helps nobody; a fresh one has the picture of now. What follows is its end as a crash.
  window.on('unresponsive', () => webContents.forcefullyCrashRenderer());
  let lastReloadMs = Number.NEGATIVE_INFINITY;
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return;
    options.onCrash(reason);
    const pauseMs = Math.max(0, lastReloadMs + reloadPauseMs - performance.now());
    setTimeout(() => {
      if (window.isDestroyed()) return;
      lastReloadMs = performance.now();
      webContents.reload();
    }, pauseMs);
  });
  void window.loadURL(screenUrl);
  return window;
}
