import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stationId } from '../../../main/station/sync/station-id.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-id-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('the number of a station', () => {
  it('is made at the first start and stays', async () => {
    const folder = await aFolder();
    const first = await stationId(folder);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await stationId(folder)).toBe(first);
  });

  it('is another for another data folder', async () => {
    expect(await stationId(await aFolder())).not.toBe(await stationId(await aFolder()));
  });

  it('is made anew where the file holds none', async () => {
    const folder = await aFolder();
    await writeFile(join(folder, 'station.id'), '');
    const made = await stationId(folder);
    expect(await readFile(join(folder, 'station.id'), 'utf8')).toBe(`${made}\n`);
  });
});
