import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { eventually } from '../../support/eventually.ts';
import { isRunning } from '../../support/is-running.ts';
import { writeDemoConfig } from './demo-config.ts';
import {
  addsUp,
  recordedParts,
  startWatched,
  temporaryFolder,
  triggersOfRuns,
  type Watched,
} from './running-station.ts';

async function childPids({ client }: Watched): Promise<Readonly<Record<string, number>>> {
  const { processes } = await client.call('health.measures', {});
  return Object.fromEntries(processes.map(({ name, pid }) => [name, pid]));
}

describe('a killed station', () => {
  it('leaves no child behind two seconds after its host was killed', async () => {
    const dir = temporaryFolder();
    const watched = await startWatched(writeDemoConfig(dir), join(dir, 'data'));
    const named = await eventually(
      () => childPids(watched),
      (found) => found['standby'] !== undefined && watched.parts.length > 3,
    );
    const pids = Object.values(named);
    expect(Object.keys(named).toSorted()).toEqual(['engine', 'jobs', 'main', 'standby', 'store']);
    watched.station.process.kill('SIGKILL');
    await sleep(2_000);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it('goes on when its engine is killed: parts are reviewed meanwhile, triggers still count', async () => {
    const dir = temporaryFolder();
    const watched = await startWatched(writeDemoConfig(dir), join(dir, 'data'));
    const { station, parts } = watched;
    await eventually(
      () => parts.length,
      (count) => count > 3,
    );
    const { engine = 0 } = await childPids(watched);
    process.kill(engine, 'SIGKILL');
    const hasFault = (part: PartSummary): boolean => part.reasons.some(({ kind }) => kind === 'engine-fault');
    await eventually(
      () => parts,
      (seen) => seen.some(hasFault) && !seen.slice(-10).some(hasFault),
    );
    expect((await station.healthz()).engine).toMatchObject({ state: 'ready', restarts: 1 });
    const faults = parts.filter(hasFault);
    expect(faults.every(({ verdict }) => verdict === 'review')).toBe(true);
    // One outage, and judged as ever before it and after it.
    const outage = (faults.at(-1)?.trigger ?? 0) - (faults[0]?.trigger ?? 0) + 1;
    expect(outage).toBe(faults.length);
    const triggers = parts.map(({ trigger }) => trigger);
    expect(triggers).toEqual(triggers.map((_, index) => (triggers[0] ?? 0) + index));
    expect(addsUp(await station.healthz())).toBe(true);
  });

  it('loses and doubles no part when its store is killed', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const watched = await startWatched(writeDemoConfig(dir), dataDir);
    const { station, parts } = watched;
    for (let kill = 0; kill < 3; kill++) {
      const before = parts.length;
      await eventually(
        () => parts.length,
        (count) => count > before + 5,
      );
      const { store } = await childPids(watched);
      if (store !== undefined) process.kill(store, 'SIGKILL');
    }
    const before = parts.length;
    await eventually(
      () => parts.length,
      (count) => count > before + 5,
    );
    const { triggers } = await eventually(
      () => station.healthz(),
      ({ store }) => store.state === 'ready',
    );
    expect(await station.stop()).toBe(0);
    const recorded = recordedParts(dataDir).map(({ id }) => id);
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(recorded).toEqual(expect.arrayContaining(parts.map(({ id }) => id)));
    expect(recorded.length).toBeGreaterThanOrEqual(triggers);
  });

  it('keeps every part that it called committed, once, however often it is killed, and starts again without help', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const config = writeDemoConfig(dir);
    const committed: string[] = [];
    for (let round = 0; round < 6; round++) {
      const watched = await startWatched(config, dataDir);
      const { parts } = watched;
      const enough = 2 + Math.floor(Math.random() * 20);
      await eventually(
        () => parts.length,
        (count) => count >= enough,
        40_000,
      );
      // Now the host alone, now every process in the same moment, as when the power goes.
      const all = Object.values(await childPids(watched));
      expect(all).toContain(watched.station.pid);
      // Four, and the engine that stands by where it is there already.
      expect(all.length).toBeGreaterThanOrEqual(4);
      const killed = round % 2 === 0 ? [watched.station.pid] : all;
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      committed.push(...parts.map(({ id }) => id));
    }
    const { station } = await startWatched(config, dataDir);
    const report = await eventually(
      () => station.healthz(),
      ({ state, triggers }) => state === 'running' && triggers > 3,
    );
    expect(addsUp(report)).toBe(true);
    expect(await station.stop()).toBe(0);
    const recorded = recordedParts(dataDir);
    const ids = recorded.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(committed));
    // What was not yet on disk is missing at the end of a run, never in its middle.
    for (const triggers of triggersOfRuns(dataDir)) expect(triggers).toEqual(triggers.map((_, index) => index + 1));
    expect(rollupSum(dataDir)).toBe(recorded.length);
  }, 180_000);
});

/** Parts as the rollups count them: they commit with their parts, so both always agree. */
function rollupSum(dataDir: string): number {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    const sum = db
      .prepare<[], { parts: number }>('SELECT sum(pass + fail + review + missed) AS parts FROM rollup_minute')
      .get();
    return sum?.parts ?? 0;
  } finally {
    db.close();
  }
}
