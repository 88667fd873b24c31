import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFileLog } from '../../../main/station/log/file-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function linesOnDisk(): Promise<Record<string, unknown>[]> {
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('writes every line as JSON with its part, its details and the stack of an error', async () => {
  const log = await openFileLog({ folder, console: () => undefined });
  log.debug('a frame came', { frameId: 3 });
  log.of('camera').error('the link is lost', { error: new Error('no packets') });
  await log.close();
  const [first, second] = await linesOnDisk();
  expect(first).toMatchObject({ level: 20, msg: 'a frame came', frameId: 3, pid: process.pid });
  expect(second).toMatchObject({ level: 50, part: 'camera', error: { message: 'no packets' } });
  expect(second).toHaveProperty('error.stack', expect.stringContaining('file-log.test'));
});

test('tells people of warnings and errors in one line, and of nothing else', async () => {
  const told: string[] = [];
  const log = await openFileLog({ folder, console: (line) => told.push(line) });
  log.info('all is well');
  log.of('store').warn('the disk is nearly full');
  log.error('cannot start', { error: new Error('port in use') });
  await log.close();
  expect(told.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))).toEqual([
    'warning: store: the disk is nearly full',
    'error: cannot start (port in use)',
  ]);
});

test('never writes a secret that somebody put into the details', async () => {
  const log = await openFileLog({ folder, console: () => undefined });
  log.info('signed in', { token: 'hunter2', target: { password: 'hunter2', host: 'mes' } });
  await log.close();
  const [line] = await linesOnDisk();
  expect(JSON.stringify(line)).not.toContain('hunter2');
  expect(line).toMatchObject({ target: { host: 'mes' } });
});
