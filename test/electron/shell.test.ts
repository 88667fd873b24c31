import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Healthz, healthzSchema } from '../../main/api/slices/health.ts';
import { batchPath, startMes } from '../../main/mes/mes.ts';
import { buildBundles, buildScreenIfOld } from '../../main/start/build.ts';
import { silentLog } from '../../main/station/log/log.ts';
import { temporaryFolder } from '../support/http.ts';
import { descendants, type ElectronProcess, electronHere, isAlive, startElectron } from './electron-runtime.ts';

const here = electronHere();
const root = fileURLToPath(new URL('../..', import.meta.url));
const patience = { timeout: 25_000, interval: 100 };

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

interface Shell {
  readonly electron: ElectronProcess;
  readonly browser: Browser;
  readonly page: Page;
  readonly dataDir: string;
  /** The window as a debugger sees it that connects now. */
  look(): Promise<Page>;
  healthz(): Promise<Healthz>;
  end(): Promise<void>;
}

async function windowOf(browser: Browser): Promise<Page> {
  return vi.waitFor(() => {
    const found = browser.contexts().flatMap((context) => context.pages())[0];
    if (!found) throw new Error('no window yet');
    return found;
  }, patience);
}

interface Command {
  /** The binary that runs. */
  readonly program: string;
  readonly words: string;
}

/** @throws Error for a process that has just ended: ask again. */
function commandOf(pid: number): Command {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  return { program: readlinkSync(`/proc/${pid}/exe`), words };
}

async function showsTheLine(page: Page): Promise<void> {
  await vi.waitFor(async () => {
    expect(await page.evaluate(() => document.body.textContent)).toContain('Ball screw');
  }, patience);
}

/** The whole application, as `npm start` runs it, with the demo configuration. */
async function startShell(): Promise<Shell> {
  const dataDir = await temporaryFolder('shell');
  const [port, debugPort] = [await freePort(), await freePort()];
  const electron = await startElectron('binary' in here ? here.binary : '', [
    ...[`--remote-debugging-port=${debugPort}`, root],
    ...['--data', dataDir, '--port', String(port)],
  ]);
  const browser = await vi
    .waitFor(() => chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`), patience)
    .catch((thrown: unknown) => {
      throw new Error(`Electron did not come up:\n${electron.output()}`, { cause: thrown });
    });
  const page = await windowOf(browser);
  return {
    electron,
    browser,
    page,
    dataDir,
    look: async () => windowOf(await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`)),
    healthz: async () => healthzSchema.parse(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()),
    end: async () => {
      await browser.close();
      await electron.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

describe.skipIf('missing' in here)(`the Electron shell${'missing' in here ? ` (${here.missing})` : ''}`, () => {
  let shell: Shell;
  beforeAll(async () => {
    await buildBundles();
    await buildScreenIfOld(() => undefined);
    shell = await startShell();
  });
  afterAll(() => shell.end());
  afterEach(({ task }) => {
    // What it said is most of what there is to find out why.
    if (task.result?.state === 'fail') console.log(shell.electron.output().slice(-4000));
  });

  test('shows the live screen with what the station sends', async () => {
    await vi.waitFor(async () => expect((await shell.healthz()).triggers).toBeGreaterThan(0), patience);
    expect(shell.page.url()).toBe('https://sightline.invalid/');
    await showsTheLine(shell.page);
  }, 60_000);

  test('judges parts with the engine in a process of Electron', async () => {
    const report = await vi.waitFor(async () => {
      const now = await shell.healthz();
      expect(now.engine.state).toBe('ready');
      expect(now.verdicts.pass + now.verdicts.fail).toBeGreaterThan(3);
      return now;
    }, patience);
    expect(report.engine).toMatchObject({ provider: 'cpu', restarts: 0, detail: null });
    expect(report.engine.runMsP50).toBeGreaterThan(0);
  }, 60_000);

  test('runs the store, and nothing else, with the Node that SIGHTLINE_NODE names', async () => {
    await vi.waitFor(() => {
      const commands = descendants(shell.electron.pid).map(commandOf);
      // `serviceName` is what Electron calls its own: the engine, the one that stands by, the jobs.
      expect(commands.filter(({ words }) => words.includes('node.mojom.NodeService')).length).toBeGreaterThan(2);
      const withNode = commands.filter(({ program }) => program === realpathSync(process.execPath));
      expect(withNode.map(({ words }) => basename(words.split(' ').at(-1) ?? ''))).toEqual(['storekeeper.mjs']);
    }, patience);
  }, 60_000);

  test('gives the page its connection and nothing of Node or Electron', async () => {
    const seen = await shell.page.evaluate(() => ({
      connection: Object.keys((window as unknown as { sightline: object }).sightline).toSorted(),
      others: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ connection: ['close', 'onClose', 'onMessage', 'send'], others: [] });
  });

  test('runs under a policy without anything inline, with a nonce of its own at each load', async () => {
    const policy = await shell.page.evaluate(
      async () => (await fetch('/')).headers.get('content-security-policy') ?? 'none',
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const ran = await shell.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      return 'injected' in window;
    });
    expect(ran).toBe(false);
  });

  test('lets no page go elsewhere, open a window, reach a network or get a right', async () => {
    const outcome = await shell.page.evaluate(async () => {
      const opened = window.open('https://example.com/');
      const reached = await fetch('https://example.com/').then(
        (answer) => answer.status,
        () => 'refused',
      );
      const right = await Notification.requestPermission();
      window.location.href = 'https://example.com/';
      return { opened, reached, right };
    });
    expect(outcome).toEqual({ opened: null, reached: 'refused', right: 'denied' });
    expect(await shell.page.evaluate(() => window.location.href)).toBe('https://sightline.invalid/');
    expect(shell.browser.contexts().flatMap((context) => context.pages())).toHaveLength(1);
  });

  test('gives a frame inside the page no connection', async () => {
    const inFrame = await shell.page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return frame.contentWindow !== null && 'sightline' in frame.contentWindow;
    });
    expect(inFrame).toBe(false);
  });

  test('names no file outside the screen', async () => {
    const statuses = await shell.page.evaluate(() =>
      Promise.all(
        [
          '/../package.json',
          '/%2e%2e/package.json',
          '/pictures/../station.json',
          '/pictures/nothing',
          '/.vite/manifest.json',
        ].map(async (path) => (await fetch(path)).status),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  test('loads only the screen again when it crashes; the line never notices', async () => {
    const before = await shell.healthz();
    const session = await shell.page.context().newCDPSession(shell.page);
    const crashed = new Promise((resolve) => shell.page.once('crash', resolve));
    // The page is gone before it could answer.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
    await vi.waitFor(() => expect(shell.electron.output()).toContain('the screen crashed'), patience);
    await vi.waitFor(
      async () => expect((await shell.healthz()).triggers).toBeGreaterThan(before.triggers + 1),
      patience,
    );
    await showsTheLine(await shell.look());
    expect(isAlive(shell.electron.pid)).toBe(true);
  }, 60_000);

  test('brings its parts to a MES from a process of Electron, and keeps the secret as the machine can', async () => {
    const mes = await startMes({ port: 0, authorization: 'Bearer open sesame', log: silentLog });
    onTestFinished(() => mes.close());
    const page = await shell.look();
    let id = 900_000;
    const call = (name: string, input: object): Promise<void> => {
      id += 1;
      return page.evaluate(
        (body) => (window as unknown as { sightline: { send(message: object): void } }).sightline.send({ body }),
        { t: 'call', id, name, input },
      );
    };
    await call('session.firstAdministrator', { id: v7(), name: 'Ada', pin: '471108' });
    const target = {
      ...{ id: v7(), name: 'MES', startsFrom: 'oldest', secrets: { token: 'open sesame' } },
      settings: { connection: { kind: 'https', url: `http://127.0.0.1:${mes.port}${batchPath}` } },
    };
    await vi.waitFor(
      async () => {
        // Once more is the same target; the sign-in takes a moment.
        await call('sync.saveTarget', target);
        expect(mes.received.counts().byKind['part'] ?? 0).toBeGreaterThan(3);
      },
      { timeout: 40_000, interval: 1_000 },
    );
    const kept = JSON.parse(readFileSync(join(shell.dataDir, 'secrets.json'), 'utf8')) as { kept: string };
    expect(['file', 'key-store']).toContain(kept.kept);
    if (kept.kept === 'key-store') expect(JSON.stringify(kept)).not.toContain('open sesame');
  }, 60_000);

  test('refuses a second instance on the same data folder', async () => {
    const second = await startElectron('binary' in here ? here.binary : '', [
      root,
      '--data',
      shell.dataDir,
      '--port',
      '0',
    ]);
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('a station runs on');
    await second.end();
  });

  test('leaves no child behind when its host is killed', async () => {
    const host = shell.electron.pid;
    const children = descendants(host);
    expect(children.length).toBeGreaterThan(3);
    process.kill(host, 'SIGKILL');
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 2_000, interval: 100 });
  });
});

describe.skipIf('missing' in here)('closing the window', () => {
  test('ends the station in good order, with code 0', async () => {
    const shell = await startShell();
    await vi.waitFor(async () => expect((await shell.healthz()).triggers).toBeGreaterThan(0), patience);
    await shell.page.close();
    expect(await shell.electron.exited).toBe(0);
    await shell.end();
  }, 60_000);
});

describe.skipIf('missing' in here)('a signal while the station starts', () => {
  test('ends it in good order once it has started, with code 0 and no child left', async () => {
    const dataDir = await temporaryFolder('shell');
    const electron = await startElectron('binary' in here ? here.binary : '', [root, '--data', dataDir, '--port', '0']);
    onTestFinished(async () => {
      await electron.end();
      await rm(dataDir, { recursive: true, force: true });
    });
    await vi.waitFor(() => expect(existsSync(join(dataDir, 'logs'))).toBe(true), patience);
    const children = descendants(electron.pid);
    process.kill(electron.pid, 'SIGTERM');
    expect(await electron.exited).toBe(0);
    expect(electron.output()).not.toContain('did not stop');
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 2_000, interval: 100 });
  }, 60_000);
});
