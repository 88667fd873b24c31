import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databasePath, openDatabase } from '../../main/storekeeper/database.ts';
import { migrations, newestVersion } from '../../main/storekeeper/migrations/index.ts';
import { isFault, isReady, startStore, temporaryFolder } from './store-child.ts';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

async function faultOf(dataDir: string): Promise<{ message: string; remedy: string }> {
  const store = startStore({ dataDir });
  const fault = await store.until(isFault);
  expect(await store.exited).toBe('exit code 1');
  return fault;
}

describe('a data folder that cannot be used', () => {
  it('is told when a part of its path is a file', async () => {
    const file = join(temporaryFolder(), 'notes.txt');
    writeFileSync(file, 'not a folder');

    expect(await faultOf(file)).toMatchObject({ message: `the data folder ${file} is a file` });
    const below = await faultOf(join(file, 'data'));
    expect(below.message).toContain('has a file in its path');
    expect(below.remedy).toContain('--data');
  });

  // Root may write anywhere but to a read-only mount, and only root can make one.
  it.skipIf(!canMount)('is told when it is read-only (needs root for a mount)', async () => {
    const dataDir = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', dataDir]);
    onTestFinished(() => {
      execFileSync('umount', [dataDir]);
    });

    const fault = await faultOf(dataDir);
    expect(fault.message).toContain('is on a read-only disk');
    expect(fault.remedy).toContain('Mount the disk writable');
  });

  it('is told when its database is from a newer Sightline, and the database stays as it is', async () => {
    const dataDir = temporaryFolder();
    const later = { number: newestVersion + 1, purpose: 'later', sql: 'CREATE TABLE later (id INTEGER) STRICT;' };
    openDatabase(databasePath(dataDir), [...migrations, later]).close();

    const fault = await faultOf(dataDir);

    expect(fault.message).toContain(`has version ${newestVersion + 1}`);
    expect(fault.remedy).toContain('newer Sightline');
    expect(readdirSync(dataDir).filter((name) => name.startsWith('damaged'))).toEqual([]);
  });

  it('is made when it is not there yet', async () => {
    const dataDir = join(temporaryFolder(), 'deep', 'down');
    const store = startStore({ dataDir });
    await store.until(isReady);
    expect(readdirSync(dataDir)).toContain('station.sqlite');
  });

  it('is refused when the start message makes no sense', async () => {
    const fault = await faultOf('');
    expect(fault.message).toContain('the start message is wrong: dataDir');
  });
});
