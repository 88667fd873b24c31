import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Child, forkChild } from '../../../main/process/spawn.ts';
import { type ChildState, type SuperviseOptions, superviseChild } from '../../../main/station/health/supervisor.ts';

const entry = fileURLToPath(new URL('../../fixtures/children/child.mjs', import.meta.url));

/** A supervised child and all that is told of it. */
function supervise(start: unknown, options: Partial<SuperviseOptions> = {}, env: Record<string, string> = {}) {
  const states: ChildState[] = [];
  const readies: unknown[] = [];
  const said: unknown[] = [];
  const waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];
  const look = () => {
    for (const wish of waiting) if (wish.isMet()) wish.resolve();
  };
  const child = superviseChild({
    name: 'test',
    spawn: () => forkChild(process.execPath, entry, { env }),
    start,
    onReady: (message) => {
      readies.push(message);
      look();
    },
    onStatus: (message) => {
      said.push(message);
      look();
    },
    onState: (state) => {
      states.push(state);
      look();
    },
    readyTimeoutMs: 10_000,
    retryMs: 60_000,
    ...options,
  });
  onTestFinished(() => child.stop());
  const until = (isMet: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ isMet, resolve });
      look();
    });
  return { child, states, readies, said, until };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a supervised child', () => {
  it('is starting, then ready, and what it says is passed on', async () => {
    const { child, states, said, readies, until } = supervise({ ready: true });
    await until(() => readies.length === 1);
    child.send({ kind: 'say', detail: 'hello' });
    await until(() => said.length === 1);
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready']);
    expect(said).toEqual([{ kind: 'status', detail: 'hello' }]);
    expect(readies).toEqual([{ kind: 'ready', pid: child.pid }]);
  });

  it('is started again at once when it is killed, with the reason', async () => {
    const { child, states, readies, until } = supervise({ ready: true });
    await until(() => readies.length === 1);
    child.kill('it hung');
    await until(() => readies.length === 2);
    child.send({ kind: 'crash' });
    await until(() => readies.length === 3);
    expect(states).toEqual([
      { state: 'starting', detail: null, remedy: null, restarts: 0 },
      { state: 'ready', detail: null, remedy: null, restarts: 0 },
      { state: 'restarting', detail: 'it hung', remedy: null, restarts: 1 },
      { state: 'ready', detail: null, remedy: null, restarts: 1 },
      { state: 'restarting', detail: 'the test process ended (killed by SIGKILL)', remedy: null, restarts: 2 },
      { state: 'ready', detail: null, remedy: null, restarts: 2 },
    ]);
  });

  it('that crashes again and again is a fault after five restarts, and still tried, slowly', async () => {
    const { states, until } = supervise({ crash: true }, { retryMs: 20 });
    await until(() => states.filter(({ state }) => state === 'fault').length === 3);
    expect(states.map(({ state }) => state)).toEqual([
      'starting',
      ...new Array(5).fill('restarting'),
      ...new Array(3).fill('fault'),
    ]);
    expect(states.at(-1)).toEqual({
      state: 'fault',
      detail: 'the test process ended (exit code 3)',
      remedy: null,
      restarts: 7,
    });
  });

  it('that says what is wrong before it is ready is a fault at once, in its own words', async () => {
    const { states, until } = supervise({ fault: 'the bundle is broken' });
    await until(() => states.length === 2);
    expect(states[1]).toEqual({ state: 'fault', detail: 'the bundle is broken', remedy: 'mend it', restarts: 0 });
  });

  it('that is not ready in time is killed and a fault', async () => {
    const { states, until } = supervise({}, { readyTimeoutMs: 300 });
    await until(() => states.length === 2);
    expect(states[1]).toMatchObject({ state: 'fault', detail: 'the test process was not ready within 0.3 s' });
  });

  it('that works long on its start and says so is waited for', async () => {
    // Five times as long in all as the patience, which a process needs anew only after its last word.
    const { states, readies, until } = supervise({ readyAfterStatuses: 20 }, { readyTimeoutMs: 400 }, {});
    await until(() => readies.length === 1 || states.at(-1)?.state === 'fault');
    expect(states.map(({ state }) => state)).toEqual(['starting', 'ready']);
  });

  it('that cannot be started at all is a fault after the budget', async () => {
    const spawn = () => forkChild('/no/such/node', entry);
    const { states, until } = supervise({}, { spawn });
    await until(() => states.at(-1)?.state === 'fault');
    expect(states.at(-1)?.detail).toContain('could not be started');
  });

  it('is gone when stop resolves, and is not started again', async () => {
    const { child, states, readies, until } = supervise({ ready: true });
    await until(() => readies.length === 1);
    const pid = child.pid as number;
    await Promise.all([child.stop(), child.stop()]);
    expect(isAlive(pid)).toBe(false);
    expect(states.at(-1)?.state).toBe('ready');
    expect(readies).toHaveLength(1);
  });

  it('that does not stop when asked is killed', async () => {
    const { child, readies, until } = supervise({ ready: true }, { graceMs: 200 }, { DEAF: '1' });
    await until(() => readies.length === 1);
    const pid = child.pid as number;
    await child.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('can be stopped while it waits for the next try', async () => {
    const { child, states, until } = supervise({ fault: 'no' });
    await until(() => states.at(-1)?.state === 'fault');
    await child.stop();
    expect(child.pid).toBeUndefined();
  });
});

/** A child in the test's hands, and time that only the test moves. */
function scripted(options: Partial<SuperviseOptions>) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const states: ChildState[] = [];
  const spoken: ((message: unknown) => void)[] = [];
  const spawn = (): Child => {
    let onExit: (how: string) => void = () => undefined;
    return {
      pid: spoken.length + 1,
      send: (message) => {
        if ((message as { kind?: string }).kind === 'stop') queueMicrotask(() => onExit('exit code 0'));
      },
      onMessage: (listener) => void spoken.push(listener),
      onExit: (listener) => {
        onExit = listener;
      },
      kill: () => onExit('killed by SIGKILL'),
    };
  };
  const onState = (state: ChildState): void => void states.push(state);
  const child = superviseChild({
    name: 'test',
    spawn,
    start: {},
    onReady: () => undefined,
    onState,
    readyTimeoutMs: 30_000,
    ...options,
  });
  onTestFinished(() => child.stop());
  return { child, states, say: (message: unknown) => spoken.at(-1)?.(message) };
}

describe('a child that reports regularly', () => {
  it('is killed and started again when it is ready and says nothing any more', async () => {
    const { child, states, say } = scripted({ silentAfterMs: 10_000 });
    say({ kind: 'ready' });
    for (let second = 0; second < 30; second++) {
      await vi.advanceTimersByTimeAsync(1_000);
      say({ kind: 'status' });
    }
    expect(child.pid).toBe(1);
    await vi.advanceTimersByTimeAsync(10_001);
    expect(child.pid).toBe(2);
    expect(states.map(({ state, detail }) => [state, detail])).toEqual([
      ['starting', null],
      ['ready', null],
      ['restarting', 'the test process gave no sign of life for 10 s'],
    ]);
    // The new one has as long as any for its start.
    await vi.advanceTimersByTimeAsync(20_000);
    expect(child.pid).toBe(2);
  });

  it('is not judged by what this process itself was too busy to hear', async () => {
    const { child, say } = scripted({ silentAfterMs: 10_000 });
    say({ kind: 'ready' });
    // The timer is due, and in the same turn of the loop there is a word to read.
    vi.advanceTimersToNextTimer();
    say({ kind: 'status' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(child.pid).toBe(1);
  });

  it('may be silent for ever where nobody asked it to report', async () => {
    const { child, say } = scripted({});
    say({ kind: 'ready' });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(child.pid).toBe(1);
  });

  it('gets the time to end after its fault, whatever it still says, and no more', async () => {
    const { child, states, say } = scripted({ silentAfterMs: 10_000, graceMs: 2_000 });
    say({ kind: 'ready' });
    say({ kind: 'fault', message: 'the disk is gone', remedy: null });
    await vi.advanceTimersByTimeAsync(1_500);
    say({ kind: 'status' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(child.pid).toBe(2);
    expect(states.at(-1)).toMatchObject({ state: 'restarting', detail: 'the disk is gone' });
  });
});
