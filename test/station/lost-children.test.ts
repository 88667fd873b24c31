import { expect, it, onTestFinished, vi } from 'vitest';
import type { Child, Spawner } from '../../main/process/spawn.ts';
import { Children } from '../../main/station/children.ts';
import { stationConfigSchema } from '../../main/station/config/station.ts';
import { type Log, silentLog } from '../../main/station/log/log.ts';
import { someFitness } from '../support/fitness.ts';

const camera = { kind: 'replay', source: 'pictures', width: 96, height: 72, pixelFormat: 'RGB8' };
const config = stationConfigSchema.parse({
  station: { name: 'Test' },
  recipe: 'Test',
  recipes: [{ name: 'Test', bundle: 'bundle', camera }],
});

const engineReady = {
  kind: 'ready',
  provider: 'cpu',
  providerReason: '',
  precision: 'int8',
  artifact: 'model.onnx',
  threads: 1,
  threadsReason: '',
  reference: '',
  fitness: someFitness(true),
  inputBytes: 1,
  mapLength: 1,
  boxesLength: 0,
  featuresLength: 0,
  runMs: 1,
};

interface Scripted {
  readonly name: string;
  readonly pid: number;
  readonly say: (message: unknown) => void;
  readonly end: () => void;
}

/** The station's children in the test's hands, and time that only the test moves. The store is ready. */
function station() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const started: Scripted[] = [];
  const spawner: Spawner = (name): Child => {
    let onExit: (how: string) => void = () => undefined;
    let hear: (message: unknown) => void = () => undefined;
    const pid = 100 + started.length;
    started.push({ name, pid, say: (message) => hear(message), end: () => onExit('exit code 1') });
    return {
      pid,
      send: (message) => {
        if ((message as { kind?: string }).kind === 'stop') queueMicrotask(() => onExit('exit code 0'));
      },
      onMessage: (listener) => {
        hear = listener;
      },
      onExit: (listener) => {
        onExit = listener;
      },
      kill: () => onExit('killed by SIGKILL'),
    };
  };
  const ready: [string, number | undefined][] = [];
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (message) => warnings.push(message) };
  const children = new Children({
    spawner,
    config,
    bundleDir: 'bundle',
    dataDir: 'data',
    cacheDir: 'cache',
    runId: '0199aa00-0000-7000-8000-000000000001',
    timeZone: 'Europe/Berlin',
    log,
    onReady: (child, _endpoint, pid) => ready.push([child, pid]),
    onChange: () => undefined,
  });
  children.start();
  onTestFinished(() => children.stop());
  const newest = (name: string): Scripted => {
    const found = started.findLast((child) => child.name === name);
    if (!found) throw new Error(`${name} was not started`);
    return found;
  };
  newest('storekeeper').say({ kind: 'ready' });
  return { children, newest, ready, warnings };
}

it('a child whose link broke is started anew when it still lives a moment later', async () => {
  const { children, newest, ready } = station();
  const { pid } = newest('storekeeper');
  expect(ready).toEqual([['store', pid]]);
  children.lost({ child: 'store', pid, reason: 'the link for records ended', isHung: false });
  await vi.advanceTimersByTimeAsync(299);
  expect(newest('storekeeper').pid).toBe(pid);
  await vi.advanceTimersByTimeAsync(1);
  expect(newest('storekeeper').pid).not.toBe(pid);
  newest('storekeeper').say({ kind: 'ready' });
  expect(ready.at(-1)).toEqual(['store', newest('storekeeper').pid]);
});

it('a child that died is told by its own end, and the one after it is left alone', async () => {
  const { children, newest } = station();
  const { pid, end } = newest('storekeeper');
  children.lost({ child: 'store', pid, reason: 'the link for records ended', isHung: false });
  end();
  const next = newest('storekeeper');
  expect(next.pid).not.toBe(pid);
  next.say({ kind: 'ready' });
  // A second link to the dead one is noticed only now.
  children.lost({ child: 'store', pid, reason: 'the link for queries ended', isHung: false });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(newest('storekeeper')).toBe(next);
});

it.each([
  ['storekeeper', 'store'],
  ['jobs', 'jobs'],
])('what goes wrong in %s and does not end it is in the log of the station', (entry, name) => {
  const { newest, warnings } = station();
  newest(entry).say({ kind: 'problem', text: 'counting the records: disk I/O error' });
  expect(warnings).toEqual([`${name}: counting the records: disk I/O error`]);
});

it('an engine that hangs is started anew at once', () => {
  const { children, newest } = station();
  const { pid } = newest('engine');
  children.lost({ child: 'engine', pid, reason: 'no answer for 600 ms', isHung: true });
  expect(children.engineStatus(null).detail).toContain('no answer for 600 ms');
});

it.each([
  ['storekeeper', 10_000],
  ['jobs', 15_000],
])('%s is started anew when it is ready and says nothing for %i ms', async (name, silentMs) => {
  const { newest } = station();
  newest('jobs').say({ kind: 'ready' });
  const { pid } = newest(name);
  await vi.advanceTimersByTimeAsync(silentMs - 1);
  expect(newest(name).pid).toBe(pid);
  await vi.advanceTimersByTimeAsync(2);
  expect(newest(name).pid).not.toBe(pid);
});

it('an engine says nothing while it runs, and is left alone', async () => {
  const { children, newest } = station();
  newest('engine').say(engineReady);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(children.engineStatus(null)).toMatchObject({ state: 'ready', restarts: 0 });
});

it('an engine that ends is followed by the one that stands by', async () => {
  const { children, newest, ready } = station();
  const first = newest('engine');
  first.say(engineReady);
  await vi.advanceTimersByTimeAsync(2_000);
  const second = newest('engine');
  expect(children.processes()).not.toContainEqual({ name: 'standby', pid: second.pid });
  second.say({ kind: 'prepared' });
  expect(children.processes()).toContainEqual({ name: 'standby', pid: second.pid });
  first.end();
  expect(newest('engine')).toBe(second);
  second.say(engineReady);
  expect(ready.at(-1)).toEqual(['engine', second.pid]);
  expect(children.engineStatus(null)).toMatchObject({ state: 'ready', restarts: 1 });
});
