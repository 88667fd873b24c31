import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserCommand } from '../../main/service/browser.ts';
import { download, findElectron, whyNoWindow } from '../../main/start/electron-binary.ts';
import { runElectron } from '../../main/start/electron-window.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-electron-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program that stands in for Electron's binary: only how it ends and what it says over the channel matters here. */
async function standIn(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!${process.execPath}\n${script}`);
  await chmod(path, 0o755);
  return path;
}

test('a window needs a display and a user who is not root', () => {
  const linux = { platform: 'linux' as const, isRoot: false };
  expect(whyNoWindow({ ...linux, env: {} })).toBe('there is no display');
  expect(whyNoWindow({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull();
  expect(whyNoWindow({ ...linux, env: { DISPLAY: ':0' }, isRoot: true })).toContain('root');
  expect(whyNoWindow({ platform: 'win32', env: {}, isRoot: false })).toBeNull();
});

test('a browser is opened where somebody would see it', () => {
  expect(browserCommand('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
  expect(browserCommand('linux', {})).toBeNull();
  expect(browserCommand('linux', { DISPLAY: ':0', CI: '1' })).toBeNull();
  expect(browserCommand('darwin', {})).toEqual(['open']);
});

describe('finding Electron', () => {
  test('takes the one that ELECTRON_OVERRIDE_DIST_PATH names, or says that it is not there', async () => {
    const binary = await standIn('electron', '');
    const tell = (): void => undefined;
    expect(await findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }, tell)).toEqual({ binary });
    expect(await findElectron({ ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'none') }, tell)).toEqual({
      whyNot: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH has no'),
    });
  });

  test('gives a download up after its time, and tells in one line why one failed', async () => {
    const endless = await standIn('endless.cjs', 'setInterval(() => {}, 1000)');
    expect(await download(endless, 300)).toBe('Electron could not be downloaded within 0.3 s');
    const failing = await standIn('failing.cjs', "throw new Error('getaddrinfo ENOTFOUND github.com')");
    expect(await download(failing, 20_000)).toContain('getaddrinfo ENOTFOUND github.com');
    expect(await download(await standIn('fine.cjs', ''), 20_000)).toBeNull();
  });
});

describe('running Electron', () => {
  const run = async (script: string, withinMs = 20_000) =>
    runElectron({ binary: await standIn(`run-${Math.random()}`, script), args: [], isRoot: false, withinMs });

  test('passes its exit code on once its window was there', async () => {
    const script = "process.send({ sightline: 'window' }, () => process.exit(3))";
    expect(await run(script)).toEqual({ kind: 'ended', code: 3 });
  });

  test('says that no window came when it ends before, crashes, cannot be started or takes too long', async () => {
    expect(await run('process.exit(7)')).toEqual({ kind: 'no-window', why: 'it ended with code 7' });
    expect(await run("process.kill(process.pid, 'SIGSEGV')")).toEqual({
      kind: 'no-window',
      why: 'it was ended by SIGSEGV',
    });
    expect(await run('setInterval(() => {}, 1000)', 300)).toEqual({ kind: 'no-window', why: 'no window within 0.3 s' });
    const missing = await runElectron({ binary: join(folder, 'missing'), args: [], isRoot: false });
    expect(missing).toMatchObject({ kind: 'no-window', why: expect.stringContaining('ENOENT') });
  });

  test('tells a station that cannot start from an Electron that cannot', async () => {
    const script =
      "process.send({ sightline: 'refused', message: 'port 1 is in use', remedy: 'choose another' }, () => process.exit(1))";
    expect(await run(script)).toEqual({ kind: 'refused', message: 'port 1 is in use', remedy: 'choose another' });
  });
});
