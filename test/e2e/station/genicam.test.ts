/** A GigE Vision camera through the whole station, as the example configuration runs it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Healthz } from '../../../main/api/slices/health.ts';
import { type CameraSimulator, hasCameraSimulator, startCameraSimulator } from '../../support/camera-simulator.ts';
import { eventually } from '../../support/eventually.ts';
import {
  addsUp,
  recordedParts,
  startWatched,
  temporaryFolder,
  triggersOfRuns,
  type Watched,
} from './running-station.ts';

const example = fileURLToPath(new URL('../../../main/service/examples/genicam-simulator.json', import.meta.url));
/** Ten seconds of the example, where the machine keeps up with its 60 frames a second. */
const manyParts = 500;
const patientMs = 60_000;

async function simulator(serial: string, lostPerThousand = 0): Promise<CameraSimulator> {
  const started = await startCameraSimulator(serial, { lostPerThousand });
  onTestFinished(() => started.stop());
  return started;
}

async function run(): Promise<Watched & { readonly dataDir: string }> {
  const dataDir = join(temporaryFolder(), 'data');
  return { ...(await startWatched(example, dataDir)), dataDir };
}

/** Pulls the cable, so that no more triggers come, and waits until every part is decided. */
async function atRest({ station }: Watched, camera: CameraSimulator): Promise<Healthz> {
  await camera.kill();
  return eventually(
    () => station.healthz(),
    (health) => health.camera.state === 'lost' && health.pending === 0 && health.store.waiting === 0,
    patientMs,
  );
}

async function until({ parts, station }: Watched, isEnough: (parts: Watched['parts']) => boolean): Promise<Healthz> {
  await eventually(() => isEnough(parts), Boolean, patientMs);
  const health = await station.healthz();
  expect(addsUp(health), JSON.stringify(health)).toBe(true);
  return health;
}

/** Ends the station and compares what is on disk with what it counted. */
async function expectEveryTriggerRecorded(
  watched: Watched & { readonly dataDir: string },
  health: Healthz,
): Promise<void> {
  expect(addsUp(health)).toBe(true);
  expect(await watched.station.stop()).toBe(0);
  const recorded = recordedParts(watched.dataDir);
  expect(recorded).toHaveLength(health.triggers);
  expect(triggersOfRuns(watched.dataDir)).toEqual([Array.from({ length: health.triggers }, (_, index) => index + 1)]);
  const verdicts = { pass: 0, fail: 0, review: 0, missed: 0, ...countBy(recorded.map(({ verdict }) => verdict)) };
  expect(verdicts).toEqual(health.verdicts);
}

function countBy(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, same]) => [word, same.length]));
}

describe.skipIf(!hasCameraSimulator)(
  'a station with a GigE Vision camera (skipped where the Aravis tools are not installed)',
  () => {
    const serial = randomBytes(4).toString('hex').toUpperCase();

    it('counts and records every frame of the example', async () => {
      const camera = await simulator(serial);
      const watched = await run();
      const running = await until(watched, (parts) => parts.length >= manyParts);
      expect(running.camera).toMatchObject({ kind: 'genicam', state: 'streaming' });
      await expectEveryTriggerRecorded(watched, await atRest(watched, camera));
    }, 150_000);

    it('sends every frame that lost packets to a person, with the reason', async () => {
      const camera = await simulator(serial, 20);
      const watched = await run();
      const isIncomplete = (part: Watched['parts'][number]): boolean =>
        part.reasons.some(({ kind }) => kind === 'incomplete-frame');
      await until(watched, (parts) => parts.filter(isIncomplete).length >= 5);
      const incomplete = watched.parts.filter(isIncomplete);
      expect(incomplete.every(({ verdict }) => verdict === 'review')).toBe(true);
      const details = incomplete.flatMap(({ reasons }) =>
        reasons.flatMap((reason) => (reason.kind === 'incomplete-frame' ? [reason.detail] : [])),
      );
      expect([...new Set(details)].filter((detail) => !['missing-packets', 'timeout'].includes(detail))).toEqual([]);
      const rested = await atRest(watched, camera);
      expect(rested.camera.frames.incomplete).toBeGreaterThanOrEqual(incomplete.length);
      await expectEveryTriggerRecorded(watched, rested);
    }, 150_000);

    it('goes on counting when the camera goes away and comes back', async () => {
      const first = await simulator(serial);
      const watched = await run();
      await until(watched, (parts) => parts.length >= 50);
      const away = await atRest(watched, first);
      expect(away.camera.detail).toContain('does not answer');
      const second = await simulator(serial);
      const back = await until(watched, (parts) => parts.length >= away.triggers + 50);
      expect(back.camera.state).toBe('streaming');
      expect(back.triggers).toBeGreaterThan(away.triggers);
      await expectEveryTriggerRecorded(watched, await atRest(watched, second));
    }, 150_000);
  },
);
