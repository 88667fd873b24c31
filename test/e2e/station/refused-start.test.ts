import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startStationProcess } from '../../support/station-process.ts';
import { writeDemoConfig } from './demo-config.ts';
import { addsUp, startWatched, temporaryFolder } from './running-station.ts';

describe('a station whose data folder is not for it', () => {
  it('ends and says why when another station has the folder, which runs on as if nothing had been', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const config = writeDemoConfig(dir);
    const { station } = await startWatched(config, dataDir);
    const stationFile = readFileSync(join(dataDir, 'station.json'), 'utf8');
    await expect(startStationProcess({ config, dataDir })).rejects.toThrow(
      /ended with 1 .*another station uses the data folder.*What to do: Stop the other station/s,
    );
    expect(readFileSync(join(dataDir, 'station.json'), 'utf8')).toBe(stationFile);
    const before = await station.healthz();
    const after = await eventually(
      () => station.healthz(),
      ({ triggers }) => triggers > before.triggers + 5,
    );
    expect(after).toMatchObject({ state: 'running', store: { state: 'ready' } });
    expect(addsUp(after)).toBe(true);
    expect(await station.stop()).toBe(0);
  });

  it('ends and says why when a newer version wrote its database, and leaves it alone', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    mkdirSync(dataDir);
    const db = new Database(join(dataDir, 'station.sqlite'));
    db.pragma('user_version = 9999');
    db.close();
    await expect(startStationProcess({ config: writeDemoConfig(dir), dataDir })).rejects.toThrow(
      /ended with 1 .*the database has version 9999.*What to do: Start the newer Sightline/s,
    );
    const untouched = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
    expect(untouched.pragma('user_version', { simple: true })).toBe(9999);
    untouched.close();
  });
});

describe('a station that is asked for another recipe', () => {
  it('runs the one with that short id, and says its name', async () => {
    const dir = temporaryFolder();
    const config = writeDemoConfig(dir, { recipe: { id: 'test' } });
    const station = await startStationProcess({ config, dataDir: join(dir, 'data'), recipe: 'test' });
    onTestFinished(async () => void (await station.stop()));
    expect((await station.healthz()).recipe).toBe('Test');
    expect(station.output()).toContain('Recipe   Test');
  });

  it('ends before it opens anything when there is none of that name, with the known ones and the nearest', async () => {
    const dir = temporaryFolder();
    const config = writeDemoConfig(dir, { recipe: { id: 'ball-screw' } });
    const dataDir = join(dir, 'data');
    await expect(startStationProcess({ config, dataDir, recipe: 'bal-screw' })).rejects.toThrow(
      /ended with 1 .*has no recipe "bal-screw".*What to do: did you mean "ball-screw"\? There is: "ball-screw" \(Test\)/s,
    );
    expect(existsSync(dataDir)).toBe(false);
  });
});
