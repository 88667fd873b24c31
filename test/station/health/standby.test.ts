import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Child } from '../../../main/process/spawn.ts';
import { Standby } from '../../../main/station/health/standby.ts';

interface Scripted extends Child {
  readonly got: unknown[];
  readonly say: (message: unknown) => void;
  readonly end: (how: string) => void;
}

function scriptedChild(pid: number, obeys: boolean): Scripted {
  const heard: ((message: unknown) => void)[] = [];
  const ended: ((how: string) => void)[] = [];
  const end = (how: string): void => {
    for (const listener of ended.splice(0)) listener(how);
  };
  const got: unknown[] = [];
  return {
    pid,
    got,
    end,
    say: (message) => {
      for (const listener of heard) listener(message);
    },
    send: (message) => {
      got.push(message);
      if (obeys && (message as { readonly kind?: string }).kind === 'stop') end('exit code 0');
    },
    onMessage: (listener) => void heard.push(listener),
    onExit: (listener) => void ended.push(listener),
    kill: () => end('killed by SIGKILL'),
  };
}

/** A standby whose processes are the test's, as is time. */
function standbyOf({ obeys = true } = {}) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const spawned: Scripted[] = [];
  const lost: string[] = [];
  const standby = new Standby({
    spawn: () => {
      const child = scriptedChild(100 + spawned.length, obeys);
      spawned.push(child);
      return child;
    },
    start: { bundle: 'b' },
    onLost: (how) => lost.push(how),
  });
  return { standby, spawned, lost };
}

describe('a process that stands by', () => {
  it('is a new one as long as none was prepared', () => {
    const { standby, spawned } = standbyOf();
    expect(standby.take()).toBe(spawned[0]);
    expect(spawned[0]?.got).toEqual([]);
    expect(standby.pid).toBeUndefined();
  });

  it('is started a moment after the first one works, counts once it is prepared, and takes over', async () => {
    const { standby, spawned } = standbyOf();
    const first = standby.take();
    standby.refill();
    expect(spawned).toEqual([first]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(spawned[1]?.got).toEqual([{ prepare: { bundle: 'b' } }]);
    expect(standby.pid).toBeUndefined();
    spawned[1]?.say({ kind: 'status', detail: 'loading' });
    spawned[1]?.say({ kind: 'prepared' });
    expect(standby.pid).toBe(101);
    expect(standby.take()).toBe(spawned[1]);
    expect(standby.pid).toBeUndefined();
    expect(spawned).toHaveLength(2);
  });

  it('is one, however often the first one works again', async () => {
    const { standby, spawned } = standbyOf();
    for (let time = 0; time < 3; time++) standby.refill();
    await vi.advanceTimersByTimeAsync(60_000);
    standby.refill();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(spawned).toHaveLength(1);
  });

  it('is taken before it is prepared rather than starting another one', async () => {
    const { standby, spawned } = standbyOf();
    standby.refill();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(standby.take()).toBe(spawned[0]);
  });

  it('that ends by itself is told and replaced a minute later; what ends after it took over is not its business', async () => {
    const { standby, spawned, lost } = standbyOf();
    standby.refill();
    await vi.advanceTimersByTimeAsync(2_000);
    spawned[0]?.end('exit code 1');
    expect(lost).toEqual(['exit code 1']);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(spawned).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    standby.take();
    spawned[1]?.end('killed by SIGKILL');
    expect(lost).toEqual(['exit code 1']);
  });

  it('is told to stop, and killed when it does not', async () => {
    const { standby, spawned, lost } = standbyOf({ obeys: false });
    standby.refill();
    await vi.advanceTimersByTimeAsync(2_000);
    const stopped = vi.fn();
    void standby.stop().then(stopped);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(spawned[0]?.got).toContainEqual({ kind: 'stop' });
    expect(stopped).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(stopped).toHaveBeenCalled();
    expect(lost).toEqual([]);
  });

  it('is not started any more after the stop', async () => {
    const { standby, spawned } = standbyOf();
    standby.refill();
    await standby.stop();
    standby.refill();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(spawned).toEqual([]);
  });
});
