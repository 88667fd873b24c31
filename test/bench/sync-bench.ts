/**
 * `npm run bench -- --sync`: how fast a backlog of days reaches each kind of target while the line runs at 60 frames a
 * second, and what that costs the line.
 *
 *   npm run bench -- --sync [--rows 300000] [--seconds 20] [--json FILE]
 *
 * One station, one database with a backlog. For each target, side by side in one run: the line alone; catching up at the pace
 * of the settings (20 times the line's own rate); catching up as fast as it goes, to see where the pace's limit lies.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import type { Client } from '../../main/api/client.ts';
import type { Percentiles } from '../../main/api/slices/health.ts';
import { targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import { buildScreenIfOld } from '../../main/start/build.ts';
import { databasePath, openDatabase } from '../../main/storekeeper/database.ts';
import { signIn, startStationProcess } from '../support/station-process.ts';
import { benchRecipe } from './bench-config.ts';
import { sampleProcess } from './process-figures.ts';
import { rounded } from './report.ts';
import { seedStore } from './store/seed.ts';
import { brokerReceivers } from './sync/brokers.ts';
import { filesReceiver, httpsReceiver, type Receiver } from './sync/receivers.ts';

const { values: options } = parseArgs({
  options: {
    sync: { type: 'boolean' },
    rows: { type: 'string', default: '300000' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'string' },
  },
});
const rows = Number(options.rows);
const seconds = Number(options.seconds);
if (!(rows > 0 && seconds > 0)) throw new Error('--rows and --seconds need numbers above 0');

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

interface Phase {
  readonly frameToVerdictMs: Percentiles | null;
  readonly dropped: number;
  /** Acknowledged a second. */
  readonly perSecond: number;
  readonly syncMemoryMb: number | null;
  readonly syncCpuPercent: number | null;
}
interface Drained {
  readonly target: string;
  readonly alone: Phase;
  readonly paced: Phase;
  readonly unpaced: Phase;
  readonly waitingAtEnd: number;
}

await buildScreenIfOld((line) => process.stderr.write(`${line}\n`));
const folder = mkdtempSync(join(tmpdir(), 'sightline-sync-bench-'));
try {
  const report = rounded({ cpu: cpus()[0]?.model, cores: cpus().length, rows, seconds, targets: await bench() });
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<Drained[]> {
  const dataDir = join(folder, 'station');
  mkdirSync(dataDir);
  seedStore(databasePath(dataDir), rows, tell);
  forgetPeople(databasePath(dataDir));
  const config = join(folder, 'bench.json');
  const recipe = benchRecipe('replay', null);
  // Seeded parts are of last year: nothing of them may be cleared away meanwhile.
  const store = { passDays: 100_000, otherDays: 100_000, historyDays: 100_000 };
  const station = { name: 'Bench', demo: true };
  writeFileSync(config, JSON.stringify({ station, recipe: 'Bench', recipes: [recipe], store }));
  const process_ = await startStationProcess({ config, dataDir, startWithinMs: 120_000 });
  try {
    const { client } = await signIn(process_.address);
    await untilRunning(client);
    await client.call('session.firstAdministrator', { id: v7(), name: 'Bench', pin: '471108' });
    tell(`${rows} messages wait; load ${loadavg()[0]?.toFixed(1)}; ms from frame to verdict, ${seconds} s each`);
    tell(line(['', 'p50', 'p99', 'dropped', 'a second', 'sync MB', 'sync cpu %']));
    const drained: Drained[] = [];
    for (const start of [httpsReceiver, () => filesReceiver(folder), ...brokerReceivers(tell)]) {
      const receiver = await start();
      try {
        drained.push(await drain(client, receiver));
      } finally {
        await receiver.stop();
      }
    }
    return drained;
  } finally {
    await process_.stop();
  }
}

/** So that the bench may enter its own administrator: the seeded people have no PIN. */
function forgetPeople(path: string): void {
  const db = openDatabase(path);
  db.exec('UPDATE disposition SET person = NULL; DELETE FROM person;');
  db.close();
}

async function drain(client: Client, { name, connection, secrets }: Receiver): Promise<Drained> {
  const id = v7();
  const save = (messagesPerSecond: number) =>
    client.call('sync.saveTarget', {
      ...{ id, name, startsFrom: 'oldest', secrets },
      settings: targetSettingsSchema.parse({ connection, messagesPerSecond }),
    });
  const alone = await phase(client, null, `${name}: the line alone`);
  await save(1200);
  const paced = await phase(client, id, '  catching up at its pace');
  await save(100_000);
  const unpaced = await phase(client, id, '  as fast as it goes');
  const { targets } = await client.call('sync.state', {});
  const waitingAtEnd = targets.find((target) => target.id === id)?.waiting ?? 0;
  await client.call('sync.removeTarget', { target: id, reason: 'the bench is over' });
  return { target: name, alone, paced, unpaced, waitingAtEnd };
}

async function phase(client: Client, target: string | null, name: string): Promise<Phase> {
  // Connections and caches settle.
  await sleep(3_000);
  await client.call('health.restartMeasures', {});
  const before = await now(client, target);
  await sleep(seconds * 1000);
  const after = await now(client, target);
  const { frameToVerdictMs } = await client.call('health.measures', {});
  const took = (after.atMs - before.atMs) / 1000;
  const cpu = after.sync && before.sync ? ((after.sync.cpuSeconds - before.sync.cpuSeconds) / took) * 100 : null;
  const measured: Phase = {
    ...{ frameToVerdictMs, dropped: after.lost - before.lost, perSecond: (after.sent - before.sent) / took },
    ...{ syncMemoryMb: after.sync?.memoryMb ?? null, syncCpuPercent: cpu },
  };
  const figures = [frameToVerdictMs?.p50, frameToVerdictMs?.p99, measured.dropped, measured.perSecond];
  tell(line([name, ...[...figures, measured.syncMemoryMb, cpu].map((value) => value?.toFixed(1) ?? '')]));
  return measured;
}

async function now(client: Client, target: string | null) {
  const { processes } = await client.call('health.measures', {});
  const { camera } = await client.call('health.report', {});
  const { targets } = await client.call('sync.state', {});
  const pid = processes.find(({ name }) => name === 'sync')?.pid;
  return {
    atMs: performance.now(),
    lost: camera.frames.lost + camera.frames.overwritten,
    sent: targets.find(({ id }) => id === target)?.sent ?? 0,
    sync: pid === undefined ? null : sampleProcess(pid),
  };
}

function line([name = '', ...columns]: readonly string[]): string {
  return `${name.padEnd(32)}${columns.map((column) => column.padStart(11)).join('')}`;
}

async function untilRunning(client: Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 200) {
    const { state, triggers } = await client.call('health.report', {});
    const { processes } = await client.call('health.measures', {});
    // The engine that stands by takes a core while it starts.
    if (state === 'running' && triggers > 0 && processes.some(({ name }) => name === 'standby')) return;
    await sleep(200);
  }
  throw new Error('the station does not run after two minutes');
}
