import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { addsUp, recordedParts, startWatched, temporaryFolder } from './running-station.ts';

// SIGSTOP is the plainest hang: the process is there, its links are open, and it does nothing.
it.skipIf(process.platform === 'win32')(
  'a store that hangs is told, started anew, and no part is lost',
  async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const { station, client, parts } = await startWatched(writeDemoConfig(dir), dataDir);
    await eventually(
      () => parts.length,
      (count) => count > 3,
    );
    const { processes } = await client.call('health.measures', {});
    const store = processes.find(({ name }) => name === 'store')?.pid ?? 0;
    process.kill(store, 'SIGSTOP');
    const seen = await eventually(
      () => station.healthz(),
      ({ state }) => state === 'degraded',
    );
    expect(seen.store).toMatchObject({ state: 'restarting', detail: expect.stringContaining('Records wait too long') });
    const before = parts.length;
    await eventually(
      () => parts.length,
      (count) => count > before + 60,
    );
    const healed = await eventually(
      () => station.healthz(),
      ({ state }) => state === 'running',
    );
    expect(healed.store.state).toBe('ready');
    expect(addsUp(healed)).toBe(true);
    expect(await station.stop()).toBe(0);
    const recorded = new Set(recordedParts(dataDir).map(({ id }) => id));
    expect(parts.filter(({ id }) => !recorded.has(id))).toEqual([]);
    const triggers = parts.map(({ trigger }) => trigger);
    expect(triggers).toEqual(triggers.map((_, index) => (triggers[0] ?? 0) + index));
  },
  60_000,
);
