/** How long parts are review when the engine dies or hangs: measured and told, bounded by what must not happen in it. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { addsUp, startWatched, temporaryFolder, type Watched } from './running-station.ts';

const rounds = 3;
const framesPerSecond = 20;
async function pidOf({ client }: Watched, wanted: 'engine' | 'standby'): Promise<number | undefined> {
  const { processes } = await client.call('health.measures', {});
  return processes.find(({ name }) => name === wanted)?.pid;
}

function isUnanswered({ reasons }: PartSummary): boolean {
  return reasons.some(({ kind }) => kind === 'engine-fault' || kind === 'late');
}

/** Parts since then, from the first that got no answer in time to the one after it that did; none when all got one. */
function outageAmong(parts: readonly PartSummary[], sinceMs: number): readonly PartSummary[] {
  const since = parts.filter(({ at }) => at >= sinceMs);
  const first = since.findIndex(isUnanswered);
  const end = since.findIndex((part, index) => index > first && !isUnanswered(part));
  return first < 0 ? [] : since.slice(first, end + 1);
}

/**
 * @returns milliseconds from the signal to the frame of the first part that was judged again; 0 when the one that stood by
 *   was there before the next frame needed an engine.
 */
async function outage(watched: Watched, signal: 'SIGKILL' | 'SIGSTOP'): Promise<number> {
  const { parts } = watched;
  const standby = await eventually(
    () => pidOf(watched, 'standby'),
    (pid) => pid !== undefined,
  );
  const engine = await pidOf(watched, 'engine');
  const sinceMs = Date.now();
  process.kill(engine ?? 0, signal);
  // No process is started in between: what serves next was there before.
  await eventually(
    () => pidOf(watched, 'engine'),
    (pid) => pid !== engine,
  );
  expect(await pidOf(watched, 'engine')).toBe(standby);
  const tookOverMs = Date.now();
  await eventually(
    () => parts.some((part) => part.at > tookOverMs && !isUnanswered(part)),
    (isJudged) => isJudged,
  );
  const parted = outageAmong(parts, sinceMs);
  expect(parted.slice(0, -1).filter(({ verdict }) => verdict === 'pass')).toEqual([]);
  return (parted.at(-1)?.at ?? sinceMs) - sinceMs;
}

it.skipIf(process.platform === 'win32').each([
  ['dies', 'SIGKILL'],
  ['hangs', 'SIGSTOP'],
] as const)(
  'an engine that %s is followed by the one that stands by; parts are review meanwhile, none is lost',
  async (_, signal) => {
    const dir = temporaryFolder();
    const config = writeDemoConfig(dir, {
      camera: { framesPerSecond },
      recipe: { framesPerPart: 1, deadlineMs: 200 },
    });
    const watched = await startWatched(config, join(dir, 'data'));
    const outages: number[] = [];
    for (let round = 0; round < rounds; round++) outages.push(await outage(watched, signal));
    console.log(`${signal}: parts were review for ${outages.join(', ')} ms at ${framesPerSecond} parts a second`);
    const report = await watched.station.healthz();
    expect(report.engine).toMatchObject({ state: 'ready', restarts: rounds });
    expect(addsUp(report)).toBe(true);
    // One that the engine held is decided after those behind it.
    const triggers = watched.parts.map(({ trigger }) => trigger).toSorted((a, b) => a - b);
    expect(triggers).toEqual(triggers.map((_each, index) => (triggers[0] ?? 0) + index));
  },
  120_000,
);
