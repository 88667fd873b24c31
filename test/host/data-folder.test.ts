import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultDataFolder, prepareDataFolder } from '../../main/host/data-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sightline-folder-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('is where each platform keeps the data of a user', () => {
  expect(defaultDataFolder('linux', {}, '/home/ada')).toBe('/home/ada/.local/share/sightline');
  expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/ada')).toBe('/data/sightline');
  expect(defaultDataFolder('darwin', {}, '/Users/ada')).toBe('/Users/ada/Library/Application Support/Sightline');
  expect(defaultDataFolder('win32', { LOCALAPPDATA: 'C:/L' }, 'C:/ada')).toContain('Sightline');
});

test('is made with all that leads to it, and may exist already', async () => {
  const deep = join(folder, 'a', 'b', 'c');
  await prepareDataFolder(deep);
  await prepareDataFolder(deep);
  expect((await stat(deep)).isDirectory()).toBe(true);
});

test('is refused with what to do where it is a file, or nothing can be made', async () => {
  await writeFile(join(folder, 'file'), '');
  const places = [
    join(folder, 'file'),
    join(folder, 'file', 'below'),
    ...(process.platform === 'linux' ? ['/proc/sightline'] : []),
  ];
  for (const place of places) {
    await expect(prepareDataFolder(place)).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining(place),
      remedy: expect.stringContaining('--data'),
    });
  }
});
