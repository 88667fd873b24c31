/**
 * The power goes at any moment while parts run, also while the station starts: what was recorded is with the MES, once.
 *
 * A few times here; `SIGHTLINE_KILLS=100` for as often as one likes.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { misbehaviourSchema } from '../../../main/mes/misbehaviour.ts';
import { eventually } from '../../support/eventually.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder } from './running-station.ts';
import { aMes, cutPower, missingAt, partsAt, signInMaintenance, targetAt } from './with-mes.ts';

const kills = Number(process.env['SIGHTLINE_KILLS'] ?? 4);
const moods = ['none', 'lost', 'closes', 'none', 'error', 'half-again'] as const;
const patienceMs = 60_000;

it(
  `every record reaches the MES once, though the whole station is cut off ${kills} times`,
  async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const config = writeDemoConfig(dir);
    const mes = await aMes();
    for (let kill = 0; kill < kills; kill += 1) {
      const watched = await startWatched(config, dataDir);
      mes.switchboard.set(misbehaviourSchema.parse({ is: moods[kill % moods.length], times: 3 }));
      if (kill % 4 !== 3) {
        // Most of the times it is at work; else it may only just have started.
        await eventually(
          () => watched.parts.length,
          (count) => count > 0,
          patienceMs,
        );
      }
      if (kill === 0) {
        await signInMaintenance(watched.client);
        await watched.client.call('sync.saveTarget', targetAt(mes.port));
      }
      await sleep(Math.random() * 1500);
      await cutPower(watched);
    }
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'none' }));
    await startWatched(config, dataDir);
    await eventually(
      () => ({ missing: missingAt(mes, dataDir).length, count: partsAt(mes) }),
      ({ missing, count }) => missing === 0 && count >= kills / 2,
      patienceMs,
    );
    const known = new Set(outboxIds(dataDir));
    expect([...mes.received.ids()].filter((id) => !known.has(id))).toEqual([]);
    expect(mes.received.counts()).toMatchObject({ changed: 0, overtaken: 0 });
  },
  120_000 + kills * 30_000,
);
